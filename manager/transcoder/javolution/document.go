package javolution

import (
	"fmt"

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
	// byName gives the index of an attribute in entries; the last of a name
	// counts, as in the reader's map.
	byName map[string]int
	style  style
	edited bool
	// origin knows the element of each value that this document gave or took.
	origin map[any]*element
	// shapes are what the document shows of classes; made at the first need.
	shapes *shapes
	// todo are objects that exist but are not filled yet.
	todo []*element
}

// entry is one attribute: its k and v elements.
type entry struct {
	name       string
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
	d.byName = map[string]int{}
	if string(d.root.name) != "attributes" || !d.root.isNamed || d.root.identity == reference {
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
		name := unescape(text)
		d.byName[name] = len(d.entries)
		d.entries = append(d.entries, entry{name, k, v})
		k = v
	}
	return nil
}

// Names implements transcoder.Document.
func (d *document) Names() []string {
	names := make([]string, 0, len(d.entries))
	for i, e := range d.entries {
		if d.byName[e.name] == i {
			names = append(names, e.name)
		}
	}
	return names
}

// Get implements transcoder.Document. What can't be understood is a
// *javaobj.Opaque, never an error.
func (d *document) Get(name string) (javaobj.Value, error) {
	i, ok := d.byName[name]
	if !ok {
		return nil, transcoder.ErrNoAttribute
	}
	return d.read(d.entries[i].value), nil
}

// Set implements transcoder.Document. See the package's list of what can be
// created; setting what Get gave changes nothing.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "a session holds no null; remove the attribute instead"}
	}
	i, exists := d.byName[name]
	if exists && d.isSame(d.entries[i].value, v) {
		return nil
	}
	b := builder{doc: d, made: map[any]*element{}}
	made, err := b.named("v", v)
	if err != nil {
		return err
	}
	if exists {
		d.entries[i].value = made
	} else {
		key, err := b.named("k", javaobj.String(name))
		if err != nil {
			return err
		}
		d.byName[name] = len(d.entries)
		d.entries = append(d.entries, entry{name, key, made})
	}
	for value, e := range b.made {
		d.origin[value] = e
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
	old, ok := d.origin[v]
	return ok && old == e.object()
}

// Remove implements transcoder.Document.
func (d *document) Remove(name string) bool {
	if _, ok := d.byName[name]; !ok {
		return false
	}
	kept := d.entries[:0]
	d.byName = map[string]int{}
	for _, e := range d.entries {
		if e.name != name {
			d.byName[e.name] = len(kept)
			kept = append(kept, e)
		}
	}
	d.entries, d.edited, d.shapes = kept, true, nil
	return true
}

// Encode implements transcoder.Document.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	entries := d.entries
	if keep != nil {
		entries = make([]entry, 0, len(d.entries))
		for _, e := range d.entries {
			if keep(e.name) {
				entries = append(entries, e)
			}
		}
	}
	if !d.edited && len(entries) == len(d.entries) {
		return d.data, nil
	}
	return d.write(entries)
}

func (d *document) write(entries []entry) ([]byte, error) {
	w := writer{dst: make([]byte, 0, len(d.data)+256), ids: map[*element]int{}, depth: d.limits.Depth}
	if err := w.document(d, entries); err != nil {
		return nil, fmt.Errorf("writing javolution document: %w", err)
	}
	return w.dst, nil
}
