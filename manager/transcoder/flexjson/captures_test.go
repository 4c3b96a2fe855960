package flexjson

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"maps"
	"slices"
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
	all, err := tomcat7.Captures("flexjson")
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
	if len(list) < 20 {
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
		if c.name == "1.6.5/flexjson/"+name {
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

// What another Tomcat loaded is what this package shows; where that was the
// same as stored, so is this.
func TestCapturesReloaded(t *testing.T) {
	compared := 0
	for _, c := range captures(t) {
		if c.meta.Reload == "failed" {
			continue
		}
		// reloaded.json only holds what differs from expected.json.
		want := maps.Clone(c.expected)
		objects := newObjects(c.expected)
		for name := range c.reloaded {
			delete(want, name)
		}
		c.compare(t, want, objects)
		c.compare(t, c.reloaded, newObjects(c.reloaded))
		compared += len(want) + len(c.reloaded)
	}
	if compared < 100 {
		t.Errorf("only %d attributes were compared", compared)
	}
}

func (c captured) compare(t *testing.T, want map[string]any, objects objects) {
	t.Helper()
	got := render(t, mustDecode(t, c.attributes))
	for name, v := range want {
		if slices.Contains(c.meta.SkippedAttributes, name) {
			continue
		}
		have, ok := got[name]
		if !ok {
			t.Errorf("%s: attribute %s is missing", c.name, name)
			continue
		}
		if err := objects.same(v, have); err != nil {
			t.Errorf("%s: attribute %s: %v", c.name, name, err)
		}
	}
}

// What no Tomcat could load is shown as what the session held, save what the
// format loses.
func TestCapturesExpected(t *testing.T) {
	for _, c := range captures(t) {
		objects := newObjects(c.expected)
		projected := map[string]any{}
		for name, v := range c.expected {
			projected[name] = objects.project(v)
		}
		c.compare(t, projected, objects)
		for _, name := range mustDecode(t, c.attributes).Names() {
			if _, ok := c.expected[name]; !ok {
				t.Errorf("%s: attribute %s was never there", c.name, name)
			}
		}
	}
}
