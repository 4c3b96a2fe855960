package javolution

import (
	"bytes"
	"fmt"

	"msmgate/manager/transcoder"
)

// maxName is the length of a class name in a class file.
const maxName = 65535

// SyntaxError says where a document is not what javolution reads.
type SyntaxError struct {
	// Offset in the attribute bytes.
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("javolution document, byte %d: %s", e.Offset, e.Reason)
}

// scanner makes the tree of elements. It copies nothing and allocates in
// slabs, never from a number in the document.
//
// With checking it makes no tree: it reads all that there is, so that a
// document that can't be read is refused, and notes where the attributes' names
// stand. Most requests read no attribute, or few.
type scanner struct {
	data     []byte
	limits   transcoder.Limits
	pos      int
	nodes    int
	tags     int
	ids      int
	defined  []*element // by id
	stack    []*element // the open elements
	elements []element
	attrs    []attr
	epilogue []byte

	checking bool
	spare    []*element // one for each depth
	frame    frame
}

func (s *scanner) fail(at int, reason string) error { return &SyntaxError{at, reason} }

func (s *scanner) limit(at int, name string, most int) error {
	return fmt.Errorf("javolution document, byte %d: %w", at, &transcoder.LimitError{Limit: name, Max: most})
}

// count books one element or attribute.
func (s *scanner) count(at int) error {
	if s.nodes++; s.nodes > s.limits.Elements {
		return s.limit(at, "elements", s.limits.Elements)
	}
	return nil
}

// tag books one element. A genuine one, of the shortest of which <Null/> is, has
// at least seven bytes.
func (s *scanner) tag(at int) error {
	most := 1024 + len(s.data)/7
	if s.tags++; s.tags > most {
		return s.limit(at, "elements for its size", most)
	}
	return s.count(at)
}

var declarationStart = []byte("<?xml")

// document reads the whole input.
func (s *scanner) document() (*element, error) {
	if len(s.data) > s.limits.Bytes {
		return nil, s.limit(s.limits.Bytes, "bytes", s.limits.Bytes)
	}
	if bytes.HasPrefix(s.data, declarationStart) {
		end := bytes.Index(s.data, []byte("?>"))
		if end < 0 {
			return nil, s.fail(0, "the XML declaration does not end")
		}
		s.pos = end + 2
	}
	if err := s.misc(); err != nil {
		return nil, err
	}
	if s.pos == len(s.data) {
		return nil, s.fail(s.pos, "there is no root element")
	}
	root, err := s.tree()
	if err != nil {
		return nil, err
	}
	from := s.pos
	if err := s.misc(); err != nil {
		return nil, err
	}
	if s.pos < len(s.data) {
		return nil, s.fail(s.pos, "something stands behind the root element")
	}
	root.lead, s.epilogue = s.data[:root.offset], s.data[from:]
	return root, nil
}

// misc skips white space and comments, and refuses text, DTDs and processing
// instructions.
func (s *scanner) misc() error {
	for s.pos < len(s.data) {
		switch rest := s.data[s.pos:]; {
		case isSpace(rest[0]):
			s.pos++
		case rest[0] != '<':
			return s.fail(s.pos, "text between elements, where this format has none")
		case bytes.HasPrefix(rest, []byte("<!--")):
			end := bytes.Index(rest[4:], []byte("-->"))
			if end < 0 {
				return s.fail(s.pos, "the comment does not end")
			}
			s.pos += 4 + end + 3
		case len(rest) > 1 && rest[1] == '!':
			return s.fail(s.pos, "a document type or CDATA, which this format doesn't have")
		case len(rest) > 1 && rest[1] == '?':
			return s.fail(s.pos, "a processing instruction, which this format doesn't have")
		default:
			return nil
		}
	}
	return nil
}

// tree reads an element with all its children, without recursion.
func (s *scanner) tree() (*element, error) {
	for {
		from := s.pos
		if err := s.misc(); err != nil {
			return nil, err
		}
		if s.pos == len(s.data) {
			return nil, s.fail(s.pos, "the document is cut: an element does not end")
		}
		if len(s.stack) > 0 && bytes.HasPrefix(s.data[s.pos:], []byte("</")) {
			e := s.stack[len(s.stack)-1]
			if err := s.endTag(e, from); err != nil {
				return nil, err
			}
			if s.stack = s.stack[:len(s.stack)-1]; len(s.stack) == 0 {
				return e, nil
			}
			continue
		}
		e, closed, err := s.startTag()
		if err != nil {
			return nil, err
		}
		e.lead = s.data[from:e.offset]
		if err := s.place(e); err != nil {
			return nil, err
		}
		if !closed {
			if s.stack = append(s.stack, e); len(s.stack) > s.limits.Depth {
				return nil, s.limit(e.offset, "depth", s.limits.Depth)
			}
			continue
		}
		e.end = s.pos
		if len(s.stack) == 0 {
			return e, nil
		}
	}
}

// place puts an element below the innermost open one.
func (s *scanner) place(e *element) error {
	var parent *element
	if len(s.stack) > 0 {
		parent = s.stack[len(s.stack)-1]
		if parent.identity == reference {
			return s.fail(e.offset, "a reference (__ref) has content")
		}
	}
	switch {
	case s.checking:
		s.frame.note(e, len(s.stack))
		s.attrs = s.attrs[:0]
	case parent != nil:
		parent.append(e)
	}
	return nil
}

func (s *scanner) endTag(e *element, from int) error {
	name := s.pos + 2
	end := name + len(e.name)
	if end > len(s.data) || !bytes.Equal(s.data[name:end], e.name) {
		return s.fail(s.pos, "an end tag that fits no start tag, or a cut one")
	}
	for end < len(s.data) && isSpace(s.data[end]) {
		end++
	}
	if end == len(s.data) || s.data[end] != '>' {
		return s.fail(s.pos, "an end tag that fits no start tag, or a cut one")
	}
	s.pos = end + 1
	e.tail, e.end = s.data[from:s.pos], s.pos
	return nil
}
