package xstream

import (
	"bytes"
	"fmt"
	"sync"
	"unicode/utf8"

	"msmgate/manager/transcoder"
)

// scanner checks the XML that XStream writes, and no other, in one pass: no
// declaration, no comments, no CDATA, attributes in double quotes. Unlike XML
// proper it may hold references to control characters. It notes where the
// elements stand, to see whether references mean something, and makes no nodes
// of them: most requests read no attribute, or few. What it lets through the
// parser reads without another check.
//
// Its methods tell whether they succeeded; err says why not.
type scanner struct {
	data   []byte
	at     int
	depth  int
	limits transcoder.Limits
	err    error
	most   int // elements
	marks  []mark
	refs   []int32
	wide   map[int32]map[string][]int32
	// loose tells that a class stands behind another attribute of an element.
	loose bool
}

// mark is what is noted of an element. Offsets fit: Java has no larger array.
type mark struct {
	at, nameEnd uint32 // its tag, and the end of its name
	ref, refEnd uint32 // the path that it holds if it is a reference
	text, end   uint32 // what stands between its tags if it has no kids
	parent      int32
	first, next int32 // its first kid, and its next sibling
	kids        int32
	isNamed     bool // an attribute may name its class
	isCustom    bool // its class wrote itself
}

const none = -1

// scanners keeps the tables of scanners for the next document.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

// scan checks attribute bytes; release gives the scanner back.
func scan(data []byte, limits transcoder.Limits) (*scanner, error) {
	limits.Bytes = min(limits.Bytes, 1<<31-1)
	s := scanners.Get().(*scanner)
	s.data, s.at, s.depth, s.limits, s.err = data, 0, 0, limits, nil
	s.marks, s.refs, s.wide, s.loose = s.marks[:0], s.refs[:0], nil, false
	if len(data) > limits.Bytes {
		s.tooMany("bytes", limits.Bytes)
		return s, s.err
	}
	// XStream indents, so that a genuine element has more bytes than these.
	s.most = 1024 + len(data)/8
	if most := min(bytes.Count(data, []byte("<")), s.most); cap(s.marks) < most {
		s.marks = make([]mark, 0, most)
	}
	s.space()
	if _, ok := s.element(none); !ok {
		return s, s.err
	}
	s.space()
	if s.at != len(data) {
		s.fail("there is more behind the last tag")
		return s, s.err
	}
	for _, ref := range s.refs {
		m := &s.marks[ref]
		if target := s.find(ref, data[m.ref:m.refEnd]); target == none || s.marks[target].at >= m.at {
			s.at = int(m.at)
			s.fail("a reference to nothing before it")
			break
		}
	}
	return s, s.err
}

func (s *scanner) release() {
	const most = 1 << 12
	if cap(s.marks) <= most && cap(s.refs) <= most {
		s.data, s.wide = nil, nil
		scanners.Put(s)
	}
}

func (s *scanner) fail(format string, args ...any) bool {
	s.err = &SyntaxError{Offset: s.at, Reason: fmt.Sprintf(format, args...)}
	return false
}

func (s *scanner) tooMany(name string, max int) bool {
	s.err = fmt.Errorf("at offset %d: %w", s.at, &transcoder.LimitError{Limit: name, Max: max})
	return false
}

func (s *scanner) name(m int32) []byte {
	return s.data[s.marks[m].at+1 : s.marks[m].nameEnd]
}

func (s *scanner) peek() byte {
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *scanner) space() {
	for s.at < len(s.data) && isBlank(s.data[s.at]) {
		s.at++
	}
}

// nameBytes marks the bytes of which names consist.
var nameBytes = func() (is [256]bool) {
	for c := range is {
		b := byte(c)
		is[c] = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b == '-' || b == '.' || b >= utf8.RuneSelf
	}
	return is
}()

func (s *scanner) passName() bool {
	begin := s.at
	for s.at < len(s.data) && nameBytes[s.data[s.at]] {
		s.at++
	}
	return s.at > begin || s.fail("a name is missing")
}
