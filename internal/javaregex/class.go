package javaregex

// class reads a character class at its "[". With consume it also takes the "]".
func (p *parser) class(consume bool) set {
	p.enter()
	defer p.leave()
	var found set // what is known so far; nil until something is
	var loose set // all single characters, which join before "&&" and at the end, each time anew
	any, anyLoose, negated := false, false, false
	ch := p.next()
	for {
		switch ch {
		case '^':
			if p.at(p.cursor-1) == '[' {
				ch = p.next()
				negated = true
				continue
			}
		case '[':
			found, any = found.union(p.class(true)), true
			ch = p.peek()
			continue
		case '&':
			if p.next() != '&' {
				p.unread()
				break
			}
			right, some := p.rightSide()
			if anyLoose {
				found, any = found.union(loose), true
				anyLoose = false
			}
			switch {
			case !any && !some:
				p.fail("Bad class syntax")
			case !any:
				found, any = right, true
			case some:
				found = found.intersect(right)
			default:
				p.unsupported("\"&&\" in a class with nothing behind it")
			}
			ch = p.peek()
			continue
		case 0:
			if p.cursor >= p.length {
				p.fail("Unclosed character class")
			}
		case ']':
			if any || anyLoose {
				if consume {
					p.next()
				}
				if anyLoose {
					found = found.union(loose)
				}
				if negated {
					return found.negate()
				}
				return found
			}
		}
		part, isLoose := p.classPart()
		if isLoose {
			loose, anyLoose = loose.union(part), true
		} else {
			found, any = found.union(part), true
		}
		ch = p.peek()
	}
}

// rightSide reads what stands behind "&&", up to "]" or a further "&".
func (p *parser) rightSide() (right set, some bool) {
	for ch := p.next(); ch != ']' && ch != '&'; ch = p.peek() {
		if ch == '[' {
			right = right.union(p.class(true))
		} else {
			p.unread()
			right = right.union(p.class(false))
		}
		some = true
	}
	return right, some
}

// classPart reads a character, a range, or a class by its escape. A single
// character is loose.
func (p *parser) classPart() (part set, loose bool) {
	ch := p.peek()
	if ch == '\\' {
		letter := p.nextEscaped()
		if letter == 'p' || letter == 'P' {
			return p.property(letter == 'P'), false
		}
		beforeRange := p.at(p.cursor+1) == '-'
		p.unread()
		var class node
		if class, ch = p.escape(true, beforeRange); class != nil {
			return class.(chars).set, false
		}
	} else {
		p.next()
	}
	if p.peek() != '-' {
		return p.literal(ch), ch < 256
	}
	switch p.at(p.cursor + 1) {
	case '[', ']':
		return p.literal(ch), ch < 256
	}
	p.next()
	last := p.peek()
	if last == '\\' {
		var class node
		if class, last = p.escape(true, true); class != nil {
			last = -1
		}
	} else {
		p.next()
	}
	if last < ch {
		p.fail("Illegal character range")
	}
	return p.rangeOf(ch, last), false
}

func (p *parser) rangeOf(lo, hi rune) set {
	switch {
	case p.has(caseInsensitive) && p.has(unicodeCase):
		return foldRange(interval(lo, hi))
	case p.has(caseInsensitive):
		return interval(lo, hi).foldASCII()
	}
	return interval(lo, hi)
}
