package kryo

import (
	"slices"

	"msmgate/manager/javaobj"
)

// count reads a number of elements, or of pairs; extra is how many nodes stand
// beside them.
func (p *direct) count(size, extra int) int {
	n, end := p.scanner.count(p.at, size)
	p.pass(end)
	if !p.gaveUp {
		p.afford(n*size + extra)
	}
	return n * size
}

// comparator passes that of a tree, which must be null.
func (p *direct) comparator() {
	if p.mark() != 0 {
		p.gaveUp = true
	}
}

// fill pushes n values of any class.
func (p *direct) fill(n int) {
	for ; n > 0 && !p.gaveUp; n-- {
		p.elems = append(p.elems, p.any(nil))
	}
}

// fillTyped pushes n values, as reader.elementsOf does.
func (p *direct) fillTyped(n int, pairs bool, args []*class) {
	if args == nil {
		p.fill(n)
		return
	}
	slots := [2]slot{argument(args, 0), argument(args, 0)}
	if pairs {
		slots[1] = argument(args, 1)
	}
	for i := 0; i < n && !p.gaveUp; i++ {
		p.elems = append(p.elems, p.value(&slots[i&1]))
	}
}

// list reads a collection, or an array of objects.
func (p *direct) list(c *class, number int, args []*class) javaobj.Value {
	l := &javaobj.List{Class: c.name}
	p.give(l, number)
	bottom := len(p.elems)
	switch c.kind {
	case kindTreeSet:
		p.comparator()
		p.fillTyped(p.count(1, 1), false, args)
	case kindArrayList:
		n := p.count(1, 1)
		p.pass(p.mentioned(p.at))
		p.fill(n)
	case kindSingle:
		p.afford(1)
		p.fill(1)
	case kindEmpty:
	case kindArray:
		p.array(c)
	default:
		p.fillTyped(p.count(1, 0), false, args)
	}
	l.Elems = append(make([]javaobj.Value, 0, len(p.elems)-bottom), p.elems[bottom:]...)
	p.elems = p.elems[:bottom]
	return l
}

// length reads that of an array.
func (p *direct) length() int {
	if p.one {
		p.mark() // the dimensions: one
		return int(p.uint())
	}
	return int(p.uint()) - 1
}

// array pushes the elements of an array of objects.
func (p *direct) array(c *class) {
	n := p.length()
	if p.gaveUp || n > len(p.data)-p.at || !p.afford(n) {
		p.gaveUp = true
		return
	}
	for ; n > 0 && !p.gaveUp; n-- {
		p.elems = append(p.elems, p.value(&c.slot))
	}
}

// primitives reads an array of primitives.
func (p *direct) primitives(c *class, number int) javaobj.Value {
	n := p.length()
	if p.gaveUp || n > len(p.data)-p.at {
		p.gaveUp = true
		return nil
	}
	if c.prim == 'B' {
		v := &javaobj.Bytes{Data: slices.Clone(p.data[p.at : p.at+n])}
		p.at += n
		p.give(v, number)
		return v
	}
	l := &javaobj.List{Class: c.name}
	p.give(l, number)
	if !p.afford(n) {
		return l
	}
	l.Elems = make([]javaobj.Value, 0, n)
	format := p.primitive(c)
	for ; n > 0 && !p.gaveUp; n-- {
		l.Elems = append(l.Elems, p.box(c.elem, format))
	}
	return l
}

// table reads a map.
func (p *direct) table(c *class, number int, args []*class) javaobj.Value {
	m := &javaobj.Map{Class: c.name}
	p.give(m, number)
	bottom := len(p.elems)
	switch c.kind {
	case kindTreeMap:
		p.comparator()
		p.fillTyped(p.count(2, 1), true, args)
	case kindSingleMap:
		p.afford(2)
		p.fill(2)
	default:
		p.fillTyped(p.count(2, 0), true, args)
	}
	if p.gaveUp {
		return m
	}
	m.Entries = make([]javaobj.Entry, (len(p.elems)-bottom)/2)
	for i := range m.Entries {
		m.Entries[i] = javaobj.Entry{Key: p.elems[bottom+2*i], Value: p.elems[bottom+2*i+1]}
	}
	p.elems = p.elems[:bottom]
	return m
}

// wrapper reads an unmodifiable or synchronized collection, which shows what it
// wraps. Only of what is inside it is certain that all of it is there.
func (p *direct) wrapper(c *class, number int) javaobj.Value {
	p.uint()
	p.afford(1)
	m, l := &javaobj.Map{Class: c.name}, &javaobj.List{Class: c.name}
	var v javaobj.Value = l
	if isMapWrapper(c) {
		v = m
	}
	p.give(v, number)
	before := len(p.values)
	inner := p.any(nil)
	if p.gaveUp = p.gaveUp || len(p.values) == before || p.values[before] != inner; p.gaveUp {
		return v
	}
	switch of := inner.(type) {
	case *javaobj.Map:
		m.Entries, m.Comparator = of.Entries, of.Comparator
	case *javaobj.List:
		l.Elems, l.Comparator = of.Elems, of.Comparator
	}
	return v
}
