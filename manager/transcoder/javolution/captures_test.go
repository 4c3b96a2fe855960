package javolution

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// captured is the attribute bytes of one stored record.
type captured struct {
	tomcat7.Capture
	key  string
	data []byte
}

func captures(tb testing.TB) []captured {
	tb.Helper()
	found, err := tomcat7.Captures("javolution", "javolution-5.5.1")
	if err != nil {
		tb.Fatal(err)
	}
	var all []captured
	for _, c := range found {
		for _, k := range c.Keys {
			if k.IsRecord() {
				value := k.Value
				if value[0] == 0x1F { // compressed by 1.6.5 (WIRE-11)
					unzipped, err := gzip.NewReader(bytes.NewReader(value))
					if err != nil {
						tb.Fatal(err)
					}
					if value, err = io.ReadAll(unzipped); err != nil {
						tb.Fatal(err)
					}
				}
				all = append(all, captured{c, k.Key, value[binary.BigEndian.Uint16(value[2:]):]})
			}
		}
	}
	if len(all) < 90 {
		tb.Fatalf("only %d javolution records among the captures", len(all))
	}
	return all
}

func decoded(tb testing.TB, data []byte) *document {
	tb.Helper()
	d, err := decode(data, transcoder.Limits{}.Defaults())
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestCapturesVerify(t *testing.T) {
	for _, c := range captures(t) {
		if err := Verify(c.data); err != nil {
			t.Errorf("%s %s: %v", c.Name(), c.key, err)
		}
		d := decoded(t, c.data)
		same, err := d.Encode(nil)
		if err != nil || &same[0] != &c.data[0] {
			t.Errorf("%s: an unedited document is not its own bytes", c.Name())
		}
	}
}

// What a record shows agrees with what the servlet saw, save for what the
// format itself loses, which is told by class or by a mark in the value.
func TestCapturesAgreeWithTomcat(t *testing.T) {
	compared := 0
	for _, c := range captures(t) {
		var expected struct{ Attributes map[string]any }
		if err := json.Unmarshal(c.Expected, &expected); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(c.Scenario, "filter") || strings.HasPrefix(c.Scenario, "nonsticky") {
			continue // holds an earlier or filtered state; TestCapturesVerify has it
		}
		d := decoded(t, c.data)
		want, got := &agreement{objects: map[float64]map[string]any{}, compared: map[[2]any]bool{}}, &agreement{objects: map[float64]map[string]any{}}
		want.index(expected.Attributes)
		shown := map[string]any{}
		ids := &javaobj.IDs{}
		for _, name := range d.Names() {
			v, err := d.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			var parsed any
			text := javaobj.AppendJSON(nil, v, ids)
			if err := json.Unmarshal(text, &parsed); err != nil {
				t.Fatalf("%s: %v in %s", name, err, text)
			}
			shown[name] = parsed
		}
		got.index(shown)
		for name, g := range shown {
			w, ok := expected.Attributes[name]
			if !ok {
				t.Errorf("%s: attribute %s is not among what Tomcat saw", c.Name(), name)
				continue
			}
			compared++
			if why := differs(want, w, got, g, 0); why != "" {
				t.Errorf("%s %s: %s", c.Name(), name, why)
			}
		}
	}
	if compared < 400 {
		t.Errorf("only %d attributes were compared", compared)
	}
}

// Without an attribute, all others stay what they were.
func TestRemoveAnyAttributeOfAnyCapture(t *testing.T) {
	for _, c := range captures(t) {
		for _, name := range decoded(t, c.data).Names() {
			d := decoded(t, c.data)
			if !d.Remove(name) {
				t.Fatalf("%s: attribute %q is not there", c.Name(), name)
			}
			checkOthers(t, c, d, name)
			kept, err := decoded(t, c.data).Encode(func(n string) bool { return n != name })
			removed, _ := d.Encode(nil)
			if err != nil || !bytes.Equal(kept, removed) {
				t.Errorf("%s: filtering %q out differs from removing it", c.Name(), name)
			}
		}
	}
}

// checkOthers encodes an edited document and compares all attributes but one
// with those of the capture.
func checkOthers(t *testing.T, c captured, d *document, edited string) *document {
	t.Helper()
	data, err := d.Encode(nil)
	if err != nil {
		t.Fatalf("%s without %q: %v", c.Name(), edited, err)
	}
	if err := Verify(data); err != nil {
		t.Fatalf("%s without %q: %v\n%s", c.Name(), edited, err, data)
	}
	before, after := decoded(t, c.data), decoded(t, data)
	for _, name := range before.Names() {
		if name == edited {
			continue
		}
		a, _ := before.Get(name)
		b, err := after.Get(name)
		if err != nil || !javaobj.Equal(a, b) {
			t.Errorf("%s: %q changed when %q was edited (%v)", c.Name(), name, edited, err)
		}
	}
	return after
}
