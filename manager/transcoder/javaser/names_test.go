package javaser

import (
	"encoding/binary"
	"fmt"
	"testing"

	"msmgate/manager/transcoder"
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
	d, err := Transcoder{}.Decode(stored, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	names := d.Names()
	if len(names) != n || names[0] != "000000" || names[n-1] != "199999" {
		t.Errorf("%d names", len(names))
	}
}
