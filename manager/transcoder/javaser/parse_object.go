package javaser

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
		o.slots = p.slots.list(n)
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
	s.fields = p.lists.list(s.desc.objects)
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
	bottom := len(p.stack)
	err := p.pushAnnotation()
	var data []item
	if n := len(p.stack) - bottom; n > 0 {
		data = append(p.lists.list(n), p.stack[bottom:]...)
		p.stack = p.stack[:bottom]
	}
	return data, err
}

func (p *parser) pushAnnotation() error {
	for {
		tag, err := p.u1()
		if err != nil {
			return err
		}
		switch tag {
		case tcEndBlockData:
			return nil
		case tcBlockData, tcBlockDataLong:
			b, err := p.block(tag)
			if err != nil {
				return err
			}
			p.stack = append(p.stack, b)
		default:
			p.pos--
			it, err := p.content()
			if it != nil {
				p.stack = append(p.stack, it)
			}
			if err != nil {
				return err
			}
		}
	}
}

func (p *parser) block(tag byte) (*block, error) {
	if err := p.count(1); err != nil {
		return nil, err
	}
	b := p.blocks.take()
	b.long = tag == tcBlockDataLong
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
