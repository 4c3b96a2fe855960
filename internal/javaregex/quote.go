package javaregex

// quoted is a pattern's text after \Q…\E is taken apart: each quoted character
// stands escaped, as Java's parser wants it. index tells where each character
// stood in the pattern.
type quoted struct {
	text  []rune
	index []int
}

func (q *quoted) add(r rune, at int) {
	q.text = append(q.text, r)
	q.index = append(q.index, at)
}

// unquote does what Java does before it parses: in a quotation letters stay as
// they are, a digit at its beginning becomes \x3N so that no escape before the
// quotation swallows it, other ASCII gets a backslash.
func unquote(pattern []rune) quoted {
	q := quoted{}
	inside, first := false, false
	for i := 0; i < len(pattern); i++ {
		r := pattern[i]
		next := rune(-1)
		if i+1 < len(pattern) {
			next = pattern[i+1]
		}
		switch {
		case !inside && r == '\\' && next == 'Q':
			inside, first = true, true
			i++
			continue
		case !inside:
			q.add(r, i)
			if r == '\\' && next >= 0 {
				i++
				q.add(next, i)
			}
			continue
		case r == '\\' && next == 'E':
			inside = false
			i++
			continue
		case r >= 0x80 || isAlpha(r):
			q.add(r, i)
		case isDigit(r):
			if first {
				q.add('\\', i)
				q.add('x', i)
				q.add('3', i)
			}
			q.add(r, i)
		default:
			q.add('\\', i)
			q.add(r, i)
		}
		first = false
	}
	return q
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isAlpha(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isOctal(r rune) bool { return r >= '0' && r <= '7' }
func isSpace(r rune) bool { return r >= 0x09 && r <= 0x0D || r == ' ' }

// hexValue gives a hexadecimal digit's value, -1 if it is none.
func hexValue(r rune) rune {
	switch {
	case isDigit(r):
		return r - '0'
	case r >= 'a' && r <= 'f':
		return r - 'a' + 10
	case r >= 'A' && r <= 'F':
		return r - 'A' + 10
	}
	return -1
}
