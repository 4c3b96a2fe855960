package javaser

// descriptor reads a class descriptor, a reference to one, or null. With
// complete, null and a class that is still being described are refused.
func (p *parser) descriptor(complete bool) (item, error) {
	at := p.pos
	tag, err := p.u1()
	if err != nil {
		return nil, err
	}
	if err := p.count(1); err != nil {
		return nil, err
	}
	var it item
	switch tag {
	case tcNull:
		it = theNull
	case tcReference:
		it, err = p.reference()
	case tcClassDesc:
		it, err = p.classDesc()
	case tcProxyClassDesc:
		it, err = p.proxyDesc()
	default:
		p.pos = at
		return nil, p.fail("tag %#02x where a class is described", tag)
	}
	if err != nil {
		return nil, err
	}
	if it == theNull && !complete {
		return it, nil
	}
	class, proxy := resolveDesc(it)
	if class == nil && proxy == nil {
		p.pos = at
		return nil, p.fail("no class where a class is described")
	}
	if class != nil && !class.complete || proxy != nil && !proxy.complete {
		p.pos = at
		return nil, p.fail("a class is used inside its own description")
	}
	return it, nil
}

func (p *parser) classDesc() (item, error) {
	name, err := p.utf()
	if err != nil {
		return nil, err
	}
	d := &classDesc{name: string(name)}
	if d.suid, err = p.u8(); err != nil {
		return nil, err
	}
	p.register(d)
	if d.flags, err = p.u1(); err != nil {
		return nil, err
	}
	if d.flags&scSerializable != 0 && d.flags&scExternalizable != 0 {
		return nil, p.fail("class %s is said to be both serializable and externalizable", d.name)
	}
	n, err := p.u2()
	if err != nil {
		return nil, err
	}
	if n*3 > p.left() {
		return nil, p.cut("field descriptions", uint64(n)*3)
	}
	if err := p.count(n); err != nil {
		return nil, err
	}
	if n > 0 {
		d.fields = make([]field, n)
	}
	for i := range d.fields {
		if err := p.field(&d.fields[i]); err != nil {
			return nil, err
		}
	}
	if d.annotation, err = p.classAnnotation(); err != nil {
		return nil, err
	}
	if d.super, err = p.super(); err != nil {
		return nil, err
	}
	if fault := d.finish(); fault != "" {
		return nil, p.fail("class %s: %s", d.name, fault)
	}
	return d, nil
}

func (p *parser) field(f *field) error {
	var err error
	if f.code, err = p.u1(); err != nil {
		return err
	}
	size := primitiveSize(f.code)
	if size < 0 {
		return p.fail("a field of the unknown type %#02x", f.code)
	}
	name, err := p.utf()
	if err != nil {
		return err
	}
	f.name = string(name)
	if size > 0 {
		return nil
	}
	if f.typ, err = p.content(); err != nil {
		return notAborted(p, err)
	}
	if _, ok := target(f.typ).(*str); !ok {
		return p.fail("the type of field %s isn't a string", f.name)
	}
	return nil
}

func (p *parser) proxyDesc() (item, error) {
	d := &proxyDesc{}
	p.register(d)
	n, err := p.s4()
	if err != nil {
		return nil, err
	}
	if n < 0 || int64(n)*2 > int64(p.left()) {
		return nil, p.fail("a proxy class with %d interfaces", n)
	}
	if err := p.count(int(n)); err != nil {
		return nil, err
	}
	for range n {
		name, err := p.utf()
		if err != nil {
			return nil, err
		}
		d.interfaces = append(d.interfaces, string(name))
	}
	if d.annotation, err = p.classAnnotation(); err != nil {
		return nil, err
	}
	if d.super, err = p.super(); err != nil {
		return nil, err
	}
	super, proxy := resolveDesc(d.super)
	if proxy != nil {
		return nil, p.fail("a proxy class below a proxy class")
	}
	d.parent = super
	d.complete = true
	return d, nil
}

// super reads the description of a super class. Chains are nested content,
// so they count as depth.
func (p *parser) super() (item, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > p.limits.Depth {
		return nil, p.tooDeep()
	}
	return p.descriptor(false)
}

func (p *parser) classAnnotation() ([]item, error) {
	data, err := p.annotation()
	return data, notAborted(p, err)
}

// notAborted refuses a writer's break-off inside the description of a class,
// or the name of an enum constant, where
// none can be.
func notAborted(p *parser, err error) error {
	if err == errAborted {
		return p.fail("the writer broke off where a class or an enum constant is described")
	}
	return err
}
