package transcodertest

import (
	"testing"

	"msmgate/manager/transcoder"
)

// Many decodes a session of n attributes and gets each by its name, which takes
// time proportional to their number: a search among all for each would take
// minutes.
func Many(t *testing.T, format transcoder.Transcoder, data []byte, n int) {
	t.Helper()
	d := Decode(t, format, data)
	names := d.Names()
	if len(names) != n {
		t.Errorf("%d names, want %d", len(names), n)
	}
	for _, name := range names {
		Get(t, d, name)
	}
}
