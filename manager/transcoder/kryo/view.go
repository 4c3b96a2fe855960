package kryo

import (
	"msmgate/manager/javaobj"
)

// view gives the value of a node, always the same one.
func (d *document) view(n *node) javaobj.Value {
	if n.class == nil {
		return nil
	}
	if n == n.class.self { // kryo 1's empty collections, which all documents share
		return d.sharedView(n)
	}
	if n.view != nil {
		return n.view
	}
	v, fill := d.shape(n)
	n.view = v
	d.seen = append(d.seen, n)
	if fill != nil {
		fill()
	}
	return v
}

// sharedView gives the view of a node that isn't this document's own.
func (d *document) sharedView(n *node) javaobj.Value {
	if d.shared == nil {
		d.shared = map[*node]javaobj.Value{}
	}
	v := d.shared[n]
	if v == nil {
		v, _ = d.shape(n)
		d.shared[n] = v
	}
	return v
}

// learn notes which nodes the views so far were made of.
func (d *document) learn() {
	if d.origin == nil {
		d.origin = make(map[javaobj.Value]*node, len(d.seen))
	}
	for _, n := range d.seen {
		if _, text := n.view.(javaobj.String); !text {
			d.origin[n.view] = n
		}
	}
	d.seen = d.seen[:0]
	for n, view := range d.shared {
		d.origin[view] = n
	}
}

// A view takes more memory than the bytes that it is made of. What would take
// too much, for its record, is shown as opaque.
const (
	viewCost   = 112 // of an element
	viewBudget = 16 << 20
	viewFactor = 20 // of the record's bytes
)

// afford tells whether so many more elements can be shown.
func (d *document) afford(elements int) bool {
	cost := elements * viewCost
	if d.spent+cost > max(viewBudget, viewFactor*len(d.data)) {
		return false
	}
	d.spent += cost
	return true
}

func tooMany(n *node, elements int) javaobj.Value {
	return &javaobj.Opaque{Class: n.class.name, Size: elements, Reason: "the record has more elements than can be shown; it is carried as it is"}
}

// shape gives a node's value, and what fills it: a value may hold itself.
func (d *document) shape(n *node) (v javaobj.Value, fill func()) {
	c := n.class
	if n == d.session {
		return &javaobj.Opaque{Class: c.name, Reason: "it is the map of the session's attributes itself"}, nil
	}
	if !d.afford(len(n.kids)) {
		return tooMany(n, len(n.kids)), nil
	}
	switch c.kind {
	case kindScalar:
		return d.scalarView(n), nil
	case kindEnum:
		return d.enumView(c, n.raw), nil
	case kindClass:
		return &javaobj.Class{Name: d.className(n)}, nil
	case kindBean:
		return d.beanView(n)
	case kindProxy:
		p := &javaobj.Proxy{}
		return p, func() {
			p.Handler = d.view(n.kids[0])
			for _, each := range n.kids[1].kids {
				if each.class != nil {
					p.Interfaces = append(p.Interfaces, d.className(each))
				}
			}
		}
	case kindOptional:
		b := &javaobj.Bean{Class: c.name}
		return b, func() {
			b.Fields = []javaobj.Field{{Declaring: c.name, Name: "value", Type: "java.lang.Object", Value: d.view(n.kids[0])}}
		}
	case kindArray:
		return d.arrayView(n)
	case kindMap, kindTreeMap, kindSingleMap, kindEnumMap:
		m := &javaobj.Map{Class: c.name}
		return m, func() { d.fillMap(m, n) }
	case kindWrapper:
		return d.wrapperView(n)
	case kindEmpty:
		if c.name == "java.util.Collections$EmptyMap" {
			return &javaobj.Map{Class: c.name}, nil
		}
	}
	l := &javaobj.List{Class: c.name}
	return l, func() { d.fillList(l, n) }
}

// fillMap adds the entries, and a comparator's class.
func (d *document) fillMap(m *javaobj.Map, n *node) {
	kids := n.kids
	switch n.class.kind {
	case kindTreeMap:
		m.Comparator, kids = comparator(kids[0]), kids[1:]
	case kindEnumMap:
		of := kids[0].class
		for i := 1; i < len(kids); i += 2 {
			m.Entries = append(m.Entries, javaobj.Entry{Key: d.ordinalView(of, kids[i].raw, false), Value: d.view(kids[i+1])})
		}
		return
	}
	m.Entries = make([]javaobj.Entry, 0, len(kids)/2)
	for i := 0; i+1 < len(kids); i += 2 {
		m.Entries = append(m.Entries, javaobj.Entry{Key: d.view(kids[i]), Value: d.view(kids[i+1])})
	}
}

// fillList adds the elements, and a comparator's class.
func (d *document) fillList(l *javaobj.List, n *node) {
	kids := n.kids
	switch n.class.kind {
	case kindTreeSet:
		l.Comparator, kids = comparator(kids[0]), kids[1:]
	case kindArrayList:
		kids = kids[1:]
	case kindSubList:
		d.fillSubList(l, n)
		return
	case kindEnumSet:
		all := ordinals(n.raw)
		if !d.afford(len(all)) {
			return
		}
		for _, raw := range all {
			l.Elems = append(l.Elems, d.ordinalView(kids[0].class, raw, d.layout != layout1))
		}
		return
	}
	l.Elems = make([]javaobj.Value, 0, len(kids))
	for _, kid := range kids {
		l.Elems = append(l.Elems, d.view(kid))
	}
}

// fillSubList shows the part of the parent list that the sub-list is.
func (d *document) fillSubList(l *javaobj.List, n *node) {
	parent, ok := d.view(n.kids[0]).(*javaobj.List)
	from, at, _ := varint(n.raw, 0)
	to, _, _ := varint(n.raw, at)
	if !ok || parent == l || from > to || int64(to) > int64(len(parent.Elems)) {
		return
	}
	l.Elems = parent.Elems[from:to]
}

func comparator(n *node) string {
	if n.class == nil {
		return ""
	}
	return n.class.name
}

// wrapperView shows what an unmodifiable or synchronized collection wraps.
func (d *document) wrapperView(n *node) (javaobj.Value, func()) {
	inner := n.kids[0]
	name := n.class.name
	if isMapWrapper(n.class) {
		m := &javaobj.Map{Class: name}
		return m, func() {
			if of, ok := d.view(inner).(*javaobj.Map); ok && of != m {
				m.Entries, m.Comparator = of.Entries, of.Comparator
			}
		}
	}
	l := &javaobj.List{Class: name}
	return l, func() {
		if of, ok := d.view(inner).(*javaobj.List); ok && of != l {
			l.Elems, l.Comparator = of.Elems, of.Comparator
		}
	}
}

func isMapWrapper(c *class) bool { return c.dims >= 5 }
