package javolution

import (
	"bytes"
	"strconv"
)

// startTag reads a tag and tells whether it closed itself.
func (s *scanner) startTag() (*element, bool, error) {
	if err := s.tag(s.pos); err != nil {
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
				if !isClassName(e.name) {
					return nil, false, s.fail(e.offset, "no class name")
				}
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
		if !isClassName(value) {
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
		s.attrs = append(make([]attr, 0, 2*len(mine)+min(256, 16+len(s.data)/48)), mine...)
		firstAttr = 0
	}
	s.attrs = append(s.attrs, attr{name, value, s.data[from:s.pos], valueAt})
	return firstAttr, nil
}

// isClassName tells whether a name can stand for a class in both places that a
// class has: as an element's name and as the value of an attribute.
func isClassName(name []byte) bool {
	for _, c := range name {
		if inNoClass[c] {
			return false
		}
	}
	return len(name) > 0 && len(name) <= maxName
}

// inNoClass marks the bytes that a class's name can't have.
var inNoClass = [256]bool{'"': true, '\'': true, '=': true, '&': true, '<': true, '>': true, '/': true,
	' ': true, '\t': true, '\r': true, '\n': true}

// identify books an __id, which must count on without a gap.
func (s *scanner) identify(e *element, value []byte, at int) error {
	if n, err := strconv.Atoi(string(value)); err != nil || n != s.ids {
		return s.fail(at, "__id must be "+strconv.Itoa(s.ids)+" here; javolution refuses a gap")
	}
	s.ids++
	if !s.checking {
		s.defined = append(s.defined, e)
	}
	e.idFrom, e.idTo = at-e.offset, at-e.offset+len(value)
	return nil
}

func (s *scanner) refer(e *element, value []byte, at int) error {
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 0 || n >= s.ids {
		return s.fail(at, "__ref names none of the "+strconv.Itoa(s.ids)+" ids before it")
	}
	if !s.checking {
		e.target = s.defined[n]
	}
	e.idFrom, e.idTo = at-e.offset, at-e.offset+len(value)
	return nil
}

func (s *scanner) newElement() *element {
	if s.checking {
		depth := len(s.stack)
		if depth == len(s.spare) {
			s.spare = append(s.spare, new(element))
		}
		*s.spare[depth] = element{}
		return s.spare[depth]
	}
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
