package javaser

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
	a.elems = p.lists.list(min(a.size, 64))
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
