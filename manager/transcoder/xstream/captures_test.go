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
	transcodertest.Agree(t, Transcoder{}, captures(t), compareWith, func(captured, string) bool { return false })
}

func compareWith(want, have any) func(want, have any) error { return newComparison(want, have).same }
