package javaregex

// expression reads branches up to a ")" or the end.
func (p *parser) expression() node {
	p.enter()
	defer p.leave()
	var branches []node
	for {
		branches = append(branches, p.sequence())
		if p.peek() != '|' {
			break
		}
		p.next()
	}
	if len(branches) == 1 {
		return branches[0]
	}
	return choice{branches}
}

// sequence reads one branch.
func (p *parser) sequence() node {
	var parts []node
	for {
		var part node
		switch ch := p.peek(); ch {
		case '(':
			if part = p.group(); part != nil {
				parts = append(parts, part)
			}
			continue
		case '|', ')':
			return joined(parts)
		case '?', '*', '+':
			p.next()
			p.fail("Dangling meta character '" + string(ch) + "'")
		case '[':
			part = chars{p.class(true)}
		case '^':
			p.next()
			part = anchor{p.caret()}
		case '$':
			p.next()
			part = anchor{p.dollar(p.has(multiline))}
		case '.':
			p.next()
			part = chars{p.dot()}
		case 0:
			if p.cursor >= p.length {
				return joined(parts)
			}
			part = p.atom()
		default:
			part = p.atom()
		}
		parts = append(parts, p.closure(part, false))
	}
}

func joined(parts []node) node {
	if len(parts) == 1 {
		return parts[0]
	}
	return sequence{parts}
}

// atom reads one literal character or escape. Before "{" it reads nothing: that
// "{" must then begin a repetition, which repeats nothing.
func (p *parser) atom() node {
	switch ch := p.peek(); ch {
	case '{':
		return sequence{}
	case '\\':
		if ch := p.nextEscaped(); ch == 'p' || ch == 'P' {
			return chars{p.property(ch == 'P')}
		}
		p.unread()
		part, ch := p.escape(false, false)
		if part != nil {
			return part
		}
		return chars{p.literal(ch)}
	default:
		p.next()
		return chars{p.literal(ch)}
	}
}

// literal is one character under the flags for case.
func (p *parser) literal(r rune) set {
	switch {
	case p.has(caseInsensitive) && p.has(unicodeCase):
		return foldSingle(r)
	case p.has(caseInsensitive):
		return single(r).foldASCII()
	}
	return single(r)
}

func (p *parser) caret() anchorKind {
	switch {
	case !p.has(multiline):
		return begin
	case p.has(unixLines):
		return unixLineBegin
	}
	return lineBegin
}

func (p *parser) dollar(lines bool) anchorKind {
	switch {
	case p.has(unixLines) && lines:
		return unixLineEnd
	case p.has(unixLines):
		return unixDollar
	case lines:
		return lineEnd
	}
	return dollar
}

func (p *parser) dot() set {
	switch {
	case p.has(dotAll):
		return everything
	case p.has(unixLines):
		return single('\n').negate()
	}
	return lineEnds.negate()
}

// lineEnds are the characters that "." leaves out.
var lineEnds = runes('\n', '\r', 0x85, 0x2028, 0x2029)

const maxRepeat = 1<<31 - 1

// closure reads the quantifier after a part, if there is one. Under a quantifier
// \R keeps its first way, unlike alone.
func (p *parser) closure(body node, isGroup bool) node {
	ch := p.peek()
	if _, several := body.(choice); several && !isGroup {
		body = whenQuantified(ch, body)
	}
	switch ch {
	case '?':
		p.next()
		return repeat{body, 0, 1, p.greed(), isGroup}
	case '*':
		p.next()
		return repeat{body, 0, -1, p.greed(), isGroup}
	case '+':
		p.next()
		return repeat{body, 1, -1, p.greed(), isGroup}
	case '{':
		return p.counted(body, isGroup)
	}
	return body
}

func whenQuantified(ch rune, body node) node {
	switch ch {
	case '?', '*', '+', '{':
		return atomic{body}
	}
	return body
}

func (p *parser) greed() greed {
	switch p.peek() {
	case '?':
		p.next()
		return lazy
	case '+':
		p.next()
		return possessive
	}
	return greedy
}

// counted reads {n}, {n,} or {n,m}; nothing else may follow a "{".
func (p *parser) counted(body node, isGroup bool) node {
	ch := p.at(p.cursor + 1)
	if !isDigit(ch) {
		p.fail("Illegal repetition")
	}
	p.skip()
	least, ch := p.number(ch)
	most := least
	if ch == ',' {
		ch = p.read()
		most = -1
		if ch != '}' {
			most, ch = p.number(ch)
		}
	}
	if ch != '}' {
		p.fail("Unclosed counted closure")
	}
	if most >= 0 && most < least {
		p.fail("Illegal repetition range")
	}
	how := p.greed()
	if isGroup && least > 1 && how != possessive && sometimesEmpty(body) {
		p.unsupported("a group that is empty at some places only, several times")
	}
	return repeat{body, least, most, how, isGroup}
}

// number reads digits; ch is the first, which has been read already.
func (p *parser) number(ch rune) (int, rune) {
	n := 0
	for isDigit(ch) {
		n = n*10 + int(ch-'0')
		if n > maxRepeat {
			p.fail("Illegal repetition range")
		}
		ch = p.read()
	}
	return n, ch
}
