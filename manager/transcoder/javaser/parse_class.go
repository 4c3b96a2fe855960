package javaser

// descriptor reads a class descriptor, a reference to one, or null.
func (p *parser) descriptor() item {
	switch p.u1() {
	case tcReference:
		return p.reference()
	case tcClassDesc:
		return p.classDesc()
	case tcProxyClassDesc:
		return p.proxyDesc()
	}
	return theNull
}

func (p *parser) classDesc() item {
	d := p.descs.take()
	d.name, d.suid = p.utf(), p.u8()
	p.register(d)
	d.flags = p.u1()
	if n := p.u2(); n > 0 {
		d.fields = p.fields.list(n)[:n]
	}
	for i := range d.fields {
		f := &d.fields[i]
		f.code = p.u1()
		f.name = p.utf()
		if primitiveSize(f.code) == 0 {
			f.typ = p.content()
		}
	}
	d.annotation = p.annotation()
	d.super = p.descriptor()
	d.finish()
	return d
}

func (p *parser) proxyDesc() item {
	d := &proxyDesc{}
	p.register(d)
	for range p.u4() {
		d.interfaces = append(d.interfaces, p.utf())
	}
	d.annotation = p.annotation()
	d.super = p.descriptor()
	d.parent, _ = resolveDesc(d.super)
	d.complete = true
	return d
}
