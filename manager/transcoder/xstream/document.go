package xstream

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// document is the attributes of one session. It implements
// transcoder.Document.
type document struct {
	data     []byte // what was decoded, nil for a new document
	limits   transcoder.Limits
	latin1   bool
	root     *slot
	trailing []byte
	// table holds the attributes: entries, or keys and values in turn behind
	// the first kids, as XStream 1.4.2 writes a ConcurrentHashMap.
	table *object
	old   bool
	attrs []attribute

	edited, checked bool
	circles         circles
	denied          error  // an edit that Remove couldn't refuse
	out             []byte // the whole document as the last Set wrote it
	whole           []byte // that in which the slots stand where they say; nil if there is none
	round           int
	view            view
	build           builder
	index           transcoder.Index
	classes         classpath

	// A document is made in three steps: decoding checks it and finds where the
	// names stand, then they are read, then the nodes are made.
	unnamed, unparsed bool
	app               *application // of which the nodes' classes are made
	room              [8]attribute // for attrs, if they are few
}

// attribute is one of the session. entry is nil in the form of 1.4.2.
type attribute struct {
	name string
	// text and end bound the name in what was decoded.
	text, end         uint32
	entry, key, value *slot
}

const tableClass = "java.util.concurrent.ConcurrentHashMap"

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

// named gives the attributes with their names.
func (d *document) named() []attribute {
	if d.unnamed {
		d.unnamed = false
		latin1 := !utf8.Valid(d.data)
		for i := range d.attrs {
			a := &d.attrs[i]
			a.name, _ = unescape(string(d.data[a.text:a.end]), latin1)
		}
	}
	return d.attrs
}

func (d *document) find(name string) int {
	attrs := d.named()
	return d.index.Find(name, len(attrs), func(i int) string { return attrs[i].name })
}

// nodes makes those that decoding has left out.
func (d *document) nodes() { _ = d.parse() }

// Get gives an attribute's value; nil for a null, which MSM can't load.
func (d *document) Get(name string) (javaobj.Value, error) {
	i := d.find(name)
	if i < 0 {
		return nil, transcoder.NoAttribute(name)
	}
	d.nodes()
	return d.valueOf(d.attrs[i].value), nil
}

// Set adds an attribute or puts another value in its place; the others keep
// their bytes, paths aside.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return unsupported("null", "MSM can't load a session with a null attribute (WIRE-50); remove the attribute instead")
	}
	if d.exchange(name, v) {
		return nil
	}
	return d.replace(name, v)
}

// replace makes the nodes of a value and writes the document anew.
func (d *document) replace(name string, v javaobj.Value) error {
	d.nodes()
	if err := d.check(); err != nil {
		return fmt.Errorf("the document isn't spelt as XStream does, so it can't be edited: %w", err)
	}
	i := d.find(name)
	if i >= 0 && d.same(d.valueOf(d.attrs[i].value), v) {
		return nil
	}
	key, err := d.make(javaobj.String(name), nil)
	if err != nil {
		return err
	}
	var replaced *object
	if i >= 0 {
		replaced = d.attrs[i].value.obj
	}
	value, err := d.make(v, replaced)
	if err != nil {
		return err
	}
	attrs := slices.Clone(d.attrs)
	if i >= 0 {
		value.before, value.spelt = attrs[i].value.before, attrs[i].value.spelt
		attrs[i].value = value
	} else {
		attrs = append(attrs, attribute{name: name, key: key, value: value})
	}
	return d.try(attrs, value.obj, v)
}

// try takes the attributes on if they can be written within the limits.
func (d *document) try(attrs []attribute, o *object, v javaobj.Value) error {
	d.index.Forget()
	old, kids, closed := d.attrs, d.table.kids, d.table.closed
	d.attrs = attrs
	d.link()
	out, err := d.emit(nil)
	if err != nil {
		d.attrs, d.table.kids, d.table.closed = old, kids, closed
		d.index.Forget()
		return err
	}
	d.edited, d.out = true, out
	d.settle(o, v)
	return nil
}

// same tells whether the attribute holds just that value.
func (d *document) same(old, v javaobj.Value) bool {
	switch old := old.(type) {
	case javaobj.Raw:
		return false
	case *javaobj.Scalar:
		s, ok := v.(*javaobj.Scalar)
		return ok && *old == *s
	}
	if _, raw := v.(javaobj.Raw); raw {
		return false
	}
	return old == v
}

// link makes the table's elements from the attributes.
func (d *document) link() {
	var kids []*slot
	if d.old {
		kids = append(kids, d.table.kids[0])
	}
	for i := range d.attrs {
		a := &d.attrs[i]
		if d.old {
			kids = append(kids, a.key, a.value)
			continue
		}
		pair := []*slot{a.key, a.value}
		if a.entry == nil || !slices.Equal(a.entry.obj.kids, pair) {
			entry := &slot{name: "entry", field: true, obj: &object{shape: structural, kids: pair}}
			if a.entry != nil {
				entry.before, entry.spelt = a.entry.before, a.entry.spelt
				entry.obj.tail, entry.obj.spelt = a.entry.obj.tail, a.entry.obj.spelt
			}
			a.entry = entry
		}
		kids = append(kids, a.entry)
	}
	if d.old {
		kids = append(kids, d.table.kids[len(d.table.kids)-2:]...)
	}
	d.table.kids = kids
	if len(kids) == 0 {
		d.table.closed, d.table.text = true, ""
	}
}

// Remove takes an attribute out. Whatever others refer to in it moves to the
// first that does. If MSM couldn't load it there nothing is taken: it says false,
// and so that this isn't lost Encode says why. transcoder.Remove asks first.
func (d *document) Remove(name string) bool {
	if err := d.Refuses(name); err != nil {
		d.denied = fmt.Errorf("removing attribute %q: %w", name, err)
		return false
	}
	if d.find(name) < 0 {
		return false
	}
	d.nodes()
	_ = d.check() // Encode tells
	if d.build.shown == nil {
		d.build.shown = newShown(d)
	}
	d.attrs = slices.DeleteFunc(slices.Clone(d.attrs), func(a attribute) bool { return a.name == name })
	d.index.Forget()
	d.link()
	d.edited, d.out, d.whole = true, nil, nil
	return true
}

// Encode gives the attribute bytes.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	if d.denied != nil {
		return nil, d.denied
	}
	drop := func(a attribute) bool { return keep != nil && !keep(a.name) }
	if !d.edited && d.data != nil && (keep == nil || !slices.ContainsFunc(d.named(), drop)) {
		return d.data, nil
	}
	d.nodes()
	skip := d.skipping(drop)
	if !d.edited {
		_ = d.check()
	}
	if !d.checked {
		return nil, unsupported(tableClass, "the document isn't spelt as XStream does, so it can't be edited")
	}
	if len(skip) == 0 && d.out != nil {
		return d.out, nil
	}
	return d.emit(skip)
}

// skipping gives the elements of attributes.
func (d *document) skipping(drop func(attribute) bool) map[*slot]bool {
	skip := map[*slot]bool{}
	for _, a := range d.attrs {
		switch {
		case !drop(a):
		case d.old:
			skip[a.key], skip[a.value] = true, true
		default:
			skip[a.entry] = true
		}
	}
	return skip
}
