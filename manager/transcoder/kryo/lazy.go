package kryo

import (
	"fmt"
	"math"
	"strings"

	"msmgate/manager/transcoder"
)

// A document is made in three steps: decoding passes over the record and notes
// where the attributes stand; they are listed and their names read when these are
// asked for, and the nodes are made when they are needed.

// scan tries the layouts by passing over the record; nil if a reader must tell.
func (k *schemas) scan(data []byte, limits transcoder.Limits) *document {
	failed, differs := 0, false
	for i, c := range k.choices {
		if failed != 0 && !differs && family(failed) == family(c.layout) {
			continue // it would come to the same
		}
		var d *document
		z := newScanner(k.usual(i), data, limits)
		outcome := z.record()
		switch {
		case outcome == accepted:
			d = z.document()
			d.undecided = k.undecided(len(d.spans), z.differs, c.layout)
		case outcome == refused && z.release: // another release of Java may do
			outcome = doubtful
		case outcome == refused:
			failed, differs = c.layout, z.differs
		}
		z.done()
		if d != nil || outcome == doubtful {
			return d
		}
	}
	return nil
}

// document makes the document of a record that was passed over.
func (z *scanner) document() *document {
	d := newDocument(z.schema, z.limits)
	d.data, d.size = z.data, len(z.data)
	d.unlisted, d.unnamed, d.unread = true, true, true
	d.spans, d.linked = append(d.room[:0], z.spans...), z.linked
	d.allObjects, d.allNames, d.nodes = int32(len(z.objects)), int32(z.named), int32(min(z.elements, math.MaxInt32))
	return d
}

// list gives the attributes, which may have no names yet.
func (d *document) list() []attribute {
	if d.unlisted {
		d.unlisted = false
		d.attrs = make([]attribute, len(d.spans))
		for i := range d.attrs {
			d.attrs[i].place = int32(i + 1)
		}
	}
	return d.attrs
}

// behind tells where an attribute of the record ends, and how many objects and
// names stand in front of there.
func (d *document) behind(a *attribute) (end, objects, names int) {
	if int(a.place) < len(d.spans) {
		s := &d.spans[a.place]
		return int(s.start), int(s.objects), int(s.names)
	}
	return len(d.data), int(d.allObjects), int(d.allNames)
}

// spanOf tells where an attribute stands in the record; the zero span of a new
// one.
func (d *document) spanOf(a *attribute) span {
	if a.place == 0 {
		return span{}
	}
	return d.spans[a.place-1]
}

// named gives the attributes with their names.
func (d *document) named() []attribute {
	if d.list(); d.unnamed {
		d.unnamed = false
		var all strings.Builder
		all.Grow(16 * min(len(d.attrs), few))
		for i := range d.attrs {
			at := int(d.spans[i].text)
			end, _ := scanText(d.layout, d.data, at)
			d.attrs[i].name = d.decode(&all, d.data[at:end])
		}
	}
	return d.attrs
}

// few attributes are looked through for a name without reading all of them.
const few = 16

// indexOf gives the index of the last attribute of that name, or -1.
func (d *document) indexOf(name string) int {
	if d.unnamed && len(d.spans) <= few {
		for i := len(d.spans) - 1; i >= 0; i-- {
			if d.sameText(d.data, int(d.spans[i].text), name) {
				return i
			}
		}
		return -1
	}
	attrs := d.named()
	return d.index.Find(name, len(attrs), func(i int) string { return attrs[i].name })
}

// load makes the nodes.
func (d *document) load() {
	if !d.unread {
		return
	}
	d.unread = false
	d.named()
	a := &attempt{reader: newReader(d.schema, string(d.data), d.limits)}
	a.given, d.straight = d.straight, nil
	a.record()
	d.seen = append(d.seen, a.seen...)
	if a.err != nil { // no record that a scanner passed
		d.stop = fmt.Errorf("what was passed over can't be read: %w", a.stopped())
		d.frozen = d.stop
	}
	d.read, d.session, d.lost = a.attrs, a.session, a.lost
	d.circles, d.late, d.again = d.circles || a.circles, d.late || a.late, d.again || a.again
	d.fill(d.attrs)
}

// fill gives attributes that weren't read their nodes.
func (d *document) fill(attrs []attribute) {
	for i := range attrs {
		a := &attrs[i]
		n := int(a.place) - 1
		if n < 0 || n >= len(d.read) {
			continue
		}
		if a.key == nil {
			a.key = d.read[n].key
		}
		if a.value == nil {
			a.value = d.read[n].value
		}
	}
}

// write encodes attributes after an edit, or some of them.
func (d *document) write(attrs []attribute) ([]byte, error) {
	if out, ok := d.weave(attrs); ok {
		return out, nil
	}
	d.load()
	d.fill(attrs)
	return d.emit(attrs)
}
