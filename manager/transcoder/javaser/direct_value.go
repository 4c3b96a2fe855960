package javaser

import "msmgate/manager/javaobj"

// value reads one item as a Value; nil is Java's null.
func (p *direct) value() javaobj.Value {
	if p.gaveUp {
		return nil
	}
	switch tag := p.u1(); tag {
	case tcNull:
		return nil
	case tcReference:
		return p.again()
	case tcString:
		return p.newText()
	case tcObject:
		return p.object()
	case tcArray:
		return p.array()
	}
	p.pos--
	return p.shown(p.content())
}

// shown gives the Value of nodes.
func (p *direct) shown(it item) javaobj.Value {
	if p.gaveUp {
		return nil
	}
	return p.doc.value(it)
}

// give gives a Value its handle.
func (p *direct) give(v javaobj.Value) {
	p.values[len(p.all)] = v
	p.all = append(p.all, nil)
}

// again gives the Value that a reference stands for.
func (p *direct) again() javaobj.Value {
	i := p.u4() - firstHandle
	p.mentioned[i] = true
	v := p.values[i]
	if v == nil {
		v = p.shown(p.all[i])
		p.values[i] = v
		return v
	}
	if s, ok := v.(javaobj.String); ok && p.doc.repeat(v, len(s)) != v {
		p.gaveUp = true
	}
	return v
}

// node gives a node for a Value that nodes refer to. Where more counts than its
// text, only nodes will do.
func (p *direct) node(i int) handled {
	s, ok := p.values[i].(javaobj.String)
	p.gaveUp = p.gaveUp || !ok
	n := newStr(string(s))
	n.val = p.values[i]
	return n
}

func (p *direct) array() javaobj.Value {
	desc, _ := resolveDesc(p.descriptor())
	code := desc.name[1]
	if code == 'B' {
		v := &javaobj.Bytes{}
		p.give(v)
		v.Data = p.bytes(p.u4())
		return v
	}
	list := &javaobj.List{Class: javaName(desc.name)}
	p.give(list)
	n := p.u4()
	size := primitiveSize(code)
	if size > 0 && !p.doc.spend(n) {
		p.gaveUp = true
	}
	if p.gaveUp || n == 0 && size == 0 {
		return list
	}
	list.Elems = make([]javaobj.Value, n)
	for i := range list.Elems {
		if size > 0 {
			list.Elems[i] = p.doc.primitive(code, p.bytes(size))
		} else {
			list.Elems[i] = p.value()
		}
	}
	return list
}

func (p *direct) object() javaobj.Value {
	class := p.descriptor()
	desc, _ := resolveDesc(class)
	if desc == nil { // a proxy
		return p.shown(p.instance(class))
	}
	s := p.shapeOf(desc)
	switch s.kind {
	case shapeBox:
		v := p.doc.primitive(s.code, p.bytes(desc.primSize))
		p.give(v)
		p.box = desc
		return v
	case shapeDate:
		return p.date(s)
	case shapeList:
		return p.list(s)
	case shapeMap:
		return p.table(s)
	case shapeBean:
		return p.bean(s)
	}
	return p.shown(p.instance(class))
}

func (p *direct) date(s *shape) javaobj.Value {
	v := &javaobj.Date{Class: s.class}
	p.give(v)
	bottom := len(p.elems)
	raw := p.elements()
	if p.gaveUp = p.gaveUp || len(raw) != 8 || len(p.elems) > bottom; !p.gaveUp {
		v.Millis = int64(be64(raw))
	}
	return v
}

// bean reads an object that is shown by its fields, and by what its classes wrote
// themselves.
func (p *direct) bean(s *shape) javaobj.Value {
	b := &javaobj.Bean{Class: s.class}
	p.give(b)
	if len(s.fields) > 0 {
		b.Fields = append(make([]javaobj.Field, 0, len(s.fields)), s.fields...)
	}
	bottom, at := len(p.elems), 0
	for _, c := range s.chain {
		if p.gaveUp {
			break
		}
		for i := range c.fields {
			f := &b.Fields[at]
			if size := primitiveSize(c.fields[i].code); size > 0 {
				f.Value = p.doc.primitive(c.fields[i].code, p.bytes(size))
			} else {
				f.Value = p.value()
			}
			at++
		}
		if c.hasAnnotation() {
			p.written()
		}
	}
	if len(p.elems) > bottom {
		b.Data = append([]javaobj.Value(nil), p.elems[bottom:]...)
		p.elems = p.elems[:bottom]
	}
	return b
}

// written pushes what a class wrote itself; cuts between blocks mean nothing.
func (p *direct) written() {
	var run javaobj.Raw
	for !p.gaveUp {
		tag := p.u1()
		if tag == tcBlockData || tag == tcBlockDataLong {
			run = append(run, p.block(tag).raw...)
			continue
		}
		if run != nil {
			p.elems, run = append(p.elems, run), nil
		}
		if tag == tcEndBlockData {
			return
		}
		p.pos--
		p.elems = append(p.elems, p.value())
	}
}
