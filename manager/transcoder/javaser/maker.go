package javaser

import (
	"math"
	"strings"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// maker holds what edits need to know about a document; but for all and path it
// is empty until the first edit.
type maker struct {
	// origin gives the nodes of Values that came from the document.
	origin map[javaobj.Value]handled
	// classes are the descriptors of the stream and those made since.
	classes map[string]*classDesc
	// types are the strings of signatures; filled when the first is asked for.
	types map[string]*str
	// all are the nodes of the stream that took a handle.
	all []handled
	// shown are pairs of a field's type and a class that it held, and "new "
	// with each class that the stream has objects of.
	shown map[string]bool
	// bare are classes whose writeObject leaves out the field values. Both are
	// filled when they are first asked for.
	bare map[string]bool
	path classpath
}

// learn remembers the node of a Value.
func (m *maker) learn(v javaobj.Value, n handled) {
	if m.origin == nil {
		return
	}
	switch v.(type) {
	case nil, javaobj.String, javaobj.Raw, javaobj.Text:
	default:
		m.origin[v] = n
	}
}

// prepare looks through the document once.
func (m *maker) prepare() {
	if m.origin != nil {
		return
	}
	m.origin = map[javaobj.Value]handled{}
	m.classes = map[string]*classDesc{}
	for _, n := range m.all {
		m.learn(n.identity().val, n)
		c, ok := n.(*classDesc)
		if !ok || !c.complete {
			continue
		}
		if _, twice := m.classes[c.name]; !twice {
			m.classes[c.name] = c
		}
	}
}

// typeName gives the string node of a field's signature; a Java writer, too,
// writes each but once.
func (m *maker) typeName(signature string) *str {
	if m.types == nil {
		m.types = map[string]*str{}
		m.learnTypes()
	}
	if m.types[signature] == nil {
		m.types[signature] = &str{raw: signature}
	}
	return m.types[signature]
}

// learnTypes finds the string nodes that the stream itself has.
func (m *maker) learnTypes() {
	for _, n := range m.all {
		c, ok := n.(*classDesc)
		if !ok || !c.complete {
			continue
		}
		for i := range c.fields {
			if s, ok := target(c.fields[i].typ).(*str); ok && m.types[s.raw] == nil {
				m.types[s.raw] = s
			}
		}
	}
}

// class gives the descriptor of a class: the stream's own, or one of the
// JDK's.
func (m *maker) class(name string) (*classDesc, error) {
	row, known := jdkTable()[name]
	if d := m.classes[name]; d != nil {
		if known && name[0] != '[' && (d.suid != row.suid || d.flags != row.flags) {
			return nil, unsupported(name, "the session describes it in a form that is not the JDK's")
		}
		return d, nil
	}
	if !known {
		if strings.HasPrefix(name, "[") {
			return m.arrayClass(name)
		}
		return m.unshown(name)
	}
	d := &classDesc{name: name, suid: row.suid, flags: row.flags, super: theNull}
	if row.super != "" {
		super, err := m.class(row.super)
		if err != nil {
			return nil, err
		}
		d.super = super
	}
	for _, f := range row.fields {
		out := field{code: f[0][0], name: f[1]}
		if primitiveSize(out.code) == 0 {
			out.typ = m.typeName(f[0])
		}
		d.fields = append(d.fields, out)
	}
	d.finish()
	m.classes[name] = d
	return d, nil
}

// unshown describes a class that only the class path may know.
func (m *maker) unshown(name string) (*classDesc, error) {
	c, err := m.path.find(name)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, unsupported(name, m.path.absent())
	}
	d, err := m.describe(c)
	if err != nil {
		return nil, err
	}
	m.classes[name] = d
	return d, nil
}

// arrayClass describes an array whose elements are of a known class. Java
// doesn't compare the version ids of arrays, so it may be 0 where only the
// session knows the class.
func (m *maker) arrayClass(name string) (*classDesc, error) {
	element := strings.TrimLeft(name, "[")
	if len(name)-len(element) > 255 {
		return nil, unsupported(name, "an array has 255 dimensions at most")
	}
	class := strings.TrimSuffix(strings.TrimPrefix(element, "L"), ";")
	primitive := len(element) == 1 && primitiveSize(element[0]) > 0
	if !primitive && (len(element) < 3 || element[0] != 'L' || !strings.HasSuffix(element, ";")) {
		return nil, unsupported(name, "that isn't the name of a class")
	}
	id, err := classfile.SerialVersionUID(m.path.orJDK(), name)
	if err != nil && !primitive && m.classes[class] == nil {
		return nil, unsupported(name, "this session has not shown the class of its elements")
	}
	d := &classDesc{name: name, suid: uint64(id), flags: scSerializable, super: theNull}
	d.finish()
	m.classes[name] = d
	return d, nil
}

func unsupported(class, reason string) error {
	return &transcoder.UnsupportedError{Class: class, Reason: reason}
}

// newStr makes a string, long if it must be.
func newStr(s string) *str {
	raw := encodeUTF(s)
	return &str{raw: string(raw), long: len(raw) > math.MaxUint16}
}

// newBlock makes the blocks of bytes that are written in one go: Java cuts
// them at 1024.
func newBlock(raw []byte) []item {
	var list []item
	for len(raw) > 0 {
		n := min(len(raw), 1024)
		list = append(list, &block{raw: raw[:n:n], long: n > 255})
		raw = raw[n:]
	}
	return list
}

// newInteger makes the counter of a document.
func (d *document) newInteger(n int32) item {
	var desc *classDesc
	if d.count != nil {
		desc = d.count.desc
	} else {
		d.make.prepare()
		desc, _ = d.make.class("java.lang.Integer")
	}
	o := newObject(desc)
	o.setPrim("java.lang.Integer", "value", put4(nil, uint32(n)))
	return o
}

// newObject makes an object whose fields are zero and null.
func newObject(desc *classDesc) *object {
	o := &object{class: desc, desc: desc}
	var room [maxSuperClasses]*classDesc
	for _, c := range desc.lineage(&room) {
		if !c.hasData() {
			continue
		}
		s := slot{desc: c}
		if c.flags&scSerializable != 0 {
			s.prims = make([]byte, c.primSize)
			for range c.objects {
				s.fields = append(s.fields, theNull)
			}
		}
		o.slots = append(o.slots, s)
	}
	return o
}

// setPrim sets a primitive field; false says that the descriptor has none of
// that name and size.
func (o *object) setPrim(class, name string, raw []byte) bool {
	at, ok := o.prim(class, name)
	if !ok || len(at) != len(raw) {
		return false
	}
	copy(at, raw)
	return true
}

// setField sets an object field.
func (o *object) setField(class, name string, it item) bool {
	s := o.slot(class)
	if s == nil {
		return false
	}
	at := 0
	for i := range s.desc.fields {
		f := &s.desc.fields[i]
		if f.typ == nil {
			continue
		}
		if f.name == name {
			s.fields[at] = it
			return true
		}
		at++
	}
	return false
}
