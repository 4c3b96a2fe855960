package xstream

import "bytes"

// element passes an element and notes it.
func (s *scanner) element(parent int32) (int32, bool) {
	i := int32(len(s.marks))
	if len(s.marks) >= s.limits.Elements {
		return none, s.tooMany("elements", s.limits.Elements)
	}
	if len(s.marks) >= s.most {
		return none, s.tooMany("elements for its size", s.most)
	}
	if s.depth++; s.depth > s.limits.Depth {
		return none, s.tooMany("depth", s.limits.Depth)
	}
	if s.peek() != '<' {
		return none, s.fail("an element is missing")
	}
	s.marks = append(s.marks, mark{at: uint32(s.at), parent: parent, first: none, next: none})
	s.at++
	if c := s.peek(); c == '!' || c == '?' {
		return none, s.fail("neither a comment, nor CDATA, nor a declaration is what XStream writes")
	}
	if !s.passName() {
		return none, false
	}
	s.marks[i].nameEnd = uint32(s.at)
	if s.peek() == ' ' && !s.attributes(i) {
		return none, false
	}
	closed := s.peek() == '/'
	if closed {
		s.at++
	}
	if s.peek() != '>' {
		return none, s.fail("the end of a tag is missing")
	}
	s.at++
	if s.marks[i].ref != 0 {
		if !closed {
			return none, s.fail("a reference with a content")
		}
		s.refs = append(s.refs, i)
	}
	ok := closed || s.content(i)
	s.depth--
	return i, ok
}

// content passes what stands between an element's tags, and its end tag.
func (s *scanner) content(i int32) bool {
	previous := int32(none)
	for {
		begin := s.at
		length := bytes.IndexByte(s.data[begin:], '<')
		if length < 0 || begin+length+1 >= len(s.data) {
			s.at = len(s.data)
			if length >= 0 {
				s.at = begin + length
			}
			return s.fail("an element without an end")
		}
		s.at = begin + length
		closing := s.data[s.at+1] == '/'
		gap := s.data[begin:s.at]
		switch {
		case closing && previous == none:
			s.marks[i].text, s.marks[i].end = uint32(begin), uint32(s.at)
			if !sound(gap) {
				s.at = begin
				return s.fail("a text with an unknown reference")
			}
		case len(bytes.TrimLeft(gap, " \n\t\r")) > 0:
			s.at = begin
			return s.fail("text between elements")
		}
		if closing {
			return s.endTag(s.name(i))
		}
		kid, ok := s.element(i)
		if !ok {
			return false
		}
		if previous == none {
			s.marks[i].first = kid
		} else {
			s.marks[previous].next = kid
		}
		s.marks[i].kids++
		previous = kid
	}
}

func (s *scanner) endTag(name []byte) bool {
	end := s.at + 2 + len(name)
	if end >= len(s.data) || s.data[end] != '>' || !bytes.Equal(s.data[s.at+2:end], name) {
		return s.fail("another end tag than that of the element")
	}
	s.at = end + 1
	return true
}

// attributes passes those of a tag.
func (s *scanner) attributes(i int32) bool {
	m := &s.marks[i]
	ofObject := false
	for n := 0; s.peek() == ' '; n++ {
		if n == 16 {
			return s.tooMany("attributes of an element", 16)
		}
		s.at++
		nameAt := s.at
		if !s.passName() {
			return false
		}
		name := s.data[nameAt:s.at]
		if s.peek() != '=' || s.at+1 >= len(s.data) || s.data[s.at+1] != '"' {
			return s.fail("an attribute's value is missing")
		}
		s.at += 2
		begin := s.at
		for s.at < len(s.data) && s.data[s.at] != '"' && s.data[s.at] != '<' {
			s.at++
		}
		if s.peek() != '"' {
			return s.fail("an attribute without an end")
		}
		value := s.data[begin:s.at]
		s.at++
		if !sound(value) {
			return s.fail("an attribute with an unknown reference")
		}
		switch {
		case string(name) == "reference" && len(value) > 0 && m.ref == 0:
			m.ref, m.refEnd = uint32(begin), uint32(begin+len(value))
		case string(name) == "class" || string(name) == "defined-in":
			m.isNamed = m.isNamed || string(name) == "class"
			s.loose = s.loose || ofObject || m.ref != 0
		default:
			custom := string(name) == "serialization" && string(value) == "custom"
			m.isNamed = m.isNamed || string(name) == "resolves-to" || custom && ofObject
			m.isCustom = m.isCustom || custom
			ofObject = true
		}
	}
	if m.ref != 0 && ofObject {
		return s.fail("a reference with other attributes")
	}
	return true
}
