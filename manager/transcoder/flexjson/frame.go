package flexjson

import (
	"bytes"
	"slices"
)

// root reads the object whose members are the attributes.
func (s *scanner) root(d *document) error {
	s.space()
	if s.peek() != '{' {
		return s.fail("the attributes are no JSON object")
	}
	s.at++
	d.opening = s.data[:s.at]
	begin := s.at
	s.space()
	attrs := d.room[:0]
	for s.peek() != '}' {
		a := attribute{}
		nameAt := s.at
		bare, err := s.name()
		if err != nil {
			return err
		}
		a.quoted = s.data[nameAt:s.at]
		switch {
		case bare:
			s.at = nameAt
			return s.fail("an attribute's name is null")
		case s.isTaken(attrs, a.quoted, d.latin1):
			s.at = nameAt
			return s.fail("two attributes have the same name")
		}
		if err := s.colon(); err != nil {
			return err
		}
		a.before = s.data[begin:s.at]
		valueAt, elements := s.at, s.elements
		if err := s.value(); err != nil {
			return err
		}
		a.elements = s.elements - elements
		a.raw, a.at = s.data[valueAt:s.at], valueAt
		end := s.at
		s.space()
		a.after = s.data[end:s.at]
		if len(attrs) == cap(attrs) {
			attrs = slices.Grow(attrs, len(attrs))
		}
		attrs = append(attrs, a)
		if s.peek() == '}' {
			break
		}
		if s.peek() != ',' {
			return s.fail("neither a comma nor the end of the attributes")
		}
		s.at++
		begin = s.at
		s.space()
		if s.peek() == '}' {
			return s.fail("a comma without another attribute")
		}
	}
	if len(attrs) == 0 {
		d.opening = s.data[:s.at]
	}
	d.attrs = d.rooms[:0]
	if len(attrs) > cap(d.attrs) {
		d.attrs = make([]*attribute, 0, len(attrs))
	}
	for i := range attrs {
		d.attrs = append(d.attrs, &attrs[i])
	}
	end := s.at
	s.at++
	s.space()
	if s.at != len(s.data) {
		return s.fail("there is more behind the attributes")
	}
	d.closing = s.data[end:]
	return nil
}

// isTaken tells whether an attribute has the name that stands quoted.
func (s *scanner) isTaken(attrs []attribute, quoted []byte, latin1 bool) bool {
	const few = 64
	switch {
	case len(attrs) < few:
		for i := range attrs {
			if sameName(attrs[i].quoted, quoted, latin1) {
				return true
			}
		}
		return false
	case s.names == nil:
		s.names = map[string]bool{}
		for i := range attrs {
			s.names[unquote(string(attrs[i].quoted), latin1)] = true
		}
	}
	name := unquote(string(quoted), latin1)
	taken := s.names[name]
	s.names[name] = true
	return taken
}

func sameName(a, b []byte, latin1 bool) bool {
	if bytes.IndexByte(a, '\\') < 0 && bytes.IndexByte(b, '\\') < 0 {
		return bytes.Equal(a, b)
	}
	return unquote(string(a), latin1) == unquote(string(b), latin1)
}
