package javaser

import (
	"errors"

	"msmgate/manager/transcoder"
)

// errAborted unwinds the parser and the emitter to the top level where the
// writer itself broke off (WIRE-51).
var errAborted = errors.New("the writer broke off here")

// parser turns a stream into items.
type parser struct {
	cursor
	limits   transcoder.Limits
	elements int
	depth    int
	// all holds every node that took a handle; those before base stood before
	// a reset.
	all  []handled
	base int
	// bare names the classes whose writeObject is taken to have written no
	// field values; suspects are those of which it isn't known.
	bare     map[string]bool
	suspects []string

	strs   slab[str]
	refs   slab[ref]
	objs   slab[object]
	blocks slab[block]
	slots  slab[slot]
	lists  slab[item]
	// stack holds the items of the annotations that are being read.
	stack []item
}

// slab makes nodes in growing groups: a stream has many and they live and die
// together.
type slab[T any] struct {
	free []T
	next int
}

func (s *slab[T]) take() *T { return &s.list(1)[:1][0] }

// list gives room for n.
func (s *slab[T]) list(n int) []T {
	if n > 256 {
		return make([]T, 0, n)
	}
	if len(s.free) < n {
		s.next = min(max(2*s.next, 8, n), 256)
		s.free = make([]T, s.next)
	}
	l := s.free[:0:n]
	s.free = s.free[n:]
	return l
}

func (p *parser) count(n int) error {
	p.elements += n
	if p.elements > p.limits.Elements {
		return &transcoder.LimitError{Limit: "elements", Max: p.limits.Elements}
	}
	return nil
}

func (p *parser) tooDeep() error {
	return &transcoder.LimitError{Limit: "depth", Max: p.limits.Depth}
}

func (p *parser) register(n handled) { p.all = append(p.all, n) }

func (p *parser) resetHandles() { p.base = len(p.all) }

func (p *parser) header() error {
	magic, err := p.u2()
	if err != nil {
		return err
	}
	version, err := p.u2()
	if err != nil {
		return err
	}
	if magic != streamMagic || version != streamVersion {
		p.pos = 0
		return p.fail("it begins with %04x %04x and not with aced 0005, so it isn't Java serialization", magic, version)
	}
	return nil
}

// content reads one item. With errAborted the item is what there was before
// the writer broke off.
func (p *parser) content() (item, error) {
	tag, err := p.u1()
	if err != nil {
		return nil, err
	}
	if tag == tcNull {
		return theNull, p.count(1)
	}
	if tag == tcReference {
		return p.reference()
	}
	if p.depth++; p.depth > p.limits.Depth {
		return nil, p.tooDeep()
	}
	if err := p.count(1); err != nil {
		return nil, err
	}
	it, err := p.tagged(tag)
	p.depth--
	return it, err
}

// tagged reads what follows a tag.
func (p *parser) tagged(tag byte) (item, error) {
	switch tag {
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
		return p.descriptor(false)
	case tcException:
		return p.exception()
	case tcReset:
		return nil, p.fail("a reset inside an object")
	}
	p.pos--
	return nil, p.fail("unknown tag %#02x", tag)
}

func (p *parser) reference() (item, error) {
	if err := p.count(1); err != nil {
		return nil, err
	}
	h, err := p.s4()
	if err != nil {
		return nil, err
	}
	i := uint32(h) - firstHandle
	if uint64(i) >= uint64(len(p.all)-p.base) {
		p.pos -= 4
		return nil, p.fail("a reference to %#x, which isn't there yet", uint32(h))
	}
	r := p.refs.take()
	r.to = p.all[p.base+int(i)]
	return r, nil
}

func (p *parser) str(tag byte) (item, error) {
	s := p.strs.take()
	p.register(s)
	var err error
	if tag == tcString {
		s.raw, err = p.utf()
		return s, err
	}
	s.long = true
	n, err := p.u8()
	if err != nil {
		return nil, err
	}
	s.raw, err = p.bytes(n, "a long string")
	return s, err
}
