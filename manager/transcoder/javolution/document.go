package javolution

import (
	"fmt"
	"slices"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// document implements transcoder.Document.
type document struct {
	data     []byte
	limits   transcoder.Limits
	root     *element
	epilogue []byte
	entries  []entry
	index    transcoder.Index
	style    style
	edited   bool
	round    uint32 // how often it was written
	classes  *classpath
	// origin is for origins, nil before an edit.
	origin map[any]*element
	// shapes are what the document shows of classes; made at the first need.
	shapes *shapes
	// names are some of classes and fields that were met.
	names []string
	// todo are objects that exist but are not filled yet.
	todo []*element

	// A document is made in three steps: decoding checks it and finds where the
	// names stand, then they are read, then the tree is made.
	unnamed, unparsed bool
	room              [8]entry // for entries, if they are few
}

// entry is one attribute: its k and v elements.
type entry struct {
	name       string
	span       span // of the name in what was decoded
	key, value *element
}

// style is what differs between javolution builds.
type style struct {
	// stringIDs: strings have an __id (5.4.3.1), or none (5.5.1).
	stringIDs bool
}

var _ transcoder.Document = (*document)(nil)

// readEntries pairs the root's children. The root is a ConcurrentHashMap, so
// neither key nor value can be null.
func (d *document) readEntries() error {
	if !isFrame(d.root) {
		return &SyntaxError{d.root.offset, "the root element is not <attributes class=…>"}
	}
	d.entries = make([]entry, 0, d.root.kids/2)
	for k := d.root.first; k != nil; k = k.next {
		v := k.next
		if string(k.name) != "k" || v == nil || string(v.name) != "v" {
			return &SyntaxError{k.offset, "the root's children must be pairs of k and v"}
		}
		text, ok := k.object().attr("value")
		if !ok || string(k.object().class) != classString {
			return &SyntaxError{k.offset, "an attribute's name (k) is not a string"}
		}
		if len(d.entries) == 0 && k.identity == anonymous {
			d.style = style{stringIDs: false}
		}
		d.entries = append(d.entries, entry{name: unescape(text), key: k, value: v})
		k = v
	}
	return nil
}

// Names implements transcoder.Document.
func (d *document) Names() []string {
	names := make([]string, 0, len(d.entries))
	for i, e := range d.named() {
		if d.find(e.name) == i {
			names = append(names, e.name)
		}
	}
	return names
}

// Get implements transcoder.Document. What can't be understood is a
// *javaobj.Opaque, never an error.
func (d *document) Get(name string) (javaobj.Value, error) {
	i := d.find(name)
	if i < 0 {
		return nil, transcoder.NoAttribute(name)
	}
	d.tree()
	return d.read(d.entries[i].value), nil
}

// Set implements transcoder.Document. See the package's list of what can be
// created; setting what Get gave changes nothing.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "a session holds no null; remove the attribute instead"}
	}
	i := d.find(name)
	if i >= 0 && d.exchange(i, v) {
		return nil
	}
	d.tree()
	if i >= 0 && d.isSame(d.entries[i].value, v) {
		return nil
	}
	b := builder{doc: d, made: map[any]*element{}}
	made, err := b.named("v", v)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.entries[i].value = made
	} else {
		key, err := b.named("k", javaobj.String(name))
		if err != nil {
			return err
		}
		d.index.Add(name, len(d.entries))
		d.entries = append(d.entries, entry{name: name, key: key, value: made})
	}
	for value, e := range b.made {
		d.origins()[value] = e
	}
	d.edited, d.shapes = true, nil
	return nil
}

// isSame tells whether an element already holds the value.
func (d *document) isSame(e *element, v javaobj.Value) bool {
	switch v.(type) {
	case javaobj.String, *javaobj.Enum, *javaobj.Class:
		return javaobj.Equal(d.read(e), v)
	}
	old, ok := d.origins()[v]
	return ok && old == e.object()
}

// Remove implements transcoder.Document.
func (d *document) Remove(name string) bool {
	if d.find(name) < 0 {
		return false
	}
	d.tree()
	d.entries = slices.DeleteFunc(d.entries, func(e entry) bool { return e.name == name })
	d.index.Forget()
	d.edited, d.shapes = true, nil
	return true
}

// Encode implements transcoder.Document.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	drop := func(e entry) bool { return !keep(e.name) }
	whole := keep == nil || !slices.ContainsFunc(d.named(), drop)
	if whole && !d.edited {
		return d.data, nil
	}
	d.tree()
	if whole {
		return d.write(d.entries)
	}
	return d.write(slices.DeleteFunc(slices.Clone(d.entries), drop))
}

func (d *document) write(entries []entry) ([]byte, error) {
	d.round++
	w := writer{dst: make([]byte, 0, len(d.data)+256), round: d.round, depth: d.limits.Depth}
	if err := w.document(d, entries); err != nil {
		return nil, fmt.Errorf("writing javolution document: %w", err)
	}
	return w.dst, nil
}
