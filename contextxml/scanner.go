package contextxml

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// position is a place in a file; both numbers count from 1, columns in characters.
type position struct{ line, column int }

// scanner walks through a file's text and knows where it is.
type scanner struct {
	text string
	off  int
	at   position
}

func newScanner(text string) *scanner {
	return &scanner{text: text, at: position{1, 1}}
}

func (s *scanner) done() bool   { return s.off >= len(s.text) }
func (s *scanner) rest() string { return s.text[s.off:] }

// peek gives the next character, 0 at the end.
func (s *scanner) peek() rune {
	if s.done() {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.rest())
	return r
}

// next takes one character.
func (s *scanner) next() rune {
	if s.done() {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s.rest())
	s.off += size
	if r == '\n' {
		s.at.line++
		s.at.column = 1
	} else {
		s.at.column++
	}
	return r
}

// skip takes n bytes, which end at a character's border.
func (s *scanner) skip(n int) {
	for end := s.off + n; s.off < end; {
		s.next()
	}
}

// accept takes the literal if it stands here.
func (s *scanner) accept(literal string) bool {
	if !strings.HasPrefix(s.rest(), literal) {
		return false
	}
	s.skip(len(literal))
	return true
}

// space takes white space and tells whether there was any.
func (s *scanner) space() bool {
	start := s.off
	for !s.done() && isSpace(s.peek()) {
		s.next()
	}
	return s.off > start
}

// name takes an XML name, "" if none stands here.
func (s *scanner) name() string {
	start := s.off
	for !s.done() {
		r := s.peek()
		if !isNameStart(r) && (s.off == start || !isNameRest(r)) {
			break
		}
		s.next()
	}
	return s.text[start:s.off]
}

// until takes everything before the literal and the literal itself, or
// everything if there is none.
func (s *scanner) until(literal string) (string, bool) {
	n := strings.Index(s.rest(), literal)
	if n < 0 {
		s.skip(len(s.rest()))
		return "", false
	}
	found := s.rest()[:n]
	s.skip(n + len(literal))
	return found, true
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r'
}

// isChar tells whether XML 1.0 allows the character anywhere.
func isChar(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < 0x20, r >= 0xD800 && r <= 0xDFFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return r <= utf8.MaxRune
}

func isNameStart(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '_', r == ':':
		return true
	case r < 0xC0, r == 0xD7, r == 0xF7, r == 0x37E:
		return false
	}
	return r <= 0x2FF || r >= 0x370 && r <= 0x1FFF || r >= 0x200C && r <= 0x200D ||
		r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF || r >= 0x3001 && r <= 0xD7FF ||
		r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFFD || r >= 0x10000 && r <= 0xEFFFF
}

func isNameRest(r rune) bool {
	return isNameStart(r) || r == '-' || r == '.' || r >= '0' && r <= '9' || r == 0xB7 ||
		r >= 0x300 && r <= 0x36F || r >= 0x203F && r <= 0x2040
}

func (p position) String() string { return fmt.Sprintf("%d:%d", p.line, p.column) }
