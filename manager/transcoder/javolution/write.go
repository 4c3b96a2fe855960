package javolution

import (
	"fmt"
	"strconv"

	"msmgate/manager/transcoder"
)

// writer writes a tree anew. The first place at which an object is met gets its
// definition, whatever stood there before, and every later one a reference; so
// what an edit took away moves to where it is still needed, and an unedited
// tree comes out byte for byte.
type writer struct {
	dst []byte
	// round is which writing of the document it is, ids how many definitions were
	// written so far.
	round uint32
	ids   int
	// depth that the document may nest to.
	depth int
}

func (w *writer) raw(b []byte)  { w.dst = append(w.dst, b...) }
func (w *writer) text(s string) { w.dst = append(w.dst, s...) }
func (w *writer) number(n int)  { w.dst = strconv.AppendInt(w.dst, int64(n), 10) }

// document writes the root with the entries chosen.
func (w *writer) document(d *document, entries []entry) error {
	root := d.root
	w.raw(root.lead)
	if root.identity == definition {
		w.define(root) // the first of all
	}
	w.rootTag(root, len(entries))
	for _, e := range entries {
		if err := w.element(e.key, 2); err != nil {
			return err
		}
		if err := w.element(e.value, 2); err != nil {
			return err
		}
	}
	switch {
	case root.tail != nil && (len(entries) > 0 || root.first == nil):
		w.raw(root.tail)
	case len(entries) > 0:
		w.text("</attributes>")
	}
	w.raw(d.epilogue)
	return nil
}

// rootTag writes the root's start tag, with its own bytes save for size and the
// end: without children it closes itself, as MSM writes it.
func (w *writer) rootTag(root *element, n int) {
	body, end := splitTag(root.head)
	if n != root.kids/2 {
		for _, a := range root.attrs {
			if string(a.name) == "size" {
				from := a.at - root.offset
				w.raw(body[:from])
				w.number(n)
				body = body[from+len(a.value):]
				break
			}
		}
	}
	w.raw(body)
	switch {
	case n > 0 && root.tail == nil:
		end = ">"
	case n == 0 && root.first != nil:
		end = "/>"
	}
	w.text(end)
}

// splitTag parts a start tag from its > or />.
func splitTag(head []byte) (body []byte, end string) {
	if head[len(head)-2] == '/' {
		return head[:len(head)-2], "/>"
	}
	return head[:len(head)-1], ">"
}

// element writes what stands at p.
func (w *writer) element(p *element, depth int) error {
	if depth > w.depth {
		return fmt.Errorf("element %s: %w", p.name, &transcoder.LimitError{Limit: "depth", Max: w.depth})
	}
	w.raw(p.lead)
	object := p.object()
	if object.written == w.round {
		w.reference(p, object, int(object.id))
		return nil
	}
	id := 0
	if object.identity == definition {
		id = w.define(object)
	}
	original := p == object && p.head != nil && (p.identity == anonymous || p.idTo > 0)
	switch {
	case !original:
		w.tag(p, object, "__id", id)
		for _, a := range object.attrs {
			w.raw(a.raw)
		}
		if object.first == nil {
			w.text("/>")
			return nil
		}
		w.text(">")
	case p.identity == definition:
		w.patched(p, id)
	default:
		w.raw(p.head)
	}
	for kid := object.first; kid != nil; kid = kid.next {
		if err := w.element(kid, depth+1); err != nil {
			return err
		}
	}
	if original {
		w.raw(p.tail)
		return nil
	}
	w.text("</")
	w.raw(w.name(p, object))
	w.text(">")
	return nil
}

// define gives an object its number in this writing.
func (w *writer) define(object *element) int {
	id := w.ids
	object.written, object.id = w.round, int32(id)
	w.ids++
	return id
}

// reference writes a second occurrence.
func (w *writer) reference(p, object *element, id int) {
	if p.identity == reference && p.head != nil {
		w.patched(p, id)
		w.raw(p.tail)
		return
	}
	w.tag(p, object, "__ref", id)
	w.text("/>")
}

// patched writes the element's own start tag with another number; its own
// spelling of the same number stays.
func (w *writer) patched(p *element, id int) {
	if n, err := strconv.Atoi(string(p.head[p.idFrom:p.idTo])); err == nil && n == id {
		w.raw(p.head)
		return
	}
	w.raw(p.head[:p.idFrom])
	w.number(id)
	w.raw(p.head[p.idTo:])
}

// tag begins a start tag for an object at the place p: the place gives the
// name, the object its class.
func (w *writer) tag(p, object *element, kind string, id int) {
	w.text("<")
	w.raw(w.name(p, object))
	if w.isNamed(p, object) {
		w.text(` class="`)
		w.raw(object.class)
		w.text(`"`)
	}
	if object.identity == definition {
		w.text(" " + kind + `="`)
		w.number(id)
		w.text(`"`)
	}
}

func (w *writer) isNamed(p, object *element) bool {
	return p.isNamed || p.identity == reference && string(p.name) != string(object.class)
}

func (w *writer) name(p, object *element) []byte {
	if w.isNamed(p, object) {
		return p.name
	}
	return object.class
}
