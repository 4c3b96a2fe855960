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

	strs slab[str]
	refs slab[ref]
	objs slab[object]
}

// slab makes nodes in growing groups: a stream has many and they live and die
// together.
type slab[T any] struct {
	free []T
	next int
}

func (s *slab[T]) take() *T {
	if len(s.free) == 0 {
		s.next = min(max(2*s.next, 8), 256)
		s.free = make([]T, s.next)
	}
	t := &s.free[0]
	s.free = s.free[1:]
	return t
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
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > p.limits.Depth {
		return nil, p.tooDeep()
	}
	if err := p.count(1); err != nil {
		return nil, err
	}
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

func (p *parser) object() (item, error) {
	class, err := p.descriptor(true)
	if err != nil {
		return nil, err
	}
	o := p.objs.take()
	o.class = class
	o.desc, o.proxy = resolveDesc(class)
	p.register(o)
	desc := o.desc
	if o.proxy != nil {
		desc = o.proxy.parent
	}
	if desc == nil && o.proxy == nil {
		return nil, p.fail("an object without a class")
	}
	var room [maxSuperClasses]*classDesc
	lineage := desc.lineage(&room)
	n := 0
	for _, d := range lineage {
		if d.hasData() {
			n++
		}
	}
	if err := p.count(n); err != nil {
		return nil, err
	}
	if n > 0 {
		o.slots = make([]slot, 0, n)
	}
	for _, d := range lineage {
		if !d.hasData() {
			continue
		}
		o.slots = append(o.slots, slot{desc: d})
		if err := p.slot(&o.slots[len(o.slots)-1]); err != nil {
			return o, err
		}
	}
	return o, nil
}

// slot reads what one class of an object's chain wrote.
func (p *parser) slot(s *slot) error {
	d := s.desc
	switch {
	case d.flags&scExternalizable != 0:
		if d.flags&scBlockData == 0 {
			return p.fail("class %s wrote itself without framing (externalizable, protocol 1), so only the class itself can read on", d.name)
		}
	case d.flags&scSerializable == 0:
		return p.fail("an object of class %s, which isn't serializable", d.name)
	case d.flags&scWriteMethod != 0 && p.bare[d.name]:
	default:
		if d.flags&scWriteMethod != 0 && len(d.fields) > 0 && !jdkClass(d.name) {
			p.suspects = append(p.suspects, d.name)
		}
		if err := p.fields(s); err != nil {
			return err
		}
	}
	if !d.hasAnnotation() {
		return nil
	}
	var err error
	s.data, err = p.annotation()
	return err
}

func (p *parser) fields(s *slot) error {
	var err error
	if s.prims, err = p.bytes(uint64(s.desc.primSize), "the primitive fields"); err != nil {
		return err
	}
	if s.desc.objects == 0 {
		return nil
	}
	if s.desc.objects > p.left() {
		return p.cut("object fields", uint64(s.desc.objects))
	}
	s.fields = make([]item, 0, s.desc.objects)
	for range s.desc.objects {
		it, err := p.content()
		if it != nil {
			s.fields = append(s.fields, it)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// annotation reads blocks and items up to the end mark.
func (p *parser) annotation() ([]item, error) {
	var data []item
	for {
		tag, err := p.u1()
		if err != nil {
			return data, err
		}
		switch tag {
		case tcEndBlockData:
			return data, nil
		case tcBlockData, tcBlockDataLong:
			b, err := p.block(tag)
			if err != nil {
				return data, err
			}
			data = append(data, b)
		default:
			p.pos--
			it, err := p.content()
			if it != nil {
				data = append(data, it)
			}
			if err != nil {
				return data, err
			}
		}
	}
}

func (p *parser) block(tag byte) (*block, error) {
	if err := p.count(1); err != nil {
		return nil, err
	}
	b := &block{long: tag == tcBlockDataLong}
	var n uint64
	if b.long {
		v, err := p.s4()
		if err != nil {
			return nil, err
		}
		if v < 0 {
			return nil, p.fail("a block of %d bytes", v)
		}
		n = uint64(v)
	} else {
		v, err := p.u1()
		if err != nil {
			return nil, err
		}
		n = uint64(v)
	}
	var err error
	b.raw, err = p.bytes(n, "a block")
	return b, err
}

func (p *parser) array() (item, error) {
	class, err := p.descriptor(true)
	if err != nil {
		return nil, err
	}
	a := &array{class: class}
	a.desc, _ = resolveDesc(class)
	if a.desc == nil || len(a.desc.name) < 2 || a.desc.name[0] != '[' {
		return nil, p.fail("an array whose class isn't an array class")
	}
	p.register(a)
	n, err := p.s4()
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, p.fail("an array of length %d", n)
	}
	a.size = int(n)
	size := primitiveSize(a.desc.name[1])
	switch {
	case size < 0:
		return nil, p.fail("an array of the unknown class %q", a.desc.name)
	case size > 0:
		a.raw, err = p.bytes(uint64(n)*uint64(size), "an array")
		return a, err
	}
	if a.size > p.left() {
		return nil, p.cut("an array", uint64(n))
	}
	if err := p.count(a.size); err != nil {
		return nil, err
	}
	a.elems = make([]item, 0, min(a.size, 64))
	for range a.size {
		it, err := p.content()
		if it != nil {
			a.elems = append(a.elems, it)
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

func (p *parser) enum() (item, error) {
	class, err := p.descriptor(true)
	if err != nil {
		return nil, err
	}
	e := &enum{class: class}
	e.desc, _ = resolveDesc(class)
	if e.desc == nil || e.desc.flags&scEnum == 0 {
		return nil, p.fail("an enum constant whose class isn't an enum")
	}
	p.register(e)
	if e.name, err = p.content(); err != nil {
		return nil, notAborted(p, err)
	}
	if _, ok := target(e.name).(*str); !ok {
		return nil, p.fail("an enum constant of %s whose name isn't a string", e.desc.name)
	}
	return e, nil
}

func (p *parser) class() (item, error) {
	class, err := p.descriptor(true)
	if err != nil {
		return nil, err
	}
	c := &classObject{class: class}
	c.desc, c.proxy = resolveDesc(class)
	if c.desc == nil && c.proxy == nil {
		return nil, p.fail("a class object without a class")
	}
	p.register(c)
	return c, nil
}

// exception reads the mark that a writer leaves when it breaks off.
func (p *parser) exception() (item, error) {
	p.resetHandles()
	cause, err := p.content()
	if err == errAborted {
		return nil, p.fail("the writer broke off while it wrote why it broke off")
	}
	if err != nil {
		return nil, err
	}
	p.resetHandles()
	return &exception{cause: cause}, errAborted
}
