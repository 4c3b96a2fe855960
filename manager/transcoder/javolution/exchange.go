package javolution

import (
	"bytes"

	"msmgate/manager/javaobj"
)

// Most edits put a string or a box in the place of another of its class: a
// counter, a text. Javolution 5.5.1 gives neither an id, so that nothing refers
// to the old one, and all else is copied as it stands. Nothing of it needs the
// tree.

// exchange does so in a document that has no tree yet; false says that it can't,
// or that Set has to say why not.
func (d *document) exchange(i int, v javaobj.Value) bool {
	if !d.unparsed || !d.unnumbered() {
		return false
	}
	e := newElement("v", javaobj.ClassOf(v))
	switch v := v.(type) {
	case javaobj.String:
		if checkText(classString, string(v)) != nil {
			return false
		}
		e.add("value", string(v))
	case *javaobj.Scalar:
		b := builder{doc: d}
		if hasIdentity(v.Class) || v.Class == "java.util.Currency" || b.scalar(e, v) != nil {
			return false
		}
	default:
		return false
	}
	from, to, ok := d.plainValue(i, e.class)
	if !ok {
		return false
	}
	raw, _ := e.attr("value")
	if text, isText := v.(javaobj.String); isText && unescape(d.data[from:to]) == string(text) {
		return true
	}
	d.splice(from, to, raw)
	return true
}

var (
	keyTag     = []byte(`<k class="java.lang.String" value="`)
	valueTag   = []byte(`"/><v class="`)
	valueStart = []byte(`" value="`)
	tagEnd     = []byte(`"/>`)
)

// unnumbered tells whether the document gives strings no ids; see style.
func (d *document) unnumbered() bool {
	return len(d.entries) > 0 && bytes.HasSuffix(d.data[:d.entries[0].span.from], keyTag)
}

// plainValue tells where the text of an attribute's value stands, if that is of
// the class, without an id, and written just as javolution does.
func (d *document) plainValue(i int, class []byte) (from, to int, ok bool) {
	at := int(d.entries[i].span.to)
	for _, part := range [][]byte{valueTag, class, valueStart} {
		if !bytes.HasPrefix(d.data[at:], part) {
			return 0, 0, false
		}
		at += len(part)
	}
	size := bytes.IndexByte(d.data[at:], '"')
	if size < 0 || !bytes.HasPrefix(d.data[at+size:], tagEnd) {
		return 0, 0, false
	}
	return at, at + size, true
}

// splice writes raw text between two offsets.
func (d *document) splice(from, to int, raw []byte) {
	out := make([]byte, 0, len(d.data)-(to-from)+len(raw))
	out = append(append(append(out, d.data[:from]...), raw...), d.data[to:]...)
	grown := uint32(len(out) - len(d.data)) // or shrunk
	d.data = out
	for j := range d.entries {
		if s := &d.entries[j].span; int(s.from) > from {
			s.from, s.to = s.from+grown, s.to+grown
		}
	}
}
