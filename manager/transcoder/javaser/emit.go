package javaser

import "msmgate/manager/transcoder"

// emitter writes items and gives handles anew, in the order in which a Java
// writer would.
//
//   - A reference to a node that was written becomes a reference to its new
//     handle.
//   - A reference to a node that wasn't, because the attribute that held it is
//     gone, becomes the node itself.
//   - A node met for the second time becomes a reference.
//
// What nobody edited comes out exactly as it was.
type emitter struct {
	out   []byte
	round uint32
	next  uint32
	depth int
	max   int
	doc   *document
}

func (e *emitter) header() {
	e.out = put2(put2(e.out, streamMagic), streamVersion)
}

// again starts handles anew.
func (e *emitter) again() {
	e.doc.round++
	e.round, e.next = e.doc.round, firstHandle
}

// seen writes a reference if the node was written before.
func (e *emitter) seen(n handled) bool {
	id := n.identity()
	if id.round != e.round {
		return false
	}
	e.out = put4(append(e.out, tcReference), id.handle)
	return true
}

func (e *emitter) give(n handled) {
	id := n.identity()
	id.round, id.handle = e.round, e.next
	e.next++
}

// item writes one item; errAborted says that the item was where the writer
// broke off (WIRE-51).
func (e *emitter) item(it item) error {
	it = target(it)
	if n, ok := it.(handled); ok && e.seen(n) {
		return nil
	}
	e.depth++
	defer func() { e.depth-- }()
	if e.depth > e.max {
		return &transcoder.LimitError{Limit: "depth", Max: e.max}
	}
	switch n := it.(type) {
	case *null:
		e.out = append(e.out, tcNull)
	case *str:
		e.str(n)
	case *block:
		e.block(n)
	case *object:
		return e.object(n)
	case *array:
		return e.array(n)
	case *enum:
		e.out = append(e.out, tcEnum)
		if err := e.item(n.class); err != nil {
			return err
		}
		e.give(n)
		return e.item(n.name)
	case *classObject:
		e.out = append(e.out, tcClass)
		if err := e.item(n.class); err != nil {
			return err
		}
		e.give(n)
	case *classDesc:
		return e.classDesc(n)
	case *proxyDesc:
		return e.proxyDesc(n)
	case *exception:
		e.out = append(e.out, tcException)
		e.again()
		if err := e.item(n.cause); err != nil {
			return err
		}
		e.again()
		return errAborted
	case *reset:
		e.out = append(e.out, tcReset)
		e.again()
	}
	return nil
}

func (e *emitter) items(list []item) error {
	for _, it := range list {
		if err := e.item(it); err != nil {
			return err
		}
	}
	return nil
}

func (e *emitter) str(s *str) {
	e.give(s)
	e.out = appendStr(e.out, s)
}

func (e *emitter) block(b *block) {
	if b.long {
		e.out = put4(append(e.out, tcBlockDataLong), uint32(len(b.raw)))
	} else {
		e.out = append(e.out, tcBlockData, byte(len(b.raw)))
	}
	e.out = append(e.out, b.raw...)
}

func (e *emitter) object(o *object) error {
	e.out = append(e.out, tcObject)
	if err := e.item(o.class); err != nil {
		return err
	}
	e.give(o)
	for i := range o.slots {
		s := &o.slots[i]
		e.out = append(e.out, s.prims...)
		if err := e.items(s.fields); err != nil {
			return err
		}
		if !s.desc.hasAnnotation() {
			continue
		}
		if err := e.items(s.data); err != nil {
			return err
		}
		e.out = append(e.out, tcEndBlockData)
	}
	return nil
}

func (e *emitter) array(a *array) error {
	e.out = append(e.out, tcArray)
	if err := e.item(a.class); err != nil {
		return err
	}
	e.give(a)
	e.out = put4(e.out, uint32(a.size))
	e.out = append(e.out, a.raw...)
	return e.items(a.elems)
}

func (e *emitter) classDesc(d *classDesc) error {
	e.out = append(e.out, tcClassDesc)
	e.utf(d.name)
	e.out = put8(e.out, d.suid)
	e.give(d)
	e.out = append(e.out, d.flags)
	e.out = put2(e.out, uint16(len(d.fields)))
	for i := range d.fields {
		f := &d.fields[i]
		e.out = append(e.out, f.code)
		e.utf(f.name)
		if f.typ == nil {
			continue
		}
		if err := e.item(f.typ); err != nil {
			return err
		}
	}
	if err := e.items(d.annotation); err != nil {
		return err
	}
	e.out = append(e.out, tcEndBlockData)
	return e.item(d.super)
}

func (e *emitter) proxyDesc(d *proxyDesc) error {
	e.out = append(e.out, tcProxyClassDesc)
	e.give(d)
	e.out = put4(e.out, uint32(len(d.interfaces)))
	for _, name := range d.interfaces {
		e.utf(name)
	}
	if err := e.items(d.annotation); err != nil {
		return err
	}
	e.out = append(e.out, tcEndBlockData)
	return e.item(d.super)
}

func (e *emitter) utf(s string) {
	e.out = append(put2(e.out, uint16(len(s))), s...)
}
