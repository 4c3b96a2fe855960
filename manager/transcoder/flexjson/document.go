package flexjson

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
	version  Version
	limits   transcoder.Limits
	latin1   bool
	edited   bool
	attrs    []*attribute
	original []*attribute

	opening, closing []byte
	index            transcoder.Index
	// What reading values needs is found out when the first is asked for.
	prepared bool
	text     string // the document
	beans    []bean
	made     []origin
	build    builder
	room     [4]attribute // for attrs, if they are few
	rooms    [4]*attribute
}

// attribute is one member of the root. Its bytes stand in three parts, so that
// a value can be replaced between its neighbours.
type attribute struct {
	text               string // its name, "" if that wasn't asked for yet
	quoted             []byte // its name as it stands
	before, raw, after []byte
	at                 int // of raw in the document
	elements           int
	value              javaobj.Value
	read               bool
	// changed tells that its bytes aren't the record's.
	changed bool
}

// name gives an attribute's name.
func (d *document) name(a *attribute) string {
	if a.text == "" && a.quoted != nil {
		a.text = unquote(string(a.quoted), d.latin1)
	}
	return a.text
}

// Names lists the attributes in the record's order.
func (d *document) Names() []string {
	names := make([]string, len(d.attrs))
	for i, a := range d.attrs {
		names[i] = d.name(a)
	}
	return names
}

func (d *document) find(name string) int {
	return d.index.Find(name, len(d.attrs), func(i int) string { return d.name(d.attrs[i]) })
}

// Get gives an attribute's value; nil for a null, which MSM can't load.
func (d *document) Get(name string) (javaobj.Value, error) {
	i := d.find(name)
	if i < 0 {
		return nil, transcoder.NoAttribute(name)
	}
	return d.valueOf(d.attrs[i]), nil
}

func (d *document) valueOf(a *attribute) javaobj.Value {
	if !a.read {
		d.prepare()
		r := reader{doc: d, data: d.text, at: a.at, more: a.elements}
		a.value, a.read = r.value(false), true
	}
	return a.value
}

// Set adds an attribute or puts another value in its place; the others keep
// their bytes. A value that the attribute holds already changes nothing.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "MSM can't load a session with a null attribute (WIRE-50); remove the attribute instead"}
	}
	if err := d.checkName(name, v); err != nil {
		return err
	}
	i := d.find(name)
	if i >= 0 && javaobj.Equal(d.valueOf(d.attrs[i]), v) {
		return nil
	}
	raw, elements, err := d.encode(v)
	if err != nil {
		return err
	}
	a := d.changeable(i, name)
	a.raw, a.elements, a.value, a.read = append(a.raw[:0], raw...), elements, v, true
	d.edited = true
	return nil
}

// changeable gives the attribute that an edit writes to: a copy of the record's,
// one that was set before, or a new one if i is negative.
func (d *document) changeable(i int, name string) *attribute {
	switch {
	case i < 0:
		a := &attribute{text: name, before: append(appendQuoted(nil, name, d.version), ':'), changed: true}
		d.index.Add(name, len(d.attrs))
		d.attrs = append(slices.Clip(d.attrs), a)
		return a
	case d.attrs[i].changed:
		return d.attrs[i]
	}
	old := d.attrs[i]
	a := &attribute{text: name, quoted: old.quoted, before: old.before, after: old.after, changed: true}
	d.attrs = slices.Clone(d.attrs)
	d.attrs[i] = a
	return a
}

// checkName refuses the one name that MSM takes for the class of the session's
// map: flexjson 2.1 can't load such a session.
func (d *document) checkName(name string, v javaobj.Value) error {
	if !javaobj.Valid(name) {
		return &transcoder.UnsupportedError{Class: "java.lang.String", Reason: "the attribute's name is no valid text"}
	}
	if _, text := v.(javaobj.String); name == "class" && (d.version == Version2 || !text) {
		return &transcoder.UnsupportedError{Class: javaobj.ClassOf(v), Reason: "MSM can't load a session with an attribute named class; use another name"}
	}
	return nil
}

// Remove takes an attribute out.
func (d *document) Remove(name string) bool {
	i := d.find(name)
	if i < 0 {
		return false
	}
	d.attrs = slices.Delete(slices.Clone(d.attrs), i, i+1)
	d.index.Forget()
	d.edited = true
	return true
}

// Encode gives the attribute bytes.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	attrs := d.attrs
	if keep != nil {
		attrs = nil
		for _, a := range d.attrs {
			if keep(d.name(a)) {
				attrs = append(attrs, a)
			}
		}
	}
	if !d.edited && d.data != nil && len(attrs) == len(d.attrs) {
		return d.data, nil
	}
	elements := 0
	for _, a := range attrs {
		elements += a.elements
	}
	if elements > d.limits.Elements {
		return nil, fmt.Errorf("encoding session attributes: %w", &transcoder.LimitError{Limit: "elements", Max: d.limits.Elements})
	}
	out := d.join(attrs)
	if len(out) > d.limits.Bytes {
		return nil, fmt.Errorf("encoding session attributes: %w", &transcoder.LimitError{Limit: "bytes", Max: d.limits.Bytes})
	}
	return out, nil
}

// join puts the document together from its parts.
func (d *document) join(attrs []*attribute) []byte {
	size := len(d.opening) + len(d.closing)
	for _, a := range attrs {
		size += len(a.before) + len(a.raw) + len(a.after) + 1
	}
	out := append(make([]byte, 0, size), d.opening...)
	for i, a := range attrs {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, a.before...)
		out = append(out, a.raw...)
		out = append(out, a.after...)
	}
	return append(out, d.closing...)
}
