package javaser

import (
	"fmt"
	"math"
	"sync"

	"msmgate/manager/transcoder"
)

// scanner checks a stream in one pass and builds nothing of it: most requests
// read no attribute, or few. What the rest of the stream needs to be
// understood is all it keeps, where each handle stands and what the classes
// say of their objects' layout. Whatever it lets through the parser can read
// without another check.
//
// Its methods tell whether they succeeded; err says why not.
type scanner struct {
	data     []byte
	pos      int
	limits   transcoder.Limits
	elements int
	depth    int
	err      error

	// handles are the items that took one since the last reset: the offset of
	// the item's tag or, with classBit, an index into classes.
	handles []uint32
	given   int // how many there were in all
	strings int // how many of these were strings
	classes []layout
	// bare names the classes whose writeObject is taken to have written no
	// field values; suspects are those of which it isn't known.
	bare     map[string]bool
	suspects []int32

	// names are where the attributes' names stand.
	names []uint32
	// trailing is the offset behind the last attribute.
	trailing int

	// wanted is the number of an attribute, from 1 on, of which is noted where its
	// value stands, whether something refers to that, and whether the writer broke
	// off in it.
	wanted          int
	value, valueEnd uint32
	shared, partial bool
}

const classBit = 1 << 31

// errAborted unwinds the scanner and the emitter to the top level where the
// writer itself broke off (WIRE-51).
var errAborted = fmt.Errorf("the writer broke off here")

// scanners keeps the tables of scanners for the next stream.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

// scan gives a scanner at the beginning of a stream; release gives it back.
func scan(data []byte, limits transcoder.Limits) (*scanner, error) {
	limits.Bytes = min(limits.Bytes, math.MaxInt32) // so that offsets fit; Java has no larger array
	if len(data) > limits.Bytes {
		return nil, &transcoder.LimitError{Limit: "bytes", Max: limits.Bytes}
	}
	s := scanners.Get().(*scanner)
	s.data, s.limits = data, limits
	s.rewind(nil)
	return s, nil
}

// rewind begins anew, with other classes taken to be bare.
func (s *scanner) rewind(bare map[string]bool) {
	s.pos, s.elements, s.depth, s.err = 0, 0, 0, nil
	s.handles, s.given, s.strings, s.classes = s.handles[:0], 0, 0, s.classes[:0]
	s.bare, s.suspects = bare, s.suspects[:0]
	s.names = s.names[:0]
	s.wanted, s.value, s.valueEnd, s.shared, s.partial = 0, 0, 0, false, false
}

func (s *scanner) release() {
	const most = 1 << 14
	if cap(s.handles) > most || cap(s.classes) > most/16 || cap(s.suspects) > most || cap(s.names) > most {
		return
	}
	s.rewind(nil)
	clear(s.classes[:cap(s.classes)])
	s.data = nil
	scanners.Put(s)
}

func (s *scanner) fail(format string, args ...any) bool {
	s.err = &SyntaxError{Offset: s.pos, Msg: fmt.Sprintf(format, args...)}
	return false
}

// failAt is fail for what was found to be wrong further on.
func (s *scanner) failAt(at int, format string, args ...any) bool {
	s.pos = at
	return s.fail(format, args...)
}

func (s *scanner) cut(what string, need uint64) bool {
	return s.fail("%s of %d bytes, but only %d are left", what, need, s.left())
}

func (s *scanner) tooEarly() bool { return s.fail("the stream ends too early") }

func (s *scanner) tooDeep() bool {
	s.err = &transcoder.LimitError{Limit: "depth", Max: s.limits.Depth}
	return false
}

func (s *scanner) count(n int) bool {
	if s.elements += n; s.elements > s.limits.Elements {
		s.err = &transcoder.LimitError{Limit: "elements", Max: s.limits.Elements}
		return false
	}
	return true
}

func (s *scanner) left() int { return len(s.data) - s.pos }

func (s *scanner) give(h uint32) {
	s.handles = append(s.handles, h)
	s.given++
}

func (s *scanner) resetHandles() { s.handles = s.handles[:0] }

// skip passes over n bytes.
func (s *scanner) skip(n uint64, what string) bool {
	if n > uint64(s.left()) {
		return s.cut(what, n)
	}
	s.pos += int(n)
	return true
}

func (s *scanner) u1() (byte, bool) {
	if s.left() < 1 {
		return 0, s.tooEarly()
	}
	b := s.data[s.pos]
	s.pos++
	return b, true
}

func (s *scanner) u2() (int, bool) {
	if s.left() < 2 {
		return 0, s.tooEarly()
	}
	v := be16(s.data[s.pos:])
	s.pos += 2
	return int(v), true
}

func (s *scanner) s4() (int32, bool) {
	if s.left() < 4 {
		return 0, s.tooEarly()
	}
	v := be32(s.data[s.pos:])
	s.pos += 4
	return int32(v), true
}

// utf gives the raw bytes of a string with a 16-bit length.
func (s *scanner) utf() ([]byte, bool) {
	n, ok := s.u2()
	begin := s.pos
	if !ok || !s.skip(uint64(n), "a string") {
		return nil, false
	}
	return s.data[begin:s.pos], true
}
