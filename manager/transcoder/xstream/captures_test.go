package xstream

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// captured is one record's attribute bytes, what the session held, and what
// another Tomcat loaded (nil if that was the same, or failed).
type captured struct {
	name               string
	attributes         []byte
	expected, reloaded map[string]any
	meta               tomcat7.Meta
}

func captures(t testing.TB) []captured {
	t.Helper()
	all, err := tomcat7.Captures("xstream")
	if err != nil {
		t.Fatal(err)
	}
	var list []captured
	for _, c := range all {
		for _, k := range c.Keys {
			if k.IsRecord() {
				list = append(list, captured{c.Name(), attributesOf(t, k.Value), attributesJSON(t, c.Expected), attributesJSON(t, c.Reloaded), c.Meta})
			}
		}
	}
	if len(list) < 30 {
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
	return record[binary.BigEndian.Uint16(record[2:]):]
}

func attributesJSON(t testing.TB, session []byte) map[string]any {
	t.Helper()
	if session == nil {
		return nil
	}
	return parse(t, session)["attributes"].(map[string]any)
}

func parse(t testing.TB, data []byte) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func scenario(t testing.TB, name string) []byte {
	t.Helper()
	for _, c := range captures(t) {
		if c.name == "2.1.1/xstream/"+name {
			return c.attributes
		}
	}
	t.Fatalf("no scenario %s", name)
	return nil
}

func mustDecode(t testing.TB, data []byte) transcoder.Document {
	t.Helper()
	d, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func mustGet(t testing.TB, d transcoder.Document, name string) javaobj.Value {
	t.Helper()
	v, err := d.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// render gives a document's attributes as JSON, read back.
func render(t testing.TB, d transcoder.Document) map[string]any {
	t.Helper()
	ids := &javaobj.IDs{}
	out := map[string]any{}
	for _, name := range d.Names() {
		wrapped := append(javaobj.AppendJSON([]byte(`{"v":`), mustGet(t, d, name), ids), '}')
		out[name] = parse(t, wrapped)["v"]
	}
	return out
}

func TestCapturesVerify(t *testing.T) {
	for _, c := range captures(t) {
		if err := Verify(c.attributes); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		out, err := mustDecode(t, c.attributes).Encode(nil)
		if err != nil || !bytes.Equal(out, c.attributes) {
			t.Errorf("%s: an unmodified document isn't what was decoded: %v", c.name, err)
		}
	}
}

// Every value agrees with what Tomcat said it held, but for what the format
// loses.
func TestCapturesValues(t *testing.T) {
	for _, c := range captures(t) {
		got := render(t, mustDecode(t, c.attributes))
		cmp := newComparison(c.expected, got)
		for name, want := range c.expected {
			have, ok := got[name]
			if !ok {
				t.Errorf("%s: attribute %s is missing", c.name, name)
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
