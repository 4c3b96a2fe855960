package kryo

import (
	"slices"

	"msmgate/manager/javaobj"
)

// uint reads a number.
func (p *direct) uint() uint32 {
	v, end := p.scanner.uint(p.at)
	p.pass(end)
	return v
}

// pass goes on behind what a scanner passed.
func (p *direct) pass(end int) {
	if end < 0 {
		p.gaveUp = true
		return
	}
	p.at = end
}

// mark reads a byte.
func (p *direct) mark() byte {
	if p.at >= len(p.data) {
		p.gaveUp = true
		return 0
	}
	p.at++
	return p.data[p.at-1]
}

// any reads what stands in a slot of any class; nil is null.
func (p *direct) any(args []*class) javaobj.Value {
	if p.gaveUp {
		return nil
	}
	if data := p.data; !p.one && len(data)-p.at >= 2 && data[p.at] == p.textID && data[p.at+1] == 1 { // a new string, as most are
		p.at += 2
		return p.newText(p.reserve())
	}
	c, end := p.mention(p.at)
	p.pass(end)
	if c == nil || p.gaveUp {
		return nil
	}
	return p.object(c, false, args)
}

// value reads what stands in a slot, as reader.value does.
func (p *direct) value(s *slot) javaobj.Value {
	switch {
	case p.gaveUp:
		return nil
	case s.step == stepText && p.byteAt(p.at) == 1:
		p.at++
		return p.newText(p.reserve())
	case s.mode == slotAny:
		return p.any(s.args)
	case s.mode == slotNullable && (p.one || s.class.boxed):
		if p.mark() == 0 {
			return nil
		}
		return p.object(s.class, false, s.args)
	}
	return p.object(s.class, s.mode == slotNullable, s.args)
}

// object reads a value whose class is known, as reader.object does.
func (p *direct) object(c *class, nullable bool, args []*class) javaobj.Value {
	number := -1
	if c.counted(p.schema) {
		n, isNew := p.uint(), uint32(1)
		if p.one {
			isNew = 0
		}
		switch {
		case p.gaveUp || n == 0 && !p.one:
			return nil
		case n != isNew:
			return p.refer(int(n) - 2)
		}
		number = p.reserve()
	}
	switch c.kind {
	case kindScalar:
		return p.scalarValue(c, number)
	case kindEnum:
		ordinal := p.uint()
		if !p.one {
			ordinal--
		}
		v := constant(c, ordinal)
		p.give(v, number)
		return v
	case kindEmpty:
		if number < 0 {
			return p.doc.sharedView(c.self)
		}
	}
	return p.content(c, number, args)
}

// give gives a value its places.
func (p *direct) give(v javaobj.Value, number int) {
	at := p.node(v)
	if number >= 0 {
		p.numbered[number] = int32(at)
	}
}

// refer gives an object that was read before, or is being read.
func (p *direct) refer(i int) javaobj.Value {
	if i < 0 || i >= len(p.numbered) || p.numbered[i] == unmade || p.values[p.numbered[i]] == nil {
		p.gaveUp = true
		return nil
	}
	return p.values[p.numbered[i]]
}

// afford is document.afford; too many elements only nodes show rightly.
func (p *direct) afford(elements int) bool {
	p.gaveUp = p.gaveUp || !p.doc.afford(elements)
	return !p.gaveUp
}

// content reads an object that holds others.
func (p *direct) content(c *class, number int, args []*class) javaobj.Value {
	switch c.kind {
	case kindBean:
		if !c.fieldwise {
			return p.textBean(c, number)
		}
		return p.bean(c, number)
	case kindEnumSet:
		return p.enums(c, number)
	case kindArray:
		if c.prim != 0 {
			return p.primitives(c, number)
		}
	case kindMap, kindTreeMap, kindSingleMap:
		return p.table(c, number, args)
	case kindWrapper:
		return p.wrapper(c, number)
	case kindEmpty:
		if c.name == "java.util.Collections$EmptyMap" {
			v := &javaobj.Map{Class: c.name}
			p.give(v, number)
			return v
		}
	case kindList, kindTreeSet, kindSingle, kindArrayList:
	default:
		p.gaveUp = true
		return nil
	}
	return p.list(c, number, args)
}

// bean reads an object by its fields.
func (p *direct) bean(c *class, number int) javaobj.Value {
	if !p.afford(len(c.fields)) {
		return nil
	}
	b := &javaobj.Bean{Class: c.name}
	p.give(b, number)
	bottom := len(p.elems)
	for i := range c.fields {
		p.elems = append(p.elems, p.value(&c.fields[i].slot))
	}
	if p.gaveUp {
		return b
	}
	b.Fields = slices.Clone(c.blank)
	for i, at := range c.shown {
		b.Fields[i].Value = p.elems[bottom+at]
	}
	p.elems = p.elems[:bottom]
	return b
}
