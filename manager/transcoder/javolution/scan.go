package javolution

import (
	"bytes"
	"fmt"
	"strconv"

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
type scanner struct {
	data     []byte
	limits   transcoder.Limits
	pos      int
	nodes    int
	ids      []*element
	elements []element
	attrs    []attr
	epilogue []byte
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
	var stack []*element
	for {
		from := s.pos
		if err := s.misc(); err != nil {
			return nil, err
		}
		if s.pos == len(s.data) {
			return nil, s.fail(s.pos, "the document is cut: an element does not end")
		}
		if len(stack) > 0 && bytes.HasPrefix(s.data[s.pos:], []byte("</")) {
			e := stack[len(stack)-1]
			if err := s.endTag(e, from); err != nil {
				return nil, err
			}
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return e, nil
			}
			continue
		}
		e, closed, err := s.startTag()
		if err != nil {
			return nil, err
		}
		e.lead = s.data[from:e.offset]
		if len(stack) > 0 {
			parent := stack[len(stack)-1]
			if parent.identity == reference {
				return nil, s.fail(e.offset, "a reference (__ref) has content")
			}
			parent.append(e)
		}
		if !closed {
			if stack = append(stack, e); len(stack) > s.limits.Depth {
				return nil, s.limit(e.offset, "depth", s.limits.Depth)
			}
			continue
		}
		e.end = s.pos
		if len(stack) == 0 {
			return e, nil
		}
	}
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

// startTag reads a tag and tells whether it closed itself.
func (s *scanner) startTag() (*element, bool, error) {
	if err := s.count(s.pos); err != nil {
		return nil, false, err
	}
	e := s.newElement()
	e.offset = s.pos
	s.pos++
	e.name = s.word(true)
	if len(e.name) == 0 || len(e.name) > maxName {
		return nil, false, s.fail(e.offset, "an element's name is missing or longer than 65535 bytes")
	}
	firstAttr := len(s.attrs)
	for {
		from := s.pos
		s.space()
		if s.pos == len(s.data) {
			return nil, false, s.fail(e.offset, "the document is cut inside a tag")
		}
		if c := s.data[s.pos]; c == '>' || c == '/' {
			s.pos++
			if c == '/' && (s.pos == len(s.data) || s.data[s.pos] != '>') {
				return nil, false, s.fail(s.pos-1, "a slash inside a tag")
			}
			if c == '/' {
				s.pos++
			}
			e.head = s.data[e.offset:s.pos]
			e.attrs = s.attrs[firstAttr:len(s.attrs):len(s.attrs)]
			if !e.isNamed {
				e.class = e.name
			}
			return e, c == '/', nil
		}
		if from == s.pos {
			return nil, false, s.fail(s.pos, "white space is missing before an attribute")
		}
		var err error
		if firstAttr, err = s.attribute(e, from, firstAttr); err != nil {
			return nil, false, err
		}
	}
}

// attribute reads one attribute; class and identity go into the element, any
// other into its list, which starts at firstAttr of the slab.
func (s *scanner) attribute(e *element, from, firstAttr int) (int, error) {
	at := s.pos
	if err := s.count(at); err != nil {
		return 0, err
	}
	name := s.word(false)
	s.space()
	if len(name) == 0 || len(name) > maxName || s.pos == len(s.data) || s.data[s.pos] != '=' {
		return 0, s.fail(at, "an attribute without name or value")
	}
	s.pos++
	s.space()
	if s.pos == len(s.data) || s.data[s.pos] != '"' && s.data[s.pos] != '\'' {
		return 0, s.fail(s.pos, "an attribute's value has no quotes")
	}
	quote := s.data[s.pos]
	s.pos++
	size := bytes.IndexByte(s.data[s.pos:], quote)
	if size < 0 {
		return 0, s.fail(at, "the document is cut inside an attribute")
	}
	valueAt := s.pos
	value := s.data[valueAt : valueAt+size]
	s.pos += size + 1
	if bad := badReference(value); bad >= 0 {
		return 0, s.fail(valueAt+bad, "a character reference that javolution doesn't read")
	}
	switch {
	case string(name) == "class" && !e.isNamed:
		if len(value) == 0 || len(value) > maxName || bytes.ContainsAny(value, "&<>/ \t\r\n") {
			return 0, s.fail(valueAt, "no class name")
		}
		e.isNamed, e.class = true, value
		return firstAttr, nil
	case e.identity == anonymous && string(name) == "__id":
		e.identity = definition
		return firstAttr, s.identify(e, value, valueAt)
	case e.identity == anonymous && string(name) == "__ref":
		e.identity = reference
		return firstAttr, s.refer(e, value, valueAt)
	}
	if len(s.attrs) == cap(s.attrs) {
		// A new slab; the attributes of this tag so far move along.
		mine := s.attrs[firstAttr:]
		s.attrs = append(make([]attr, 0, 2*len(mine)+256), mine...)
		firstAttr = 0
	}
	s.attrs = append(s.attrs, attr{name, value, s.data[from:s.pos], valueAt})
	return firstAttr, nil
}

// identify books an __id, which must count on without a gap.
func (s *scanner) identify(e *element, value []byte, at int) error {
	if n, err := strconv.Atoi(string(value)); err != nil || n != len(s.ids) {
		return s.fail(at, "__id must be "+strconv.Itoa(len(s.ids))+" here; javolution refuses a gap")
	}
	s.ids = append(s.ids, e)
	e.idFrom, e.idTo = at-e.offset, at-e.offset+len(value)
	return nil
}

func (s *scanner) refer(e *element, value []byte, at int) error {
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 0 || n >= len(s.ids) {
		return s.fail(at, "__ref names none of the "+strconv.Itoa(len(s.ids))+" ids before it")
	}
	e.target = s.ids[n]
	e.idFrom, e.idTo = at-e.offset, at-e.offset+len(value)
	return nil
}

func (s *scanner) newElement() *element {
	if len(s.elements) == cap(s.elements) {
		s.elements = make([]element, 0, min(1024, 16+len(s.data)/64))
	}
	s.elements = s.elements[:len(s.elements)+1]
	return &s.elements[len(s.elements)-1]
}

// endsName marks the bytes that end the name of an element or attribute.
var endsName = [256]bool{'/': true, '>': true, ' ': true, '\t': true, '\r': true, '\n': true, '=': true}

// word takes the bytes up to the end of a name; an element's may hold '='.
func (s *scanner) word(isElement bool) []byte {
	from := s.pos
	for s.pos < len(s.data) && (!endsName[s.data[s.pos]] || isElement && s.data[s.pos] == '=') {
		s.pos++
	}
	return s.data[from:s.pos]
}

func (s *scanner) space() {
	for s.pos < len(s.data) && isSpace(s.data[s.pos]) {
		s.pos++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
