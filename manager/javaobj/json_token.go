package javaobj

import (
	"strconv"
	"unicode/utf8"
)

// number takes the text of a number that JSON's grammar allows.
func (s *scanner) number(n *node) error {
	digits := func() int {
		from := s.pos
		for s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '9' {
			s.pos++
		}
		return s.pos - from
	}
	at := func(set string) bool {
		for i := range set {
			if s.pos < len(s.data) && s.data[s.pos] == set[i] {
				s.pos++
				return true
			}
		}
		return false
	}
	at("-")
	ok := true
	if !at("0") {
		ok = digits() > 0
	}
	if at(".") {
		ok = ok && digits() > 0
	}
	if at("eE") {
		at("+-")
		ok = ok && digits() > 0
	}
	n.text = string(s.data[n.at:s.pos])
	if !ok {
		return s.fail(n.at, "%q is no JSON number", abridged(n.text))
	}
	return nil
}

// str reads a string; the quote is at pos.
func (s *scanner) str() (string, error) {
	start := s.pos
	s.pos++
	var out []byte
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == '"':
			s.pos++
			return string(out), nil
		case c == '\\':
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			out = AppendRune(out, r)
		case c < ' ':
			return "", s.fail(s.pos, "a control character stands unescaped in a string")
		case c < utf8.RuneSelf:
			out = append(out, c)
			s.pos++
		default:
			r, size := utf8.DecodeRune(s.data[s.pos:])
			if r == utf8.RuneError && size == 1 {
				return "", s.fail(s.pos, "the text is not UTF-8")
			}
			out = append(out, s.data[s.pos:s.pos+size]...)
			s.pos += size
		}
	}
	return "", s.fail(start, "the string does not end")
}

func (s *scanner) escape() (rune, error) {
	at := s.pos
	rest := s.data[at:]
	if len(rest) >= 2 {
		s.pos += 2
		switch rest[1] {
		case '"', '\\', '/':
			return rune(rest[1]), nil
		case 'b':
			return '\b', nil
		case 'f':
			return '\f', nil
		case 'n':
			return '\n', nil
		case 'r':
			return '\r', nil
		case 't':
			return '\t', nil
		case 'u':
			if len(rest) >= 6 {
				if u, err := strconv.ParseUint(string(rest[2:6]), 16, 16); err == nil {
					s.pos += 4
					return rune(u), nil
				}
			}
		}
	}
	return 0, s.fail(at, "an escape that JSON doesn't have")
}
