package kryo

import "msmgate/manager/javaobj"

// textBean reads an object of a class that has a text of its own, as a UUID, from
// its fields. These must be scalars: of them nodes are made, which nothing else
// refers to.
func (p *direct) textBean(c *class, number int) javaobj.Value {
	read := beanTexts[c.name]
	if read == nil || !p.afford(len(c.fields)) {
		p.gaveUp = true
		return nil
	}
	n, at := &node{class: c}, p.node(nil)
	for i := range c.fields {
		n.kids = append(n.kids, p.scalarField(&c.fields[i].slot))
		if p.gaveUp {
			return nil
		}
	}
	v := read(p.doc, bean{p.doc, n})
	if p.gaveUp = v == nil; p.gaveUp {
		return nil
	}
	p.values[at] = v
	if number >= 0 {
		p.numbered[number] = int32(at)
	}
	return v
}

// scalarField reads a field whose type is a scalar's, or a string in a field of
// any type.
func (p *direct) scalarField(s *slot) *node {
	c := s.class
	if s.mode == slotAny {
		var end int
		c, end = p.mention(p.at)
		if p.pass(end); c == nil || p.gaveUp {
			return null
		}
	}
	if p.gaveUp = c.kind != kindScalar; p.gaveUp {
		return null
	}
	if s.mode == slotNullable && (p.one || c.boxed) && p.mark() == 0 {
		return null
	}
	number := -1
	if c.counted(p.schema) {
		switch p.uint() {
		case 0:
			return null
		case 1:
		default: // an object that was met before
			p.gaveUp = true
			return null
		}
		number = p.reserve()
	}
	begin := p.at
	v := p.scalarValue(c, number)
	if p.gaveUp || v == nil {
		return null
	}
	return &node{class: c, raw: string(p.data[begin:p.at])}
}

// enums reads an EnumSet.
func (p *direct) enums(c *class, number int) javaobj.Value {
	l := &javaobj.List{Class: c.name}
	p.give(l, number)
	of, end := p.mention(p.at)
	p.pass(end)
	if p.gaveUp || of == nil || !p.afford(1) {
		p.gaveUp = true
		return l
	}
	n, begin := p.uint(), p.at
	if p.gaveUp || int64(n) > int64(len(p.data)-begin) || !p.afford(int(n)) {
		p.gaveUp = true
		return l
	}
	for ; n > 0 && !p.gaveUp; n-- {
		from := p.at
		if p.uint(); !p.gaveUp {
			l.Elems = append(l.Elems, p.doc.ordinalView(of, string(p.data[from:p.at]), !p.one))
		}
	}
	return l
}
