package javaser

import (
	"slices"

	"msmgate/manager/javaobj"
)

// holder reads a collection's own fields and pushes its elements; n is how many
// it says that it has, or -1.
func (p *direct) holder(s *shape) (n int, comparing string) {
	c := s.chain[0]
	prims := p.bytes(c.primSize)
	if c.objects > 0 {
		fields := p.items(p.lists.list(c.objects), c.objects)
		if s.comparator >= 0 {
			comparing = comparator(target(fields[s.comparator]))
		}
	}
	raw := p.elements()
	if p.gaveUp {
		return -1, ""
	}
	if len(s.chain) > 1 {
		p.bytes(s.chain[1].primSize)
	}
	switch {
	case s.count.ends:
		return -1, comparing
	case s.count.block == 0:
		return int(int32(be32(prims[s.sizeAt:]))), comparing
	}
	n, ok := s.count.in(raw)
	p.gaveUp = p.gaveUp || !ok
	return n, comparing
}

// elements gives the bytes that a class wrote first and pushes what follows them,
// which must be elements only.
func (p *direct) elements() (raw []byte) {
	bottom := len(p.elems)
	for !p.gaveUp {
		switch tag := p.u1(); tag {
		case tcEndBlockData:
			return raw
		case tcBlockData, tcBlockDataLong:
			size := 0
			if tag == tcBlockData {
				size = int(p.u1())
			} else {
				size = p.u4()
			}
			p.gaveUp = len(p.elems) > bottom || raw != nil
			raw = p.bytes(size)
		case tcString:
			p.texts()
		default:
			p.pos--
			p.elems = append(p.elems, p.value())
		}
	}
	return nil
}

// list reads a collection.
func (p *direct) list(s *shape) javaobj.Value {
	l := &javaobj.List{Class: s.class}
	p.give(l)
	bottom := len(p.elems)
	n, comparing := p.holder(s)
	if p.gaveUp {
		return l
	}
	elems := p.elems[bottom:]
	if n < 0 && s.count.ends {
		n = len(elems) - 1
		p.gaveUp = n < 0 || elems[n] != nil
		elems = elems[:max(n, 0)]
	}
	p.gaveUp = p.gaveUp || n != len(elems)
	l.Comparator = comparing
	if len(elems) > 0 {
		l.Elems = slices.Clone(elems)
	}
	p.elems = p.elems[:bottom]
	return l
}

// table reads a map.
func (p *direct) table(s *shape) javaobj.Value {
	m := &javaobj.Map{Class: s.class}
	p.give(m)
	bottom := len(p.elems)
	n, comparing := p.holder(s)
	if p.gaveUp {
		return m
	}
	elems := p.elems[bottom:]
	if s.count.ends {
		elems = withoutEnd(elems)
		n = len(elems) / 2
	}
	p.gaveUp = 2*n != len(elems)
	m.Comparator = comparing
	if len(elems) > 1 {
		m.Entries = make([]javaobj.Entry, len(elems)/2)
		for i := range m.Entries {
			m.Entries[i] = javaobj.Entry{Key: elems[2*i], Value: elems[2*i+1]}
		}
	}
	p.elems = p.elems[:bottom]
	return m
}

// withoutEnd cuts the null, or the two, that end a map.
func withoutEnd(elems []javaobj.Value) []javaobj.Value {
	n := len(elems)
	if n > 0 && n%2 == 0 && elems[n-2] == nil {
		return elems[:n-2]
	}
	if n%2 == 1 && elems[n-1] == nil {
		return elems[:n-1]
	}
	return elems
}
