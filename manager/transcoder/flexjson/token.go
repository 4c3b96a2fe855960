package flexjson

// digits skips digits and tells how many there were.
func (s *scanner) digits() int {
	begin := s.at
	for s.at < len(s.data) && s.data[s.at] >= '0' && s.data[s.at] <= '9' {
		s.at++
	}
	return s.at - begin
}

// number reads a number as JSON has it.
func (s *scanner) number() error {
	if s.peek() == '-' {
		s.at++
		if s.word("Infinity") {
			s.marks2 = true
			return nil
		}
	}
	leadingZero := s.peek() == '0'
	n := s.digits()
	if n == 0 || leadingZero && n > 1 {
		return s.fail("no number")
	}
	if s.peek() == '.' {
		s.at++
		if s.digits() == 0 {
			return s.fail("a number without digits behind its point")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.at++
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		if s.digits() == 0 {
			return s.fail("a number without digits in its exponent")
		}
	}
	return nil
}

// str reads a string and its escapes.
func (s *scanner) str() error {
	begin := s.at
	for s.at++; s.at < len(s.data); s.at++ {
		switch s.data[s.at] {
		case '"':
			s.at++
			return nil
		case '\n', '\r':
			return s.fail("a line end in a string")
		case '&', '\'', '<', '>':
			s.marks2 = true
		case '\\':
			if err := s.escape(); err != nil {
				return err
			}
		}
	}
	s.at = begin
	return s.fail("a string without an end")
}

// escape reads an escape up to its last byte.
func (s *scanner) escape() error {
	s.at++
	switch s.peek() {
	case '"':
		s.marks2 = true
		return nil
	case '\\', '/', 'b', 'f', 'n', 'r', 't':
		return nil
	case 'u':
		if _, ok := hex4(s.data[s.at+1:]); !ok {
			return s.fail("an escape without four hexadecimal digits")
		}
		switch string(s.data[s.at+1 : s.at+5]) {
		case "0022", "0026", "0027", "003c", "003e":
			s.marks3 = true
		}
		s.at += 4
		return nil
	}
	return s.fail("an unknown escape")
}

func hex4[T []byte | string](b T) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for i := range 4 {
		c := b[i]
		r <<= 4
		switch {
		case c >= '0' && c <= '9':
			r |= rune(c - '0')
		case c >= 'a' && c <= 'f':
			r |= rune(c-'a') + 10
		case c >= 'A' && c <= 'F':
			r |= rune(c-'A') + 10
		default:
			return 0, false
		}
	}
	return r, true
}
