package javaregex

// escape reads an escape at its backslash: either a node, or one character. In
// a class the node is always chars. beforeRange says that a "-" follows.
func (p *parser) escape(inClass, beforeRange bool) (node, rune) {
	ch := p.skip()
	if p.cursor > p.length {
		p.fail("Unescaped trailing backslash")
	}
	if n, ok := p.classEscape(ch, beforeRange); ok {
		return n, 0
	}
	if !inClass {
		if n := p.placeEscape(ch); n != nil {
			return n, 0
		}
	}
	switch ch {
	case '0':
		return nil, p.octal()
	case 'a':
		return nil, 0x07
	case 'c':
		return nil, p.control()
	case 'e':
		return nil, 0x1B
	case 'f':
		return nil, '\f'
	case 'n':
		return nil, '\n'
	case 'r':
		return nil, '\r'
	case 't':
		return nil, '\t'
	case 'u':
		return nil, p.utf16Escape()
	case 'v':
		return nil, 0x0B
	case 'x':
		return nil, p.hex()
	case 'N':
		return nil, p.characterName()
	}
	if isAlpha(ch) || inClass && ch >= '1' && ch <= '9' {
		p.fail("Illegal/unsupported escape sequence")
	}
	return nil, ch
}

// classEscape knows the escapes that stand for a class.
func (p *parser) classEscape(ch rune, beforeRange bool) (node, bool) {
	var class set
	negated := false
	switch ch {
	case 'd', 'D':
		class, negated = digits, ch == 'D'
	case 's', 'S':
		class, negated = whiteSpace, ch == 'S'
	case 'w', 'W':
		class, negated = wordChars, ch == 'W'
	case 'h', 'H':
		class, negated = horizontalSpace, ch == 'H'
	case 'V':
		class, negated = verticalSpace, true
	case 'v':
		if beforeRange {
			return nil, false
		}
		class = verticalSpace
	default:
		return nil, false
	}
	if negated {
		class = class.negate()
	}
	return chars{class}, true
}

// placeEscape knows the escapes that only stand outside of classes.
func (p *parser) placeEscape(ch rune) node {
	switch ch {
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.backReference(int(ch - '0'))
	case 'A', 'G':
		return anchor{begin}
	case 'B':
		return anchor{noWordBound}
	case 'b':
		return p.boundary()
	case 'Z':
		return anchor{p.dollar(false)}
	case 'z':
		return anchor{end}
	case 'R':
		return lineBreak
	case 'X':
		p.unsupported("\\X, a grapheme cluster")
		return sequence{}
	case 'k':
		if p.read() != '<' {
			p.fail("\\k is not followed by '<' for named capturing group")
		}
		name := p.groupName(p.read())
		index, ok := p.names[name]
		if !ok {
			p.fail("named capturing group <" + name + "> does not exist")
		}
		return p.referTo(index)
	}
	return nil
}

// lineBreak is \R: two characters if they are there, else one.
var lineBreak = choice{[]node{sequence{[]node{chars{single('\r')}, chars{single('\n')}}}, chars{verticalSpace}}}

// boundary reads \b or \b{g}.
func (p *parser) boundary() node {
	if p.peek() == '{' && p.at(p.cursor+1) == 'g' {
		if p.skip(); p.read() != '}' {
			p.fail("Illegal/unsupported escape sequence")
		}
		p.unsupported("\\b{g}, the end of a grapheme cluster")
	}
	return anchor{wordBound}
}

func (p *parser) octal() rune {
	first := p.read()
	if !isOctal(first) {
		p.fail("Illegal octal escape sequence")
	}
	second := p.read()
	if !isOctal(second) {
		p.unread()
		return first - '0'
	}
	third := p.read()
	if isOctal(third) && first <= '3' {
		return (first-'0')*64 + (second-'0')*8 + third - '0'
	}
	p.unread()
	return (first-'0')*8 + second - '0'
}

func (p *parser) hex() rune {
	ch := p.read()
	if high := hexValue(ch); high >= 0 {
		if low := hexValue(p.read()); low >= 0 {
			return high*16 + low
		}
	} else if ch == '{' && hexValue(p.peek()) >= 0 {
		var sum rune
		for {
			ch = p.read()
			digit := hexValue(ch)
			if digit < 0 {
				break
			}
			if sum = sum<<4 + digit; sum > maxRune {
				p.fail("Hexadecimal codepoint is too big")
			}
		}
		if ch != '}' {
			p.fail("Unclosed hexadecimal escape sequence")
		}
		return sum
	}
	p.fail("Illegal hexadecimal escape sequence")
	return 0
}

func (p *parser) control() rune {
	if p.cursor >= p.length {
		p.fail("Illegal control escape sequence")
	}
	return p.read() ^ 64
}

// utf16Escape reads \uXXXX after its u, and the low half if it is a high one.
func (p *parser) utf16Escape() rune {
	unit := p.utf16Unit()
	if unit < 0xD800 || unit > 0xDBFF {
		return unit
	}
	saved := p.cursor
	if p.read() == '\\' && p.read() == 'u' {
		if low := p.utf16Unit(); low >= 0xDC00 && low <= 0xDFFF {
			return 0x10000 + (unit-0xD800)<<10 + low - 0xDC00
		}
	}
	p.cursor = saved
	return unit
}

func (p *parser) utf16Unit() rune {
	var unit rune
	for range 4 {
		digit := hexValue(p.read())
		if digit < 0 {
			p.fail("Illegal Unicode escape sequence")
		}
		unit = unit*16 + digit
	}
	return unit
}

// characterName reads \N{NAME}; the names are not known here.
func (p *parser) characterName() rune {
	if p.read() != '{' {
		p.fail("Illegal character name escape sequence")
	}
	for ch := p.read(); ch != '}'; ch = p.read() {
		if p.cursor > p.length {
			p.fail("Unclosed character name escape sequence")
		}
	}
	p.unsupported("\\N{…}, a character by its name")
	return 0
}
