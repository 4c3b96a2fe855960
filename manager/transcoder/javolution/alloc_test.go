package javolution

import (
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

// A session whose attributes nobody reads costs next to nothing.
func TestDecodeAllocates(t *testing.T) {
	sessions := map[string][]byte{}
	for _, c := range captures(t) {
		sessions[c.Name()+" "+c.key] = c.data
	}
	transcodertest.Allocations(t, Transcoder{}, sessions)
}
