package javaser

import (
	"encoding/binary"
	"fmt"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

// A record of very many attributes is listed in time proportional to its size:
// each name of 200,000 was once looked for among all.
func TestNamesOfVeryManyAttributes(t *testing.T) {
	const n = 200_000
	stored := append([]byte(nil), scenario(t, "empty").Attributes...)
	binary.BigEndian.PutUint32(stored[len(stored)-4:], n)
	for i := range n {
		stored = append(stored, fmt.Sprintf("t\x00\x06%06dt\x00\x01v", i)...)
	}
	transcodertest.Many(t, Transcoder{}, stored, n)
}
