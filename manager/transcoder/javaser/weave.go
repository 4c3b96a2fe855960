package javaser

import "msmgate/manager/javaobj"

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
	var content []byte
	switch v := v.(type) {
	case javaobj.String:
		if tag := s.data[from]; tag != tcString && tag != tcLongString || !javaobj.Valid(string(v)) {
			return false
		}
		if old, ok := decodeUTF(string(stringAt(s.data, from))); ok && old == string(v) {
			return true
		}
		content = appendStr(nil, newStr(string(v)))
	case *javaobj.Scalar:
		code := s.box(v.Class)
		raw, ok := primitiveBytes(code, v)
		if !ok || code == 0 || v.Lost != "" || !javaobj.Valid(v.Text) {
			return false
		}
		from = to - len(raw)
		if *d.primitive(code, s.data[from:to]) == *v {
			return true
		}
		content = raw
	default:
		return false
	}
	return d.put(i, v, from, to, content)
}

// taken tells whether the document has that object, so that a second mention of
// it would be a reference.
func (d *document) taken(v javaobj.Value) bool {
	if _, ok := v.(*javaobj.Scalar); !ok {
		return false
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

// put writes content between two offsets and makes the node of the value, if
// there are nodes.
func (d *document) put(i int, v javaobj.Value, from, to int, content []byte) bool {
	if d.unparsed {
		if s, ok := v.(*javaobj.Scalar); ok {
			d.exchanged = append(d.exchanged, exchanged{i, s})
		}
	} else {
		it, err := d.build(v)
		if err != nil {
			return false
		}
		d.attrs[i].value = it
	}
	out := make([]byte, 0, len(d.data)-(to-from)+len(content))
	out = append(append(append(out, d.data[:from]...), content...), d.data[to:]...)
	d.data, d.trailing = out, out[len(out)-len(d.trailing):]
	return true
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
