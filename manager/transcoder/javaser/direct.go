package javaser

import (
	"slices"
	"sync"

	"msmgate/manager/javaobj"
)

// direct makes Values straight from a stream that a scanner has let through: most
// sessions that are read are never edited in a way that needs nodes. What isn't
// plain content it reads as the parser does, and shows those nodes; where the two
// would have to know of each other's objects it gives up, and all nodes are made.
type direct struct {
	parser
	doc *document
	// values are by handle; nil where there is a node, or nothing to show.
	values []javaobj.Value
	// elems holds the elements of what is being read.
	elems []javaobj.Value
	// group is room for strings that become Values together.
	group textGroup
	// box is the class of the box that was read last.
	box *classDesc
	// gaveUp says that nodes must be made; what is read after that means nothing.
	gaveUp bool

	shapes    slab[shape]
	chains    slab[*classDesc]
	templates slab[javaobj.Field]
}

// straight are the Values of a document that has no nodes yet.
type straight struct {
	// values are by handle; they become those of the nodes.
	values []javaobj.Value
	attrs  []straightAttr
}

// straightAttr is an attribute's value.
type straightAttr struct {
	value javaobj.Value
	// from and to are where it stands in the document's data.
	from, to uint32
	// handle is the value's, if that is a string, or a box as the JDK describes it,
	// that nothing refers to; else -1. code is the type of a box.
	handle int32
	code   byte
}

// directs keeps the tables of direct readers for the next stream.
var directs = sync.Pool{New: func() any {
	p := new(direct)
	p.parser.direct = p
	return p
}}

// read makes all Values without nodes; false says that nodes must be made.
func (d *document) read() bool {
	if d.straight != nil {
		return true
	}
	if !d.unparsed || !d.simple {
		return false
	}
	d.named()
	p := directs.Get().(*direct)
	p.begin(d)
	defer func() {
		if p.release() {
			directs.Put(p)
		}
	}()
	attrs := p.frame(len(d.attrs))
	if p.gaveUp {
		d.view = view{}
		return false
	}
	for i, n := range p.all {
		if n != nil && p.values[i] == nil {
			p.values[i] = n.identity().val
		}
	}
	d.straight = &straight{values: p.values, attrs: attrs}
	for _, e := range d.exchanged {
		d.straight.put(e.attr, e.value)
	}
	d.exchanged = nil
	return true
}

func (p *direct) begin(d *document) {
	p.doc, p.stream, p.text = d, stream{data: d.data}, string(d.data)
	p.values = make([]javaobj.Value, d.handles)
	p.all = slices.Grow(p.all, int(d.handles))
	p.mentioned = slices.Grow(p.mentioned, int(d.handles))[:d.handles]
	p.gaveUp = false
}

// release empties the tables; false says that they are too large to be kept.
func (p *direct) release() bool {
	const most = 1 << 12
	if cap(p.all) > most || cap(p.elems) > most || cap(p.stack) > most {
		return false
	}
	clear(p.all)
	clear(p.elems[:cap(p.elems)])
	clear(p.stack[:cap(p.stack)])
	clear(p.mentioned)
	p.all, p.elems, p.stack, p.mentioned = p.all[:0], p.elems[:0], p.stack[:0], p.mentioned[:0]
	p.doc, p.stream, p.text, p.values, p.box = nil, stream{}, "", nil, nil
	clear(p.group[:])
	p.strs.again()
	p.refs.again()
	p.objs.again()
	p.blocks.again()
	p.slots.again()
	p.lists.again()
	p.descs.again()
	p.fields.again()
	p.shapes.again()
	p.chains.again()
	p.templates.again()
	return true
}

// frame reads n attributes of MSM's frame.
func (p *direct) frame(n int) []straightAttr {
	p.pos = 4 // behind the header
	p.content()
	attrs := make([]straightAttr, n)
	for i := range attrs {
		p.content()
		a := &attrs[i]
		a.from, a.handle, p.box = uint32(p.pos), -1, nil
		a.value = p.value()
		a.to = uint32(p.pos)
		if p.gaveUp {
			return nil
		}
		last := len(p.all) - 1
		switch p.data[a.from] {
		case tcString:
			a.handle = int32(last)
		case tcObject:
			if p.box != nil && p.box.isJDK() && p.values[last] == a.value {
				a.handle, a.code = int32(last), boxes[p.box.name]
			}
		}
	}
	for i := range attrs {
		if a := &attrs[i]; a.handle >= 0 && p.mentioned[a.handle] {
			a.handle = -1
		}
	}
	return attrs
}

// put changes the Value of an attribute that nothing refers to.
func (s *straight) put(i int, v javaobj.Value) {
	a := &s.attrs[i]
	a.value = v
	if a.handle >= 0 {
		s.values[a.handle] = v
	}
}

// adopt makes the Values those of the nodes.
func (s *straight) adopt(all []handled) {
	for i, n := range all {
		n.identity().val = s.values[i]
	}
}
