package javaser

import (
	"fmt"
	"slices"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// document is the attributes of one session. It implements
// transcoder.Document.
type document struct {
	data     []byte // what was decoded, nil for a new document
	limits   transcoder.Limits
	before   []item
	count    *object
	attrs    []attribute
	trailing []byte
	edited   bool // data isn't what the nodes say
	index    transcoder.Index

	// A document is made in three steps: decoding checks it and finds where the
	// names stand, then they are read, then the nodes are made.
	unnamed, unparsed bool
	// simple tells that there are no resets, and no class that left out its field
	// values.
	simple bool
	// straight are the Values while there are no nodes, see direct.
	straight *straight

	bare map[string]bool // see parser
	// handles are how many the stream gives; strings and classes are among them.
	handles, strings, classes int32
	room                      [8]attribute // for attrs, if they are few

	exchanged []exchanged // while there are no nodes

	round uint32
	view  view
	make  maker
}

// Names lists the attributes in the record's order. Of two with one name MSM
// takes the last, so there is one name.
func (d *document) Names() []string {
	names := make([]string, 0, len(d.attrs))
	for i, a := range d.named() {
		if d.find(a.name) == i {
			names = append(names, a.name)
		}
	}
	return names
}

// find gives the index of the last attribute of that name, or -1.
func (d *document) find(name string) int {
	attrs := d.named()
	return d.index.Find(name, len(attrs), func(i int) string { return attrs[i].name })
}

// Get gives an attribute's value.
func (d *document) Get(name string) (javaobj.Value, error) {
	i := d.find(name)
	if i < 0 {
		return nil, transcoder.NoAttribute(name)
	}
	if d.read() {
		if v := d.straight.attrs[i].value; v != javaobj.String(notSerializableMark) {
			return v, nil
		}
		return notSerializable, nil
	}
	d.parse()
	a := &d.attrs[i]
	if s, ok := target(a.value).(*str); ok && s.raw == notSerializableMark {
		return notSerializable, nil
	}
	return d.value(a.value), nil
}

// notSerializable stands for every mark: it has no content.
var notSerializable = &javaobj.NotSerializable{}

// Set adds an attribute or puts another value in its place; the others keep
// their bytes, handle numbers aside.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "MSM can't load a session with a null attribute (WIRE-50); remove the attribute instead"}
	}
	if v == javaobj.String(notSerializableMark) {
		return &transcoder.UnsupportedError{Class: "java.lang.String", Reason: "MSM takes this text for its mark of a lost value and drops it (WIRE-51)"}
	}
	if !javaobj.Valid(name) {
		return &transcoder.UnsupportedError{Class: "java.lang.String", Reason: "the attribute's name isn't UTF-8"}
	}
	if d.exchange(name, v) {
		return nil
	}
	return d.replace(name, v)
}

// replace makes the nodes of a value.
func (d *document) replace(name string, v javaobj.Value) error {
	d.parse()
	i := d.find(name)
	if i >= 0 && d.attrs[i].partial == nil && d.sameValue(d.attrs[i].value, v) {
		return nil
	}
	it, err := d.build(v)
	if err != nil {
		return err
	}
	d.edited = true
	if i < 0 {
		key := newStr(name)
		d.index.Add(name, len(d.attrs))
		d.attrs = append(d.attrs, attribute{name: name, nodes: &nodes{key: key, value: it}})
		return nil
	}
	d.attrs[i].value, d.attrs[i].partial = it, nil
	return nil
}

// sameValue tells whether the attribute holds just that value.
func (d *document) sameValue(it item, v javaobj.Value) bool {
	old := d.value(it)
	if old == v {
		return true
	}
	a, ok := old.(*javaobj.Scalar)
	if !ok {
		return false
	}
	b, ok := v.(*javaobj.Scalar)
	return ok && *a == *b
}

// Remove takes an attribute out.
func (d *document) Remove(name string) bool {
	d.parse()
	n := len(d.attrs)
	d.attrs = slices.DeleteFunc(d.attrs, func(a attribute) bool { return a.name == name })
	if len(d.attrs) == n {
		return false
	}
	d.index.Forget()
	d.edited = true
	return true
}

// Encode gives the attribute bytes.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	drop := func(a attribute) bool { return !keep(a.name) }
	whole := keep == nil || !slices.ContainsFunc(d.named(), drop)
	if whole && !d.edited && d.data != nil {
		return d.data, nil
	}
	d.parse()
	if whole {
		return d.emit(d.attrs)
	}
	return d.emit(slices.DeleteFunc(slices.Clone(d.attrs), drop))
}

// emit writes the stream from the nodes.
func (d *document) emit(attrs []attribute) ([]byte, error) {
	e := &emitter{doc: d, max: d.limits.Depth, out: make([]byte, 0, len(d.data)+256)}
	e.header()
	e.again()
	if err := e.items(d.before); err != nil {
		return nil, err
	}
	if err := e.item(d.counter(len(attrs))); err != nil {
		return nil, err
	}
	for i := range attrs {
		if err := e.attribute(&attrs[i]); err != nil {
			return nil, fmt.Errorf("encoding attribute %q: %w", attrs[i].name, err)
		}
	}
	e.out = append(e.out, d.trailing...)
	return e.out, nil
}

func (e *emitter) attribute(a *attribute) error {
	if err := e.items(a.before); err != nil {
		return err
	}
	if err := e.item(a.key); err != nil {
		return err
	}
	if err := e.items(a.between); err != nil {
		return err
	}
	if a.partial != nil {
		if err := e.item(a.partial); err != nil && err != errAborted {
			return err
		}
	}
	return e.item(a.value)
}

// counter gives the Integer in front of the attributes. Small Integers are
// shared in Java, so an attribute may refer to the old one: another number
// gets another object.
func (d *document) counter(n int) item {
	if d.count != nil {
		if old, _ := intValue(d.count); int(old) == n {
			return d.count
		}
	}
	return d.newInteger(int32(n))
}
