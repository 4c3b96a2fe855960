package javaser

import (
	"fmt"
	"math"
)

// DataStream writes what a class writes with the primitive methods of
// ObjectOutputStream, as a stream of its own: the counterpart of DataInput.
type DataStream struct {
	data []byte
	err  error
}

// Bool writes as writeBoolean does.
func (d *DataStream) Bool(b bool) {
	if b {
		d.data = append(d.data, 1)
		return
	}
	d.data = append(d.data, 0)
}

// Int writes as writeInt does.
func (d *DataStream) Int(n int32) {
	d.data = append(d.data, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}

// UTF writes as writeUTF does: WTF-8 of no more than 65535 bytes in modified
// UTF-8.
func (d *DataStream) UTF(s string) {
	raw := encodeUTF(s)
	if len(raw) > math.MaxUint16 {
		d.err = fmt.Errorf("writing a string of %d bytes: Java's writeUTF takes 65535", len(raw))
		return
	}
	d.data = append(append(d.data, byte(len(raw)>>8), byte(len(raw))), raw...)
}

// blockSize is the size of ObjectOutputStream's buffer, and so of its blocks.
const blockSize = 1024

// Bytes gives the stream, with its header, in blocks as Java cuts them. The
// first error of a write is given here.
func (d *DataStream) Bytes() ([]byte, error) {
	if d.err != nil {
		return nil, d.err
	}
	out := []byte{0xac, 0xed, 0, 5}
	for rest := d.data; len(rest) > 0; {
		block := rest[:min(len(rest), blockSize)]
		rest = rest[len(block):]
		if n := len(block); n <= math.MaxUint8 {
			out = append(out, tcBlockData, byte(n))
		} else {
			out = append(out, tcBlockDataLong, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
		}
		out = append(out, block...)
	}
	return out, nil
}

// AppendString writes a string object as Java does when it is no
// back-reference (JOSS 6.4.2).
func AppendString(dst []byte, s string) []byte {
	raw := encodeUTF(s)
	if n := len(raw); n <= math.MaxUint16 {
		dst = append(dst, tcString, byte(n>>8), byte(n))
	} else {
		dst = append(dst, tcLongString, 0, 0, 0, 0, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(dst, raw...)
}
