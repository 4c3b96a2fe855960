package xstream

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"msmgate/manager/transcoder"
)

// emitter writes a document. The first mention of an object gets its content,
// the others get paths to it.
type emitter struct {
	out    []byte
	round  int
	limits transcoder.Limits
	count  int
	// skip leaves elements out: attributes that weren't chosen.
	skip    map[*slot]bool
	circles *circles
	classes *classpath
	// checking says that the document is written as it was read.
	checking bool
	// holder is the object whose kids are written; part is the kid of the table.
	holder, table *object
	part          *slot
}

func (e *emitter) slot(s *slot, at *place) error {
	if err := e.within(at.depth); err != nil {
		return err
	}
	e.open(s, at.depth)
	e.attributes(s.attrs)
	o := s.obj
	if o.placing == e.round {
		e.attributes([]attr{{"reference", at.pathTo(o.place)}})
		e.out = append(e.out, '/', '>')
		return e.meet(o)
	}
	o.place, o.placing = at, e.round
	e.attributes(o.attrs)
	kids := e.kept(o.kids)
	if len(kids) == 0 && (o.closed || len(o.kids) > 0) {
		e.out = append(e.out, '/', '>')
		return nil
	}
	e.out = append(e.out, '>')
	if len(kids) == 0 {
		e.out = append(e.out, o.text...)
	} else if err := e.kids(o, kids, at); err != nil {
		return err
	}
	e.out = append(e.out, '<', '/')
	e.out = append(append(e.out, s.name...), '>')
	return nil
}

// single writes an element without kids that nothing refers to: it needs no
// place.
func (e *emitter) single(s *slot, depth int) error {
	e.open(s, depth)
	e.attributes(s.attrs)
	e.attributes(s.obj.attrs)
	if s.obj.closed {
		e.out = append(e.out, '/', '>')
		return e.within(depth)
	}
	e.out = append(append(e.out, '>'), s.obj.text...)
	e.out = append(append(e.out, '<', '/'), s.name...)
	e.out = append(e.out, '>')
	return e.within(depth)
}

// within holds what is written against the limits.
func (e *emitter) within(depth int) error {
	if e.count++; e.count > e.limits.Elements {
		return &transcoder.LimitError{Limit: "elements", Max: e.limits.Elements}
	}
	if len(e.out) > e.limits.Bytes {
		return &transcoder.LimitError{Limit: "bytes", Max: e.limits.Bytes}
	}
	if depth >= e.limits.Depth {
		return &transcoder.LimitError{Limit: "depth", Max: e.limits.Depth}
	}
	return nil
}

// open writes the beginning of a tag and what stands in front of it, and notes
// where.
func (e *emitter) open(s *slot, depth int) {
	if s.spelt {
		e.out = append(e.out, s.before...)
	} else {
		e.indent(depth)
	}
	s.at = len(e.out)
	e.out = append(append(e.out, '<'), s.name...)
}

func (e *emitter) indent(depth int) {
	e.out = append(e.out, '\n')
	e.out = append(e.out, bytes.Repeat([]byte("  "), depth)...)
}

func (e *emitter) attributes(attrs []attr) {
	for _, a := range attrs {
		e.out = append(append(e.out, ' '), a.name...)
		e.out = append(append(append(e.out, '=', '"'), a.value...), '"')
	}
}

func (e *emitter) kept(kids []*slot) []*slot {
	if len(e.skip) == 0 {
		return kids
	}
	for i, k := range kids {
		if !e.skip[k] {
			continue
		}
		kept := append([]*slot(nil), kids[:i]...)
		for _, k := range kids[i:] {
			if !e.skip[k] {
				kept = append(kept, k)
			}
		}
		return kept
	}
	return kids
}

func (e *emitter) kids(o *object, kids []*slot, at *place) error {
	counts := make(map[string]int, min(len(kids), 4))
	e.classes.infer(o)
	outer, late := e.holder, isMadeLast(o)
	at.exchanged = !late && e.classes.exchanges(o)
	for _, k := range kids {
		e.holder, at.unborn = o, late || isComparator(k) && o.class == "java.util.TreeMap"
		if o == e.table {
			e.part = k
		}
		n := counts[k.name] + 1
		counts[k.name] = n
		if !k.obj.shared && len(k.obj.kids) == 0 {
			if err := e.single(k, at.depth+1); err != nil {
				return err
			}
			continue
		}
		step := k.name
		if n > 1 {
			step += "[" + strconv.Itoa(n) + "]"
		}
		if err := e.slot(k, &place{parent: at, step: step, depth: at.depth + 1}); err != nil {
			return err
		}
	}
	e.holder, at.unborn, at.exchanged = outer, false, false
	if o.spelt {
		e.out = append(e.out, o.tail...)
	} else {
		e.indent(at.depth)
	}
	return nil
}

// emit writes the whole document but for the elements to be skipped.
func (d *document) emit(skip map[*slot]bool) ([]byte, error) {
	return d.emitter(skip).all(d)
}

func (d *document) emitter(skip map[*slot]bool) *emitter {
	return &emitter{
		limits: d.limits, skip: skip, circles: &d.circles, classes: &d.classes, table: d.table, out: make([]byte, 0, len(d.data)+256),
	}
}

// all writes the whole document.
func (e *emitter) all(d *document) ([]byte, error) {
	d.round++
	d.whole, e.round = nil, d.round
	err := e.slot(d.root, &place{step: d.root.name})
	switch {
	case errors.As(err, new(*transcoder.UnsupportedError)):
		return nil, fmt.Errorf("attribute %q: %w", d.nameOf(e.part), err)
	case err != nil:
		return nil, fmt.Errorf("encoding session attributes: %w", err)
	}
	e.out = append(e.out, d.trailing...)
	if len(e.out) > d.limits.Bytes {
		return nil, fmt.Errorf("encoding session attributes: %w", &transcoder.LimitError{Limit: "bytes", Max: d.limits.Bytes})
	}
	if len(e.skip) == 0 {
		d.whole = e.out
	}
	return e.out, nil
}
