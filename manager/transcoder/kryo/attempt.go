package kryo

import (
	"errors"
	"fmt"

	"msmgate/manager/transcoder"
)

// attribute is one pair of the session's map.
type attribute struct {
	name string
	key  *node
	// value is nil where reading stopped, or as long as nothing was read.
	value *node
	// place is which attribute of the record it is, from 1 on, if a scanner passed
	// it; 0 of a new one.
	place int32
	// set tells that the value isn't the record's.
	set bool
}

// attempt is what reading a record in one schema gave.
type attempt struct {
	*reader
	attrs []attribute
	// session is the map of the attributes, which they may refer to.
	session *node
	count   int
	// sure is how many attributes were read before class files, or the JDK's
	// table, were relied on: if the bytes turn out not to be as they say, no more
	// than those were read rightly.
	sure int
}

// try reads a whole record.
func try(s *schema, data string, limits transcoder.Limits) *attempt {
	a := &attempt{reader: newReader(s, data, limits)}
	a.record()
	return a
}

// record reads all attributes.
func (a *attempt) record() {
	r := a.reader
	if mark := r.take(1); r.err == nil && mark != "\x01" {
		r.at = 0
		r.syntax("a session's attributes begin with 01")
	}
	if r.layout != layout1 {
		a.session = &node{class: r.root}
		r.objects = append(r.objects, a.session) // the map has number 0
	}
	a.count = r.count(2)
	a.attrs = make([]attribute, 0, min(a.count, (len(r.data)-r.at)/3))
	for range a.count {
		start := r.at
		key := r.value(slot{})
		if r.err == nil && key.class != r.text_ {
			r.at = start
			r.syntax("an attribute's name isn't a string")
		}
		if r.err != nil {
			break
		}
		a.attrs = append(a.attrs, attribute{name: r.text(key.raw), key: key})
		r.holder = key
		value := r.value(slot{})
		r.holder = nil
		if !r.fields && r.holes == nil && r.err == nil {
			a.sure = len(a.attrs)
		}
		if r.err != nil {
			break
		}
		a.attrs[len(a.attrs)-1].value = value
	}
	if r.err == nil && r.at < len(r.data) {
		r.syntax("%d bytes follow the last attribute", len(r.data)-r.at)
	}
}

// emit writes attributes. A mention that MSM would lose is an
// *transcoder.UnsupportedError.
func (a *writing) emit(attrs []attribute) ([]byte, error) {
	a.round++
	w := &writer{schema: a.schema, out: make([]byte, 0, a.size+64), round: a.round, limits: a.limits}
	w.out = append(w.out, 1)
	if w.layout != layout1 {
		w.objects, w.links = 1, &a.links
	}
	if a.session != nil {
		a.session.round, a.session.number = a.round, 2
	}
	w.uint(uint32(len(attrs)))
	for i := range attrs {
		w.value(attrs[i].key, slot{})
		w.holder = attrs[i].key
		w.value(attrs[i].value, slot{})
		w.holder = nil
		if errors.As(w.err, new(*transcoder.UnsupportedError)) {
			return nil, fmt.Errorf("attribute %q: %w", attrs[i].name, w.err)
		}
	}
	if w.err == nil && len(w.out) > w.limits.Bytes {
		w.err = &transcoder.LimitError{Limit: "bytes", Max: w.limits.Bytes}
	}
	return w.out, w.err
}

// writing counts the times that nodes were written.
type writing struct {
	*schema
	links
	session *node
	limits  transcoder.Limits
	round   uint32
	size    int
}
