package xstream

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

type captured = transcodertest.Capture

func captures(t testing.TB) []captured {
	t.Helper()
	return transcodertest.Captures(t, 30, "xstream")
}

func scenario(t testing.TB, name string) []byte {
	t.Helper()
	return transcodertest.Scenario(t, captures(t), "2.1.1/xstream/"+name).Attributes
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

// Every value agrees with what Tomcat said it held, but for what the format
// loses.
func TestCapturesValues(t *testing.T) {
	for _, c := range captures(t) {
		got := render(t, mustDecode(t, c.Attributes))
		cmp := newComparison(c.Expected, got)
		for name, want := range c.Expected {
			have, ok := got[name]
			if !ok {
				t.Errorf("%s: attribute %s is missing", c.Name, name)
				continue
			}
			if err := cmp.same(want, have); err != nil {
				t.Errorf("%s: attribute %s: %v", c.Name, name, err)
			}
		}
		for name := range got {
			if _, ok := c.Expected[name]; !ok {
				t.Errorf("%s: attribute %s was never there", c.Name, name)
			}
		}
	}
}
