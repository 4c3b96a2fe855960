package transcodertest

import (
	"math"
	"testing"

	"msmgate/manager/transcoder"
)

// Allocations holds decoding to one allocation for each attribute of the
// sessions, by name.
func Allocations(t *testing.T, format transcoder.Transcoder, sessions map[string][]byte) {
	t.Helper()
	for name, data := range sessions {
		most := float64(max(1, len(Decode(t, format, data).Names())))
		least := math.Inf(1)
		// A pool may have lost what the decoder keeps for the next record, so one
		// good run of many is what counts.
		for tries := 0; least > most && tries < 100; tries++ {
			least = min(least, testing.AllocsPerRun(1, func() { Decode(t, format, data) }))
		}
		if least > most {
			t.Errorf("%s: decoding %v attributes takes %v allocations", name, most, least)
		}
	}
}

// Sessions gives the attribute bytes of captures by their names.
func Sessions(captures []Capture) map[string][]byte {
	sessions := map[string][]byte{}
	for _, c := range captures {
		sessions[c.Name] = c.Attributes
	}
	return sessions
}
