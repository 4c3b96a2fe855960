package flexjson

import (
	"maps"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

type captured = transcodertest.Capture

func captures(t testing.TB) []captured {
	t.Helper()
	return transcodertest.Captures(t, 20, "flexjson")
}

func scenario(t testing.TB, name string) []byte {
	t.Helper()
	return transcodertest.Scenario(t, captures(t), "1.6.5/flexjson/"+name).Attributes
}

func mustDecode(t testing.TB, data []byte) transcoder.Document {
	t.Helper()
	return transcodertest.Decode(t, Transcoder{}, data)
}

func mustGet(t testing.TB, d transcoder.Document, name string) javaobj.Value {
	t.Helper()
	return transcodertest.Get(t, d, name)
}

func render(t testing.TB, d transcoder.Document) map[string]any {
	t.Helper()
	return transcodertest.Render(t, d)
}

func TestCapturesVerify(t *testing.T) {
	transcodertest.Verify(t, Transcoder{}, captures(t))
}

// What another Tomcat loaded is what this package shows; where that was the
// same as stored, so is this.
func TestCapturesReloaded(t *testing.T) {
	compared := 0
	for _, c := range captures(t) {
		if c.Meta.Reload == "failed" {
			continue
		}
		// reloaded.json only holds what differs from expected.json.
		want := maps.Clone(c.Expected)
		objects := newObjects(c.Expected)
		for name := range c.Reloaded {
			delete(want, name)
		}
		compare(t, c, want, objects)
		compare(t, c, c.Reloaded, newObjects(c.Reloaded))
		compared += len(want) + len(c.Reloaded)
	}
	if compared < 100 {
		t.Errorf("only %d attributes were compared", compared)
	}
}

func compare(t *testing.T, c captured, want map[string]any, objects objects) {
	t.Helper()
	got := render(t, mustDecode(t, c.Attributes))
	for name, v := range want {
		if slices.Contains(c.Meta.SkippedAttributes, name) {
			continue
		}
		have, ok := got[name]
		if !ok {
			t.Errorf("%s: attribute %s is missing", c.Name, name)
			continue
		}
		if err := objects.same(v, have); err != nil {
			t.Errorf("%s: attribute %s: %v", c.Name, name, err)
		}
	}
}

// What no Tomcat could load is shown as what the session held, save what the
// format loses.
func TestCapturesExpected(t *testing.T) {
	for _, c := range captures(t) {
		objects := newObjects(c.Expected)
		projected := map[string]any{}
		for name, v := range c.Expected {
			projected[name] = objects.project(v)
		}
		compare(t, c, projected, objects)
		for _, name := range mustDecode(t, c.Attributes).Names() {
			if _, ok := c.Expected[name]; !ok {
				t.Errorf("%s: attribute %s was never there", c.Name, name)
			}
		}
	}
}
