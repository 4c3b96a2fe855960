package javaser

// parser turns a stream into items. It is for streams that a scanner has let
// through, so it checks nothing again.
type parser struct {
	stream
	text string // the same as data, shared by all strings and names
	// all holds every node that took a handle; those before base stood before
	// a reset.
	all  []handled
	base int
	// mentioned tells of which of these there is a reference; nil if nobody asks.
	mentioned []bool
	// bare names the classes whose writeObject wrote no field values.
	bare map[string]bool
	// direct knows what handles stand for that have no node; nil if all have.
	direct *direct
	// aborted is set where the writer broke off (WIRE-51), up to the top level.
	aborted bool

	strs   slab[str]
	refs   slab[ref]
	objs   slab[object]
	blocks slab[block]
	slots  slab[slot]
	lists  slab[item]
	descs  slab[classDesc]
	fields slab[field]
	// stack holds the items of the annotations that are being read.
	stack []item
}

// stream reads big-endian numbers without asking whether there are any left.
type stream struct {
	data []byte
	pos  int
}

func (s *stream) u1() byte {
	s.pos++
	return s.data[s.pos-1]
}

func (s *stream) u2() int {
	s.pos += 2
	return int(be16(s.data[s.pos-2:]))
}

func (s *stream) u4() int {
	s.pos += 4
	return int(be32(s.data[s.pos-4:]))
}

func (s *stream) u8() uint64 {
	s.pos += 8
	return be64(s.data[s.pos-8:])
}

func (s *stream) bytes(n int) []byte {
	s.pos += n
	return s.data[s.pos-n : s.pos : s.pos]
}

// string is bytes without a copy.
func (p *parser) string(n int) string {
	p.pos += n
	return p.text[p.pos-n : p.pos]
}

func (p *parser) utf() string { return p.string(p.u2()) }

// slab makes nodes in growing groups: a stream has many and they live and die
// together.
type slab[T any] struct {
	free  []T
	whole []T // the group that free is the rest of
	next  int
	left  int // that are expected
}

// expect says how many there will be; more or fewer do no harm.
func (s *slab[T]) expect(n int) { s.left = n }

func (s *slab[T]) take() *T { return &s.list(1)[:1][0] }

// list gives room for n.
func (s *slab[T]) list(n int) []T {
	if n > 256 {
		return make([]T, 0, n)
	}
	if len(s.free) < n {
		s.next = min(max(2*s.next, 8, n), 256)
		if s.left > 0 {
			s.next = min(max(s.left, n), 256)
			s.left -= s.next
		}
		s.whole = make([]T, s.next)
		s.free = s.whole
	}
	l := s.free[:0:n]
	s.free = s.free[n:]
	return l
}

// again takes back what the last group has given away.
func (s *slab[T]) again() {
	clear(s.whole[:len(s.whole)-len(s.free)])
	s.free = s.whole
}

func (p *parser) register(n handled) { p.all = append(p.all, n) }

func (p *parser) resetHandles() { p.base = len(p.all) }

// expect tells the slabs what the scanner has counted.
func (p *parser) expect(d *document) {
	p.strs.expect(int(d.strings))
	p.descs.expect(int(d.classes))
	rest := int(d.handles - d.strings - d.classes) // objects, most of them
	p.objs.expect(rest)
	p.slots.expect(rest)
}

// frame makes the nodes of MSM's frame, whose names are known.
func (p *parser) frame(d *document) {
	p.pos = 4 // behind the header
	d.before = p.resets()
	d.count = p.content().(*object)
	all, first := make([]nodes, len(d.attrs)), make([]uint32, len(d.attrs))
	for i := range d.attrs {
		n := &all[i]
		n.before = p.resets()
		n.key = p.content()
		n.between = p.resets()
		first[i], n.from = uint32(len(p.all)), uint32(p.pos)
		n.value = p.content()
		n.to = uint32(p.pos)
		if p.aborted {
			p.aborted = false
			n.partial, n.value = n.value, p.content()
		}
		d.attrs[i].nodes = n
	}
	for i := range all {
		all[i].alone = all[i].partial == nil && p.isAlone(all[i].value, int(first[i]))
	}
}

// isAlone tells whether nothing refers to a node, which is among those that took
// their handles from first on.
func (p *parser) isAlone(it item, first int) bool {
	n, ok := it.(handled)
	for i := first; ok && i < len(p.all); i++ {
		if p.all[i] == n {
			return !p.mentioned[i]
		}
	}
	return false
}

// resets reads the resets in front of a top-level item.
func (p *parser) resets() []item {
	var list []item
	for p.pos < len(p.data) && p.data[p.pos] == tcReset {
		p.pos++
		p.resetHandles()
		list = append(list, &reset{})
	}
	return list
}

// content reads one item. If the writer broke off in it, it is what there was
// before, and may be nil.
func (p *parser) content() item {
	switch tag := p.u1(); tag {
	case tcReference:
		return p.reference()
	case tcString, tcLongString:
		return p.str(tag)
	case tcObject:
		return p.object()
	case tcArray:
		return p.array()
	case tcEnum:
		return p.enum()
	case tcClass:
		return p.class()
	case tcClassDesc, tcProxyClassDesc:
		p.pos--
		return p.descriptor()
	case tcException:
		return p.exception()
	}
	return theNull
}

func (p *parser) reference() item {
	r := p.refs.take()
	i := p.base + p.u4() - firstHandle
	if r.to = p.all[i]; r.to == nil {
		r.to = p.direct.node(i)
	}
	if p.mentioned != nil {
		p.mentioned[i] = true
	}
	return r
}

func (p *parser) str(tag byte) item {
	s := p.strs.take()
	p.register(s)
	if s.long = tag == tcLongString; s.long {
		s.raw = p.string(int(p.u8()))
	} else {
		s.raw = p.utf()
	}
	return s
}
