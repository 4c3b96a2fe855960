// Package transcodertest holds what the tests of every transcoder share: the
// records that real nodes stored, with what Tomcat said they held, and the
// promise that each of them comes back byte for byte.
package transcodertest

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Capture is one stored record.
type Capture struct {
	Name       string // release, serializer, scenario and key
	Scenario   string // release, serializer and scenario
	Attributes []byte
	// Expected is what the session held, Reloaded what another Tomcat loaded
	// (nil if that was the same, or failed).
	Expected, Reloaded map[string]any
	Meta               tomcat7.Meta
}

// Captures gives the records of the serializers named; there must be least of
// them.
func Captures(t testing.TB, least int, serializers ...string) []Capture {
	t.Helper()
	all, err := tomcat7.Captures(serializers...)
	if err != nil {
		t.Fatal(err)
	}
	var list []Capture
	for _, c := range all {
		for _, k := range c.Keys {
			if k.IsRecord() {
				list = append(list, Capture{
					Name:       fmt.Sprintf("%s %s %s", c.Name(), k.Node, k.Key),
					Scenario:   c.Name(),
					Attributes: attributesOf(t, k.Value),
					Expected:   attributesJSON(t, c.Expected),
					Reloaded:   attributesJSON(t, c.Reloaded),
					Meta:       c.Meta,
				})
			}
		}
	}
	if len(list) < least {
		t.Fatalf("only %d captured records of %v, want %d", len(list), serializers, least)
	}
	return list
}

// Scenario gives the first record of a capture, as "2.1.1/java/cart".
func Scenario(t testing.TB, captures []Capture, name string) Capture {
	t.Helper()
	for _, c := range captures {
		if c.Scenario == name {
			return c
		}
	}
	t.Fatalf("no scenario %s", name)
	return Capture{}
}

// attributesOf gives what stands behind a record's header (WIRE-30).
func attributesOf(t testing.TB, value []byte) []byte {
	t.Helper()
	if bytes.HasPrefix(value, []byte{0x1f, 0x8b}) { // compressed by 1.6.5 (WIRE-11)
		unzip, err := gzip.NewReader(bytes.NewReader(value))
		if err != nil {
			t.Fatal(err)
		}
		if value, err = io.ReadAll(unzip); err != nil {
			t.Fatal(err)
		}
	}
	return value[binary.BigEndian.Uint16(value[2:]):]
}

func attributesJSON(t testing.TB, session []byte) map[string]any {
	t.Helper()
	if session == nil {
		return nil
	}
	attributes, _ := Parse(t, session)["attributes"].(map[string]any)
	return attributes
}

// Parse reads a JSON object, numbers as json.Number.
func Parse(t testing.TB, data []byte) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Decode is Transcoder.Decode for data that must be sound.
func Decode(t testing.TB, format transcoder.Transcoder, data []byte) transcoder.Document {
	t.Helper()
	d, err := format.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Get is Document.Get for an attribute that must be there.
func Get(t testing.TB, d transcoder.Document, name string) javaobj.Value {
	t.Helper()
	v, err := d.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Render gives a document's attributes as JSON, read back.
func Render(t testing.TB, d transcoder.Document) map[string]any {
	t.Helper()
	ids := &javaobj.IDs{}
	out := map[string]any{}
	for _, name := range d.Names() {
		wrapped := append(javaobj.AppendJSON([]byte(`{"v":`), Get(t, d, name), ids), '}')
		out[name] = Parse(t, wrapped)["v"]
	}
	return out
}

// Verify proves that every record comes out as it went in: written anew node
// by node, and unedited.
func Verify(t *testing.T, format transcoder.Transcoder, captures []Capture) {
	t.Helper()
	for _, c := range captures {
		if err := format.(transcoder.Verifier).Verify(c.Attributes); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		out, err := Decode(t, format, c.Attributes).Encode(nil)
		if err != nil || !bytes.Equal(out, c.Attributes) {
			t.Errorf("%s: an unmodified document isn't what was decoded: %v", c.Name, err)
		}
	}
}
