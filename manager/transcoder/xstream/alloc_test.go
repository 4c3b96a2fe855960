package xstream

import (
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

// A session whose attributes nobody reads costs next to nothing.
func TestDecodeAllocates(t *testing.T) {
	transcodertest.Allocations(t, Transcoder{}, transcodertest.Sessions(captures(t)))
}
