package transcodertest

import (
	"runtime"
	"strings"
	"testing"

	"msmgate/manager/transcoder"
)

const mebibyte = 1 << 20

// Fill repeats a unit between head and tail up to a mebibyte.
func Fill(head, unit, tail string) []byte {
	return []byte(head + strings.Repeat(unit, (mebibyte-len(head)-len(tail))/len(unit)) + tail)
}

// Memory holds a decoder to 64 MiB for inputs of a mebibyte: all that decoding
// allocates, and what a document keeps once every value was asked for. An input
// may be refused, but not at a higher price.
func Memory(t *testing.T, format transcoder.Transcoder, inputs map[string][]byte) {
	t.Helper()
	most := uint64(64 * mebibyte)
	if raceDetector {
		most += most / 8 // what the race detector keeps beside each value
	}
	for name, data := range inputs {
		if len(data) > mebibyte {
			t.Errorf("%s: an input of %d bytes", name, len(data))
		}
		before := heap()
		d, err := format.Decode(data, transcoder.Limits{})
		after := heap()
		if spent := after.TotalAlloc - before.TotalAlloc; spent > most {
			t.Errorf("%s: decoding allocates %d MiB (%v)", name, spent/mebibyte, err)
		}
		if err != nil {
			t.Logf("%s: refused: %v", name, err)
			continue
		}
		for _, attribute := range d.Names() {
			Get(t, d, attribute)
		}
		after = heap()
		if after.HeapAlloc > before.HeapAlloc+most {
			t.Errorf("%s: its values take %d MiB", name, (after.HeapAlloc-before.HeapAlloc)/mebibyte)
		}
		runtime.KeepAlive(d)
		runtime.KeepAlive(data)
	}
}

// heap tells what is alive, and what was ever allocated.
func heap() runtime.MemStats {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m
}
