package kryo

import "msmgate/manager/javaobj"

// Most edits leave the numbers of the other attributes' objects and classes as
// they are. Then what wasn't edited is copied, and needs no nodes.

// weave writes attributes so; it says false where numbers differ, or where an
// attribute refers to what isn't there any more.
func (d *document) weave(attrs []attribute) ([]byte, bool) {
	if len(d.spans) == 0 || d.mixed || d.linked && d.missing(attrs) {
		return nil, false
	}
	d.round++
	w := &weaver{document: d, writer: writer{schema: d.schema, out: make([]byte, 0, d.size+64), round: d.round, limits: d.limits}}
	w.out = append(w.out, 1)
	if w.layout != layout1 {
		w.objects, w.links = 1, &d.links
	}
	w.uint(uint32(len(attrs)))
	for i := range attrs {
		if !w.attribute(&attrs[i]) || w.err != nil {
			return nil, false
		}
	}
	return w.out, len(w.out) <= d.limits.Bytes
}

// missing tells whether some of the record's attributes aren't there.
func (d *document) missing(attrs []attribute) bool {
	kept := 0
	for i := range attrs {
		if attrs[i].place > 0 {
			kept++
		}
	}
	return kept < len(d.spans)
}

// weaver is a writer that copies what it can.
type weaver struct {
	*document
	writer
	known int // classes that have a number by now
	// parted tells that an edit left other numbers than the record has, so that
	// nothing behind it can be copied.
	parted bool
}

func (w *weaver) attribute(a *attribute) bool {
	if a.place == 0 { // a new one
		w.writer.value(a.key, slot{})
		return w.put(a)
	}
	s := &w.spans[a.place-1]
	if w.parted || int(s.objects) != int(w.objects) || int(s.names) != w.known {
		return false
	}
	end, objects, names := w.behind(a)
	if !a.set {
		w.out = append(w.out, w.data[s.start:end]...)
		w.objects, w.known = uint32(objects), names
		return true
	}
	w.out = append(w.out, w.data[s.start:s.value]...)
	w.objects = uint32(s.inner)
	if s.shared || !w.put(a) {
		return false
	}
	w.parted = int(w.objects) != objects || w.known != names
	for i := int(s.names); i < w.known && !w.parted; i++ {
		w.parted = i >= len(w.mentioned)
		if !w.parted {
			n, ok := w.names[w.mentioned[i].name]
			w.parted = !ok || int(n) != i
		}
	}
	return true
}

// put writes a value that isn't the record's.
func (w *weaver) put(a *attribute) bool {
	if n := a.value; n.class != nil && (n.class.id == 0 || len(n.kids) > 0) {
		if !w.learnNames() {
			return false
		}
	}
	w.holder = a.key
	w.writer.value(a.value, slot{})
	w.holder = nil
	w.known = max(w.known, len(w.names))
	return true
}

// learnNames notes which classes have a number by now.
func (w *weaver) learnNames() bool {
	if w.mentioned == nil {
		w.mentioned = []*class{}
		z := newScanner(w.writer.schema, w.data, w.limits)
		if z.record() == accepted {
			for _, each := range z.names[:z.named] {
				w.mentioned = append(w.mentioned, each.class)
			}
		}
		z.done()
	}
	if w.names == nil {
		w.names = map[string]uint32{}
	}
	for i := len(w.names); i < w.known; i++ {
		if i >= len(w.mentioned) { // a new attribute named more
			return false
		}
		w.names[w.mentioned[i].name] = uint32(i)
	}
	return true
}

// holds tells whether an attribute holds just that value. It makes nodes only
// where it can't be told without.
func (d *document) holds(i int, v javaobj.Value) bool {
	if a := &d.list()[i]; a.value == nil && d.straight != nil {
		return same(d.straight.attrs[a.place-1], v)
	}
	if d.unread && d.attrs[i].value == nil {
		switch v.(type) {
		case javaobj.String, *javaobj.Scalar:
		default: // nobody was given a value of this attribute
			return false
		}
		if n := d.peek(&d.attrs[i]); n != nil {
			return n.class != nil && same(d.scalarView(n), v)
		}
		d.load()
	}
	return d.attrs[i].value != nil && same(d.view(d.attrs[i].value), v)
}

// peek gives a node like that of a value which is a string, or a box, and stands
// in its place; or null.
func (d *document) peek(a *attribute) *node {
	end, _, _ := d.behind(a)
	raw := d.data[d.spanOf(a).value:end]
	if raw[0] == 0 {
		return null
	}
	if int(raw[0]) >= len(d.byID) || raw[0] >= 0x80 {
		return nil
	}
	c := d.byID[raw[0]]
	if c == nil || !c.boxed && c != d.text_ {
		return nil
	}
	raw = raw[1:]
	if c == d.text_ && d.layout != layout1 {
		if raw[0] != 1 { // a reference
			return nil
		}
		raw = raw[1:]
	}
	return &node{class: c, raw: string(raw)}
}
