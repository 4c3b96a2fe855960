package classfile

import (
	"encoding/binary"
	"fmt"
)

// FormatError says that bytes are no class file, and where.
type FormatError struct {
	// Offset in the file at which the reader gave up.
	Offset int
	Reason string
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("no valid class file: %s at offset %d", e.Reason, e.Offset)
}

// reader walks over bytes. The first fault stays; whatever is read after it is
// zero or empty, so that callers ask for it once per structure.
type reader struct {
	data []byte
	at   int
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = &FormatError{Offset: r.at, Reason: fmt.Sprintf(format, args...)}
	}
}

// left is how many bytes are still to be read; none after a fault.
func (r *reader) left() int {
	if r.err != nil {
		return 0
	}
	return len(r.data) - r.at
}

// take gives the next n bytes without copying them.
func (r *reader) take(n int) []byte {
	if n < 0 || n > r.left() {
		r.fail("%d bytes are declared where %d are left", n, r.left())
		return nil
	}
	b := r.data[r.at : r.at+n]
	r.at += n
	return b
}

func (r *reader) u1() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u2() uint16 {
	if b := r.take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u4() uint32 {
	if b := r.take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

// count reads a number of structures that take at least size bytes each, and
// refuses more than the file can hold.
func (r *reader) count(size int) int {
	n := int(r.u2())
	if n*size > r.left() {
		r.fail("%d entries are declared where %d bytes are left", n, r.left())
		return 0
	}
	return n
}

// section gives a reader of the next n bytes; its offsets are the file's.
func (r *reader) section(n uint32) *reader {
	if uint64(n) > uint64(r.left()) {
		r.fail("%d bytes are declared where %d are left", n, r.left())
		return &reader{err: r.err}
	}
	end := r.at + int(n)
	part := &reader{data: r.data[:end], at: r.at}
	r.at = end
	return part
}
