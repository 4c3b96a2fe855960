package javaser

func (p *parser) array() item {
	class := p.descriptor()
	a := &array{class: class}
	a.desc, _ = resolveDesc(class)
	p.register(a)
	a.size = p.u4()
	if size := primitiveSize(a.desc.name[1]); size > 0 {
		a.raw = p.bytes(a.size * size)
		return a
	}
	a.elems = p.items(p.lists.list(a.size), a.size) // they are all there, so this is no blind trust
	return a
}

func (p *parser) enum() item {
	class := p.descriptor()
	e := &enum{class: class}
	e.desc, _ = resolveDesc(class)
	p.register(e)
	e.name = p.content()
	return e
}

func (p *parser) class() item {
	class := p.descriptor()
	c := &classObject{class: class}
	c.desc, c.proxy = resolveDesc(class)
	p.register(c)
	return c
}

// exception reads the mark that a writer leaves when it breaks off.
func (p *parser) exception() item {
	p.resetHandles()
	cause := p.content()
	p.resetHandles()
	p.aborted = true
	return &exception{cause: cause}
}
