package flexjson

import (
	"bytes"
	"fmt"
	"math"
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
