package javaser

import "msmgate/manager/javaobj"

// view makes Values from nodes. A node gets its Value once, so what the stream
// shares is shared in Go, and circles close. Content is filled in from a list
// of what is left to do and not by recursion: edits and references may put
// together graphs that are deeper than any stream.
type view struct {
	todo     []task
	scalars  []javaobj.Scalar // room for the next
	wrappers []*wrapper
	nesting  int32 // wrappers around wrappers
	chunk    int32 // scalars that were made at once
	spent    int   // elements that were made of primitive arrays and wrappers
	repeated int   // bytes of strings that were met again
}

// wrapper is a list or map that shows what another one holds.
type wrapper struct {
	list  *javaobj.List
	table *javaobj.Map
	inner javaobj.Value
	// keys shows a map's keys as the list's elements.
	keys bool
}

const maxWrappers = 50

// value gives the Value of an item; nil is Java's null.
func (d *document) value(it item) javaobj.Value {
	v := d.shell(it)
	d.complete()
	return v
}

// complete fills what shell left open.
func (d *document) complete() {
	for len(d.view.todo) > 0 {
		last := len(d.view.todo) - 1
		next := d.view.todo[last]
		d.view.todo[last] = task{}
		d.view.todo = d.view.todo[:last]
		d.fill(next)
	}
	for _, w := range d.view.wrappers {
		d.unwrap(w)
	}
	d.view.wrappers = d.view.wrappers[:0]
}

// shell gives an item's Value, whose content may have to be filled in.
func (d *document) shell(it item) javaobj.Value {
	n, ok := target(it).(handled)
	if !ok {
		return nil
	}
	id := n.identity()
	if id.val != nil {
		if s, ok := id.val.(javaobj.String); ok {
			return d.repeat(id.val, len(s))
		}
		return id.val
	}
	v := d.fresh(n)
	id.val = v
	d.make.learn(v, n)
	return v
}

// repeat hands out a string again, as long as that doesn't blow up a small
// stream to a huge value.
func (d *document) repeat(s javaobj.Value, size int) javaobj.Value {
	if d.view.repeated += size; d.view.repeated > 4*d.limits.Bytes {
		return &javaobj.Opaque{Class: "java.lang.String", Size: size, Reason: "the same strings are repeated too often"}
	}
	return s
}

func (d *document) fresh(n handled) javaobj.Value {
	switch n := n.(type) {
	case *str:
		s, ok := decodeUTF(n.raw)
		if !ok {
			return &javaobj.Opaque{Class: "java.lang.String", Size: len(n.raw), Reason: "it isn't modified UTF-8"}
		}
		return javaobj.String(s)
	case *array:
		return d.arrayValue(n)
	case *enum:
		return d.enumValue(n)
	case *classObject:
		if n.desc == nil {
			return &javaobj.Opaque{Class: "java.lang.Class", Reason: "the class of a proxy"}
		}
		return &javaobj.Class{Name: javaName(n.desc.name)}
	case *object:
		return d.objectValue(n)
	}
	return &javaobj.Opaque{Class: "java.io.ObjectStreamClass", Reason: "the description of a class, used as a value"}
}

func (d *document) enumValue(n *enum) javaobj.Value {
	class := javaName(n.desc.name)
	name, _ := decodeUTF(target(n.name).(*str).raw)
	return &javaobj.Enum{Class: class, Declaring: class, Name: name}
}

func (d *document) objectValue(o *object) javaobj.Value {
	if o.proxy != nil {
		return d.proxyValue(o)
	}
	if read, ok := readers[o.desc.name]; ok {
		if v := read(d, o, o.desc.name); v != nil {
			return v
		}
		return d.bean(o)
	}
	if o.desc.ancestor("java.lang.Throwable") != nil {
		if v := d.throwable(o); v != nil {
			return v
		}
		return d.bean(o)
	}
	if v := d.descendant(o); v != nil {
		return v
	}
	return d.bean(o)
}

// descendant shows an object of a class below a known one as that; nil if
// that would hide something.
func (d *document) descendant(o *object) javaobj.Value {
	base := o.desc.parent
	for base != nil && readers[base.name] == nil {
		base = base.parent
	}
	if base == nil {
		return nil
	}
	var own []slot
	for i := range o.slots {
		if o.slots[i].desc.depth > base.depth {
			own = o.slots[i:]
			break
		}
	}
	for i := range own {
		if len(own[i].data) > 0 {
			return nil
		}
	}
	v := readers[base.name](d, o, base.name)
	switch v := v.(type) {
	case *javaobj.List:
		d.later(func() { v.Fields, _ = d.content(own, nil) })
	case *javaobj.Map:
		d.later(func() { v.Fields, _ = d.content(own, nil) })
	default:
		if len(own) > 0 {
			return nil
		}
	}
	return v
}

// spend counts elements that cost many times their bytes; false says that
// there were too many.
func (d *document) spend(n int) bool {
	d.view.spent += n
	return d.view.spent <= d.limits.Elements/8
}

// javaName turns a name of the stream into text.
func javaName(raw string) string {
	for i := range len(raw) {
		if raw[i] >= 0x80 {
			s, _ := decodeUTF(raw)
			return s
		}
	}
	return raw
}

// wrap gives the value of a wrapper around inner; nil if inner shows no
// elements.
func (d *document) wrap(class string, inner item, keys bool) javaobj.Value {
	if d.view.nesting >= maxWrappers {
		return &javaobj.Opaque{Class: class, Reason: "too many wrappers around each other"}
	}
	d.view.nesting++
	v := d.shell(inner)
	d.view.nesting--
	w := &wrapper{inner: v, keys: keys}
	_, isMap := v.(*javaobj.Map)
	_, isList := v.(*javaobj.List)
	switch {
	case isMap && !keys:
		w.table = &javaobj.Map{Class: class}
		v = w.table
	case isMap || isList && !keys:
		w.list = &javaobj.List{Class: class}
		v = w.list
	default:
		return nil
	}
	// Its inner wrapper, if there is one, stands in front of it by now.
	d.view.wrappers = append(d.view.wrappers, w)
	return v
}

// unwrap gives a wrapper the elements of what it wraps. They are shared, not
// copied.
func (d *document) unwrap(w *wrapper) {
	switch inner := w.inner.(type) {
	case *javaobj.List:
		w.list.Elems, w.list.Comparator = inner.Elems, inner.Comparator
		if !d.spend(len(inner.Elems)) {
			w.list.Elems = []javaobj.Value{tooMany(inner.Class)}
		}
	case *javaobj.Map:
		fits := d.spend(len(inner.Entries))
		switch {
		case w.keys && fits:
			w.list.Elems = make([]javaobj.Value, len(inner.Entries))
			for i, e := range inner.Entries {
				w.list.Elems[i] = e.Key
			}
			w.list.Comparator = inner.Comparator
		case w.keys:
			w.list.Elems = []javaobj.Value{tooMany(inner.Class)}
		case fits:
			w.table.Entries, w.table.Comparator = inner.Entries, inner.Comparator
		default:
			w.table.Entries = []javaobj.Entry{{Key: tooMany(inner.Class)}}
		}
	}
}

func tooMany(class string) *javaobj.Opaque {
	return &javaobj.Opaque{Class: class, Reason: "it has too many elements to be shown"}
}
