package javaregex

// group reads what begins with "(" and the quantifier after it; nil if it only
// sets flags.
func (p *parser) group() node {
	saved := p.flags
	if p.next() != '?' {
		index := p.newGroup()
		return p.endGroup(group{index, p.expression()}, saved)
	}
	switch ch := p.skip(); ch {
	case ':':
		return p.endGroup(p.expression(), saved)
	case '=', '!':
		return p.endGroup(look{body: p.expression(), negate: ch == '!'}, saved)
	case '>':
		return p.endGroup(atomic{p.expression()}, saved)
	case '<':
		return p.endGroup(p.named(), saved)
	case '$', '@':
		p.fail("Unknown group type")
	}
	p.unread()
	p.addFlags()
	switch p.read() {
	case ')':
		return nil
	case ':':
		return p.endGroup(p.expression(), saved)
	}
	p.fail("Unknown inline modifier")
	return nil
}

func (p *parser) newGroup() int {
	p.groups++
	return p.groups - 1
}

func (p *parser) endGroup(body node, saved flags) node {
	if p.peek() != ')' || p.cursor >= p.length {
		p.fail("Unclosed group")
	}
	p.flags = saved
	p.next()
	return p.closure(body, true)
}

// named reads a named group or a look behind, after "(?<".
func (p *parser) named() node {
	ch := p.read()
	if ch == '=' || ch == '!' {
		return p.lookBehind(ch == '!')
	}
	name := p.groupName(ch)
	if _, ok := p.names[name]; ok {
		p.fail("Named capturing group <" + name + "> is already defined")
	}
	index := p.newGroup()
	p.names[name] = index
	return group{index, p.expression()}
}

func (p *parser) groupName(ch rune) string {
	if !isAlpha(ch) {
		p.fail("capturing group name does not start with a Latin letter")
	}
	var name []rune
	for ; isAlpha(ch) || isDigit(ch); ch = p.read() {
		name = append(name, ch)
	}
	if ch != '>' {
		p.fail("named capturing group is missing trailing '>'")
	}
	return string(name)
}

func (p *parser) lookBehind(negate bool) node {
	p.looksBehind = true
	body := p.expression()
	switch length, ok := maxLength(body); {
	case !ok:
		p.unsupported("a look-behind without an obvious maximum length, which Java refuses or takes, release by release")
	case length > maxLookBehind || !plain(body):
		p.unsupported("this look-behind is too intricate")
	}
	return look{body: body, behind: true, negate: negate}
}

// plain tells whether a tree means the same read backwards: Java matches
// forward inside a look-behind, the backtracking engine backwards. Groups under
// a quantifier are left out because Java's idea of a maximum length depends on
// what they hold.
func plain(n node) bool {
	switch n := n.(type) {
	case chars:
		return true
	case anchor:
		return true
	case sequence:
		return allPlain(n.parts)
	case choice:
		return allPlain(n.branches)
	case group:
		return plain(n.body)
	case repeat:
		return n.how != possessive && (!n.group || n.max <= 1) && plain(n.body)
	}
	return false
}

func allPlain(list []node) bool {
	for _, n := range list {
		if !plain(n) {
			return false
		}
	}
	return true
}

// backReference reads the rest of a group's number; it goes on as long as there
// is such a group.
func (p *parser) backReference(index int) node {
	for isDigit(p.peek()) {
		longer := index*10 + int(p.peek()-'0')
		if p.groups-1 < longer {
			break
		}
		index = longer
		p.read()
	}
	return p.referTo(index)
}

func (p *parser) referTo(index int) node {
	if p.has(caseInsensitive) {
		p.unsupported("a back reference under (?i)")
	}
	p.references[index] = true
	return reference{index}
}
