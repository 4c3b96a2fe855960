package javaser

import (
	"strings"
	"testing"

	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

type captured = transcodertest.Capture

func captures(t testing.TB) []captured {
	t.Helper()
	return transcodertest.Captures(t, 50, "java")
}

func scenario(t testing.TB, name string) captured {
	t.Helper()
	return transcodertest.Scenario(t, captures(t), "2.1.1/java/"+name)
}

func mustDecode(t testing.TB, data []byte) transcoder.Document {
	t.Helper()
	return transcodertest.Decode(t, Transcoder{}, data)
}

func render(t testing.TB, d transcoder.Document) map[string]any {
	t.Helper()
	return transcodertest.Render(t, d)
}

func TestCapturesVerify(t *testing.T) {
	transcodertest.Verify(t, Transcoder{}, captures(t))
}

// Every value agrees with what Tomcat said it held.
func TestCapturesValues(t *testing.T) {
	// What MSM leaves out: it isn't serializable, or the filter doesn't match.
	leftOut := map[string]bool{"thread-local": true}
	filtered := map[string]bool{"cart": true}
	transcodertest.Agree(t, Transcoder{}, captures(t), compareWith, func(c captured, name string) bool {
		return leftOut[name] || filtered[name] && strings.Contains(c.Name, "attribute-filter")
	})
}

func compareWith(want, have any) func(want, have any) error { return newComparison(want, have).same }
