package xstream

import (
	"unicode/utf8"

	"msmgate/manager/javaobj"
)

// Most edits put one short value in another's place: a counter, a text. Nothing
// refers to such a value, and the paths to all others stay what they are. So all
// others are copied as they stand, and nothing is written but that value.

// plainNames are the elements that hold a text and nothing else, by their classes.
var plainNames = map[string]string{
	"java.lang.String": "string", "java.lang.Boolean": "boolean", "java.lang.Byte": "byte", "java.lang.Short": "short",
	"java.lang.Integer": "int", "java.lang.Long": "long", "java.lang.Float": "float", "java.lang.Double": "double",
	"java.math.BigInteger": "big-int", "java.math.BigDecimal": "big-decimal",
}

// exchange puts a plain value in the place of another; false says that it can't,
// or that Set has to say why not.
func (d *document) exchange(name string, v javaobj.Value) bool {
	i := d.find(name)
	if i < 0 {
		return false
	}
	if d.unparsed {
		return d.exchangeText(i, v)
	}
	return d.exchangeSlot(i, v)
}

// plainSlot makes the element of a plain value, or none.
func (d *document) plainSlot(v javaobj.Value) *slot {
	b := &builder{doc: d}
	var o *object
	var err error
	switch v := v.(type) {
	case javaobj.String:
		o, err = b.leaf("java.lang.String", string(v))
	case *javaobj.Scalar:
		if plainNames[v.Class] == "" {
			return nil
		}
		o, err = b.scalar(v)
	default:
		return nil
	}
	if err != nil {
		return nil
	}
	o.value = v
	return &slot{name: plainNames[o.class], obj: o}
}

// exchangeText does so in a document that has no nodes.
func (d *document) exchangeText(i int, v javaobj.Value) bool {
	if !utf8.Valid(d.data) {
		return false
	}
	s, err := scan(d.data, d.limits)
	defer s.release()
	if err != nil {
		return false
	}
	m := s.valueOf(i)
	class := s.plainClass(m)
	if class == "" || !s.regular(m) {
		return false
	}
	mark := &s.marks[m]
	old := &object{class: class, text: string(d.data[mark.text:mark.end])}
	if d.same(d.leaf(old), v) {
		return true
	}
	value := d.plainSlot(v)
	if value == nil {
		return false
	}
	out, ok := d.splice(d.data, int(mark.at), int(mark.end)+len("</>")+len(s.name(m)), value)
	if ok {
		d.data = out
	}
	return ok
}

// exchangeSlot does so in a document that has nodes.
func (d *document) exchangeSlot(i int, v javaobj.Value) bool {
	a := &d.attrs[i]
	old := a.value
	if d.check() != nil || d.whole == nil || !isPlain(old) {
		return false
	}
	if d.same(d.valueOf(old), v) {
		return true
	}
	value := d.plainSlot(v)
	if value == nil {
		return false
	}
	out, ok := d.splice(d.whole, old.at, old.at+len("<></>")+2*len(old.name)+len(old.obj.text), value)
	if !ok {
		return false
	}
	value.before, value.spelt, value.at = old.before, old.spelt, old.at
	for j := range d.attrs {
		if other := d.attrs[j].value; other.at > old.at {
			other.at += len(out) - len(d.whole)
		}
	}
	a.value = value
	if d.old {
		d.table.kids[2*i+2] = value
	} else {
		a.entry.obj.kids[1] = value
	}
	d.edited, d.out, d.whole = true, out, out
	return true
}

// splice writes an element in the place of what stands between two offsets. It
// says false if there is no room.
func (d *document) splice(data []byte, from, to int, s *slot) ([]byte, bool) {
	size := len(data) - (to - from) + len("<></>") + 2*len(s.name) + len(s.obj.text)
	if size > d.limits.Bytes {
		return nil, false
	}
	out := make([]byte, 0, size)
	out = append(append(out, data[:from]...), '<')
	out = append(append(out, s.name...), '>')
	out = append(append(out, s.obj.text...), '<', '/')
	out = append(append(out, s.name...), '>')
	return append(out, data[to:]...), true
}

// isPlain tells whether an element holds a text and nothing else, and nothing
// refers to it.
func isPlain(s *slot) bool {
	o := s.obj
	return s.ref == "" && len(s.attrs) == 0 && !o.shared && !o.closed && o.shape == leaf && len(o.kids) == 0 && len(o.attrs) == 0 &&
		o.class != "" && plainNames[o.class] == s.name
}
