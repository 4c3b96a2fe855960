package javaser

import "fmt"

// The tags and flags of the Java Object Serialization Stream Protocol.
const (
	streamMagic   = 0xaced
	streamVersion = 5
	firstHandle   = 0x7e0000

	tcNull           = 0x70
	tcReference      = 0x71
	tcClassDesc      = 0x72
	tcObject         = 0x73
	tcString         = 0x74
	tcArray          = 0x75
	tcClass          = 0x76
	tcBlockData      = 0x77
	tcEndBlockData   = 0x78
	tcReset          = 0x79
	tcBlockDataLong  = 0x7a
	tcException      = 0x7b
	tcLongString     = 0x7c
	tcProxyClassDesc = 0x7d
	tcEnum           = 0x7e

	scWriteMethod    = 0x01
	scSerializable   = 0x02
	scExternalizable = 0x04
	scBlockData      = 0x08
	scEnum           = 0x10

	// maxSuperClasses bounds the chain of super classes of one class.
	maxSuperClasses = 100
)

// A SyntaxError says where bytes stop being a Java object stream, or stop
// having the shape that MSM gives it, and how.
type SyntaxError struct {
	// Offset counts from the first byte of the attribute bytes.
	Offset int
	Msg    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("Java object stream, offset %d: %s", e.Offset, e.Msg)
}

// cursor reads big-endian numbers. Every read is checked against what is
// left before a slice is made, and no length makes it allocate.
type cursor struct {
	data []byte
	pos  int
}

func (c *cursor) left() int { return len(c.data) - c.pos }

func (c *cursor) fail(format string, args ...any) error {
	return &SyntaxError{Offset: c.pos, Msg: fmt.Sprintf(format, args...)}
}

func (c *cursor) cut(what string, need uint64) error {
	return c.fail("%s of %d bytes, but only %d are left", what, need, c.left())
}

func (c *cursor) u1() (byte, error) {
	if c.left() < 1 {
		return 0, c.fail("the stream ends too early")
	}
	b := c.data[c.pos]
	c.pos++
	return b, nil
}

func (c *cursor) u2() (int, error) {
	if c.left() < 2 {
		return 0, c.fail("the stream ends too early")
	}
	v := be16(c.data[c.pos:])
	c.pos += 2
	return int(v), nil
}

func (c *cursor) s4() (int32, error) {
	if c.left() < 4 {
		return 0, c.fail("the stream ends too early")
	}
	v := be32(c.data[c.pos:])
	c.pos += 4
	return int32(v), nil
}

func (c *cursor) u8() (uint64, error) {
	if c.left() < 8 {
		return 0, c.fail("the stream ends too early")
	}
	v := be64(c.data[c.pos:])
	c.pos += 8
	return v, nil
}

func (c *cursor) bytes(n uint64, what string) ([]byte, error) {
	if n > uint64(c.left()) {
		return nil, c.cut(what, n)
	}
	end := c.pos + int(n)
	b := c.data[c.pos:end:end]
	c.pos = end
	return b, nil
}

// utf reads the raw bytes of a string with a 16-bit length.
func (c *cursor) utf() ([]byte, error) {
	n, err := c.u2()
	if err != nil {
		return nil, err
	}
	return c.bytes(uint64(n), "a string")
}

func be16(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }

func be32(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

func be64(b []byte) uint64 { return uint64(be32(b))<<32 | uint64(be32(b[4:])) }

func put2(b []byte, v uint16) []byte { return append(b, byte(v>>8), byte(v)) }

func put4(b []byte, v uint32) []byte {
	return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func put8(b []byte, v uint64) []byte { return put4(put4(b, uint32(v>>32)), uint32(v)) }
