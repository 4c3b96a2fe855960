package javaser

import (
	"slices"

	"msmgate/manager/javaobj"
)

// Most edits put a short value in the place of another of its class: a counter,
// a text. As long as nothing refers to the old one, all handles stay what they
// are: everything else is copied as it stands, and nothing needs nodes.

// exchanged is a value that was put in so. When the nodes are made the attribute's
// node is that of the value, as if it had been made for it.
type exchanged struct {
	attr  int
	value *javaobj.Scalar
}

// exchange puts a string or a box in the place of another; false says that it
// can't, or that Set has to say why not.
func (d *document) exchange(name string, v javaobj.Value) bool {
	if d.edited || d.data == nil {
		return false
	}
	i := d.find(name)
	if i < 0 || d.taken(v) {
		return false
	}
	switch {
	case d.straight != nil:
		return d.exchangeStraight(i, v)
	case d.unparsed:
		return d.exchangeBytes(i, v)
	}
	return d.exchangeNode(i, v)
}

// taken tells whether the document has that object, so that a second mention of
// it would be a reference.
func (d *document) taken(v javaobj.Value) bool {
	if _, ok := v.(*javaobj.Scalar); !ok {
		return false
	}
	if d.straight != nil {
		return slices.Contains(d.straight.values, v)
	}
	if !d.unparsed {
		d.make.prepare()
		return d.make.origin[v] != nil
	}
	for _, e := range d.exchanged {
		if e.value == v {
			return true
		}
	}
	return false
}

// exchangeBytes does so in a document that has no nodes.
func (d *document) exchangeBytes(i int, v javaobj.Value) bool {
	s, err := scan(d.data, d.limits)
	if err != nil {
		return false
	}
	defer s.release()
	s.rewind(d.bare)
	s.wanted = i + 1
	if !s.frame() || s.shared || s.partial || s.given != len(s.handles) {
		return false
	}
	from, to := int(s.value), int(s.valueEnd)
	switch v := v.(type) {
	case javaobj.String:
		if !s.isString(from) || !javaobj.Valid(string(v)) {
			return false
		}
		if old, ok := decodeUTF(string(stringAt(s.data, from))); !ok || old != string(v) {
			d.splice(from, to, appendStr(nil, newStr(string(v))))
		}
		return true
	case *javaobj.Scalar:
		code := s.box(v.Class)
		raw, ok := primitiveBytes(code, v)
		if !ok || v.Lost != "" || !javaobj.Valid(v.Text) {
			return false
		}
		from = to - len(raw)
		if *d.primitive(code, s.data[from:to]) != *v {
			d.splice(from, to, raw)
			d.exchanged = append(d.exchanged, exchanged{i, v})
		}
		return true
	}
	return false
}

// exchangeNode does so in a document that has nodes.
func (d *document) exchangeNode(i int, v javaobj.Value) bool {
	a := &d.attrs[i]
	if !a.alone {
		return false
	}
	if d.sameValue(a.value, v) {
		return true
	}
	it, content, ok := d.fitting(a.value, v)
	if !ok {
		return false
	}
	a.value = it
	to, size := a.to, len(d.data)
	from := int(a.from)
	if _, isBox := it.(*object); isBox {
		from = int(to) - len(content)
	}
	d.splice(from, int(to), content)
	grown := uint32(len(d.data) - size) // or shrunk
	for j := range d.attrs {
		n := d.attrs[j].nodes
		if n.from >= to {
			n.from += grown
		}
		if n.to >= to {
			n.to += grown
		}
	}
	return true
}

// fitting makes the node of a string or a box that takes as many handles as the
// old one, and gives what is new of its bytes: all of a string's, the number of a
// box.
func (d *document) fitting(old item, v javaobj.Value) (it item, content []byte, ok bool) {
	switch v := v.(type) {
	case javaobj.String:
	case *javaobj.Scalar:
		if boxes[v.Class] == 0 {
			return nil, nil, false
		}
	default:
		return nil, nil, false
	}
	it, err := d.build(v)
	if err != nil {
		return nil, nil, false
	}
	switch n := it.(type) {
	case *str:
		_, ok := old.(*str)
		return n, appendStr(nil, n), ok
	case *object:
		o, ok := old.(*object)
		if !ok || o.desc != n.desc || len(n.slots) != 1 || n.desc.objects > 0 || n.desc.hasAnnotation() {
			return nil, nil, false
		}
		return n, n.slots[0].prims, true
	}
	return nil, nil, false
}

// splice writes content between two offsets.
func (d *document) splice(from, to int, content []byte) {
	out := make([]byte, 0, len(d.data)-(to-from)+len(content))
	out = append(append(append(out, d.data[:from]...), content...), d.data[to:]...)
	d.data, d.trailing = out, out[len(out)-len(d.trailing):]
}

// adopt makes the nodes of exchanged values theirs.
func (d *document) adopt() {
	for _, e := range d.exchanged {
		d.attrs[e.attr].value.(handled).identity().val = e.value
	}
	d.exchanged = nil
}

// box gives the type of the primitive that the wanted value ends with, if it is a
// box of that class, described as the JDK does; else 0.
func (s *scanner) box(name string) byte {
	code, at := boxes[name], int(s.value)
	if code == 0 || s.data[at] != tcObject {
		return 0
	}
	class := noClass
	for i := range s.classes {
		if string(s.classes[i].name) == name { // its objects are of the first of that name
			class = i
			break
		}
	}
	if class == noClass {
		return 0
	}
	l := &s.classes[class]
	if s.data[at+1] == tcReference {
		if h := s.handles[be32(s.data[at+2:])-firstHandle]; h != classBit|uint32(class) {
			return 0
		}
	} else if int(l.at) != at+1 {
		return 0
	}
	if row := jdkTable()[name]; l.proxy || l.slots != 1 || l.objects != 0 || l.flags != row.flags || l.flags != scSerializable ||
		int(l.primSize) != primitiveSize(code) || !s.holdsValue(l, row.suid) {
		return 0
	}
	return code
}

// holdsValue tells whether a class has that id, and just one field, value.
func (s *scanner) holdsValue(l *layout, suid uint64) bool {
	c := scanner{data: s.data, pos: int(l.at) + 1 + 2 + len(l.name)}
	if be64(c.data[c.pos:]) != suid {
		return false
	}
	c.pos += 8 + 1
	n, _ := c.u2()
	c.pos++ // the field's type
	name, _ := c.utf()
	return n == 1 && string(name) == "value"
}

// appendStr writes a string.
func appendStr(out []byte, s *str) []byte {
	if s.long {
		out = put8(append(out, tcLongString), uint64(len(s.raw)))
	} else {
		out = put2(append(out, tcString), uint16(len(s.raw)))
	}
	return append(out, s.raw...)
}
