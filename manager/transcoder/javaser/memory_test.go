package javaser

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

// arrayOf is an attribute's value: an array that fills so many bytes with units.
func arrayOf(class, head, unit string, size int) []byte {
	head += "ur\x00" + string(rune(len(class))) + class + "\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00xp"
	n := (size - len(head) - 4) / len(unit)
	data := binary.BigEndian.AppendUint32([]byte(head), uint32(n))
	return append(data, strings.Repeat(unit, n)...)
}

func TestMemory(t *testing.T) {
	empty := string(scenario(t, "empty").Attributes)
	counted := func(n int) string {
		return empty[:len(empty)-4] + string(binary.BigEndian.AppendUint32(nil, uint32(n)))
	}
	head := counted(1) + "t\x00\x01k"
	const writesItself = "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00xp"
	inputs := map[string][]byte{
		"blocks":       transcodertest.Fill(head+writesItself, "w\x00", "x"),
		"classes":      transcodertest.Fill(head+writesItself, "r\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00xp", "x"),
		"enums":        transcodertest.Fill(head+writesItself+"~r\x00\x01E\x00\x00\x00\x00\x00\x00\x00\x00\x12\x00\x00xpt\x00\x01A", "~q\x00~\x00\x06q\x00~\x00\x08", "x"),
		"booleans":     arrayOf("[Z", head, "\x01", 1<<20),
		"half of them": arrayOf("[Z", head, "\x01", 1<<19),
		"chars":        arrayOf("[C", head, "\x00a", 1<<20),
		"ints":         arrayOf("[I", head, "\x7f\x00\x00\x00", 1<<20),
	}
	for name, unit := range map[string]string{
		"nulls": "p", "strings": "t\x00\x00", "references": "q\x00~\x00\x04", "arrays": "uq\x00~\x00\x04\x00\x00\x00\x00", "integers": "sq\x00~\x00\x00\x00\x00\x00\x01",
	} {
		inputs[name] = arrayOf("[Ljava.lang.Object;", head, unit, 1<<20)
	}
	const n = 130_000
	attributes := []byte(counted(n))
	for i := range n {
		attributes = fmt.Appendf(attributes, "t\x00\x04%c%c%c%cp", 'A'+i&15, 'A'+i>>4&15, 'A'+i>>8&15, 'A'+i>>12)
	}
	inputs["attributes"] = attributes
	transcodertest.Memory(t, Transcoder{}, inputs)
}
