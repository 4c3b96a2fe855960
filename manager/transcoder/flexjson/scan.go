package flexjson

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"msmgate/manager/transcoder"
)

// scanner checks a document in one pass and finds its attributes; values are
// made from the checked text when they are asked for. Besides JSON it accepts
// what MSM writes: NaN and Infinity as flexjson 2.1 writes them, and null as
// the name of a member.
type scanner struct {
	data     []byte
	at       int
	depth    int
	elements int
	limits   transcoder.Limits
	// What tells the versions apart.
	marks2, marks3 bool
	// names are those of the attributes, if they are many.
	names map[string]bool
	// beans are noted if they are asked for.
	noting bool
	beans  []bean
}

// bean says where an object with a class begins and where that class stands.
type bean struct{ at, class, end int }

func (s *scanner) fail(format string, args ...any) error {
	return &SyntaxError{Offset: s.at, Reason: fmt.Sprintf(format, args...)}
}

func (s *scanner) limit(name string, max int) error {
	return fmt.Errorf("at offset %d: %w", s.at, &transcoder.LimitError{Limit: name, Max: max})
}

func (s *scanner) peek() byte {
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// decode checks a whole document.
func (t Transcoder) decode(data []byte, limits transcoder.Limits) (*document, error) {
	s := scanner{data: data, limits: limits.Defaults()}
	s.limits.Bytes = min(s.limits.Bytes, math.MaxInt32) // so that offsets fit; Java has no larger array
	if len(data) > s.limits.Bytes {
		return nil, s.limit("bytes", s.limits.Bytes)
	}
	d := &document{data: data, limits: s.limits, latin1: !utf8.Valid(data)}
	if err := s.root(d); err != nil {
		return nil, err
	}
	d.original = d.attrs
	switch {
	case t.Version != Detect:
		d.version = t.Version
	case s.marks3:
		d.version = Version3
	default:
		d.version = Version2
	}
	return d, nil
}

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

// name reads a member's name; bare tells that it is the null key of a map.
func (s *scanner) name() (bare bool, err error) {
	if s.peek() == '"' {
		return false, s.str()
	}
	if s.word("null") {
		return true, nil
	}
	return false, s.fail("a member's name is missing")
}

func (s *scanner) colon() error {
	s.space()
	if s.peek() != ':' {
		return s.fail("the colon of a member is missing")
	}
	s.at++
	s.space()
	return nil
}

// value reads any value.
func (s *scanner) value() error {
	if s.elements++; s.elements > s.limits.Elements {
		return s.limit("elements", s.limits.Elements)
	}
	switch c := s.peek(); {
	case c == '"':
		return s.str()
	case c == '{' || c == '[':
		if s.depth++; s.depth > s.limits.Depth {
			return s.limit("depth", s.limits.Depth)
		}
		defer func() { s.depth-- }()
		return s.members(c)
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	case s.word("true"), s.word("false"), s.word("null"):
		return nil
	case s.word("NaN"), s.word("Infinity"):
		s.marks2 = true
		return nil
	}
	return s.fail("no value")
}

// members reads an object or an array.
func (s *scanner) members(open byte) error {
	end := open + 2 // ] and } in ASCII
	begin, found := s.at, false
	s.at++
	s.space()
	if s.peek() == end {
		s.at++
		return nil
	}
	for {
		isClass := false
		if open == '{' {
			nameAt := s.at
			if _, err := s.name(); err != nil {
				return err
			}
			isClass = s.noting && !found && s.isClass(s.data[nameAt:s.at])
			if err := s.colon(); err != nil {
				return err
			}
			isClass = isClass && s.peek() == '"'
		}
		valueAt := s.at
		if err := s.value(); err != nil {
			return err
		}
		if isClass {
			found = true
			s.beans = append(s.beans, bean{begin, valueAt, s.at})
		}
		s.space()
		switch s.peek() {
		case end:
			s.at++
			return nil
		case ',':
			s.at++
			s.space()
		default:
			return s.fail("neither a comma nor %q", end)
		}
	}
}

// isClass tells whether a member's name is class, however it is spelt.
func (s *scanner) isClass(name []byte) bool {
	return string(name) == `"class"` || bytes.IndexByte(name, '\\') >= 0 && unquote(string(name), false) == "class"
}

func (s *scanner) word(w string) bool {
	if len(s.data)-s.at < len(w) || string(s.data[s.at:s.at+len(w)]) != w {
		return false
	}
	s.at += len(w)
	return true
}
