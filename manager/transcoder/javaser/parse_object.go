package javaser

func (p *parser) object() item {
	return p.instance(p.descriptor())
}

// instance reads an object behind its class.
func (p *parser) instance(class item) item {
	o := p.objs.take()
	o.class = class
	o.desc, o.proxy = resolveDesc(o.class)
	p.register(o)
	desc := o.desc
	if o.proxy != nil {
		desc = o.proxy.parent
	}
	var room [maxSuperClasses]*classDesc
	lineage := desc.lineage(&room)
	n := 0
	for _, d := range lineage {
		if d.hasData() {
			n++
		}
	}
	if n > 0 {
		o.slots = p.slots.list(n)
	}
	for _, d := range lineage {
		if !d.hasData() {
			continue
		}
		o.slots = append(o.slots, slot{desc: d})
		p.slot(&o.slots[len(o.slots)-1])
		if p.aborted {
			break
		}
	}
	return o
}

// slot reads what one class of an object's chain wrote.
func (p *parser) slot(s *slot) {
	d := s.desc
	bare := d.flags&scWriteMethod != 0 && p.bare[d.name]
	if d.flags&scSerializable != 0 && !bare {
		s.prims = p.bytes(d.primSize)
		if d.objects > 0 {
			s.fields = p.items(p.lists.list(d.objects), d.objects)
		}
	}
	if d.hasAnnotation() && !p.aborted {
		s.data = p.annotation()
	}
}

// items appends n items, or fewer if the writer broke off.
func (p *parser) items(list []item, n int) []item {
	for range n {
		if it := p.content(); it != nil {
			list = append(list, it)
		}
		if p.aborted {
			break
		}
	}
	return list
}

// annotation reads blocks and items up to the end mark.
func (p *parser) annotation() []item {
	if p.stack == nil {
		p.stack = make([]item, 0, min(2*cap(p.all), 64))
	}
	bottom := len(p.stack)
	p.pushAnnotation()
	var data []item
	if n := len(p.stack) - bottom; n > 0 {
		data = append(p.lists.list(n), p.stack[bottom:]...)
		p.stack = p.stack[:bottom]
	}
	return data
}

func (p *parser) pushAnnotation() {
	for !p.aborted {
		switch tag := p.u1(); tag {
		case tcEndBlockData:
			return
		case tcBlockData, tcBlockDataLong:
			p.stack = append(p.stack, p.block(tag))
		default:
			p.pos--
			if it := p.content(); it != nil {
				p.stack = append(p.stack, it)
			}
		}
	}
}

func (p *parser) block(tag byte) *block {
	b := p.blocks.take()
	if b.long = tag == tcBlockDataLong; b.long {
		b.raw = p.bytes(p.u4())
	} else {
		b.raw = p.bytes(int(p.u1()))
	}
	return b
}
