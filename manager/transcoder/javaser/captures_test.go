package javaser

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// captured is one record's attribute bytes and what Tomcat said they held.
type captured struct {
	name       string
	attributes []byte
	expected   map[string]any
}

func captures(t testing.TB) []captured {
	t.Helper()
	all, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	var list []captured
	for _, c := range all {
		for _, k := range c.Keys {
			if !k.IsRecord() {
				continue
			}
			one := captured{name: fmt.Sprintf("%s %s %s", c.Name(), k.Node, k.Key)}
			one.attributes = attributesOf(t, k.Value)
			var session struct{ Attributes map[string]any }
			decoder := json.NewDecoder(bytes.NewReader(c.Expected))
			decoder.UseNumber()
			if err := decoder.Decode(&session); err != nil {
				t.Fatal(one.name, err)
			}
			one.expected = session.Attributes
			list = append(list, one)
		}
	}
	if len(list) < 50 {
		t.Fatalf("only %d captured records", len(list))
	}
	return list
}

// attributesOf gives what stands behind a record's header (WIRE-30).
func attributesOf(t testing.TB, record []byte) []byte {
	t.Helper()
	if bytes.HasPrefix(record, []byte{0x1f, 0x8b}) {
		unzip, err := gzip.NewReader(bytes.NewReader(record))
		if err != nil {
			t.Fatal(err)
		}
		if record, err = io.ReadAll(unzip); err != nil {
			t.Fatal(err)
		}
	}
	return record[be16(record[2:]):]
}

func scenario(t testing.TB, name string) captured {
	t.Helper()
	all, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Scenario == name && c.Release == "2.1.1" {
			return captured{name: name, attributes: attributesOf(t, c.Keys[0].Value)}
		}
	}
	t.Fatalf("no scenario %s", name)
	return captured{}
}

func mustDecode(t testing.TB, data []byte) transcoder.Document {
	t.Helper()
	d, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// render gives a document's attributes as JSON, read back.
func render(t testing.TB, d transcoder.Document) map[string]any {
	t.Helper()
	ids := &javaobj.IDs{}
	attributes := map[string]any{}
	for _, name := range d.Names() {
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(bytes.NewReader(javaobj.AppendJSON(nil, v, ids)))
		decoder.UseNumber()
		var out any
		if err := decoder.Decode(&out); err != nil {
			t.Fatal(err)
		}
		attributes[name] = out
	}
	return attributes
}

// Every captured record comes out of parsing and writing as it went in.
func TestCapturesVerify(t *testing.T) {
	for _, c := range captures(t) {
		if err := Verify(c.attributes); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		d := mustDecode(t, c.attributes)
		out, err := d.Encode(nil)
		if err != nil || !bytes.Equal(out, c.attributes) {
			t.Errorf("%s: an unmodified document isn't what was decoded: %v", c.name, err)
		}
	}
}

// Every value agrees with what Tomcat said it held.
func TestCapturesValues(t *testing.T) {
	// What MSM leaves out: it isn't serializable, or the filter doesn't match.
	leftOut := map[string]bool{"thread-local": true}
	filtered := map[string]bool{"cart": true}
	for _, c := range captures(t) {
		got := render(t, mustDecode(t, c.attributes))
		cmp := newComparison(c.expected, got)
		for name, want := range c.expected {
			have, ok := got[name]
			if !ok {
				if !leftOut[name] && !(filtered[name] && strings.Contains(c.name, "attribute-filter")) {
					t.Errorf("%s: attribute %s is missing", c.name, name)
				}
				continue
			}
			if err := cmp.same(want, have); err != nil {
				t.Errorf("%s: attribute %s: %v", c.name, name, err)
			}
		}
		for name := range got {
			if _, ok := c.expected[name]; !ok {
				t.Errorf("%s: attribute %s was never there", c.name, name)
			}
		}
	}
}
