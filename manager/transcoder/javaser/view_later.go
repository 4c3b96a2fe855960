package javaser

import "msmgate/manager/javaobj"

// task is content that is left to be filled in. Of beans, lists and maps there
// are many, so that they get by without a function made for each.
type task struct {
	value javaobj.Value
	of    *object // a Bean's
	items []item  // a List's elements, a Map's keys and values in turn
	other func()  // if there is no value
}

// later fills content in when shell is through.
func (d *document) later(other func()) { d.push(task{other: other}) }

// fields fills a Bean in later.
func (d *document) fields(b *javaobj.Bean, of *object) { d.push(task{value: b, of: of}) }

// elements fills a List in later.
func (d *document) elements(l *javaobj.List, items []item) { d.push(task{value: l, items: items}) }

// mappings fills a Map in later.
func (d *document) mappings(m *javaobj.Map, items []item) { d.push(task{value: m, items: items}) }

func (d *document) push(t task) {
	if d.view.todo == nil {
		d.view.todo = make([]task, 0, 8)
	}
	d.view.todo = append(d.view.todo, t)
}

func (d *document) fill(t task) {
	switch v := t.value.(type) {
	case *javaobj.Bean:
		v.Fields, v.Data = d.content(t.of.slots, nil)
	case *javaobj.List:
		v.Elems = d.shells(t.items)
	case *javaobj.Map:
		v.Entries = d.entries(t.items)
	default:
		t.other()
	}
}

func (d *document) entries(items []item) []javaobj.Entry {
	if len(items) == 0 {
		return nil
	}
	entries := make([]javaobj.Entry, len(items)/2)
	for i := range entries {
		entries[i] = javaobj.Entry{Key: d.shell(items[2*i]), Value: d.shell(items[2*i+1])}
	}
	return entries
}

// maxScalars bounds a chunk to 4 KiB: one small number that a program keeps
// keeps its whole chunk.
const maxScalars = 64

// scalar gives room for a boxed primitive: there are many, so they are made in
// growing chunks.
func (d *document) scalar() *javaobj.Scalar {
	if len(d.view.scalars) == 0 {
		d.view.chunk = min(max(2*d.view.chunk, 2), maxScalars)
		d.view.scalars = make([]javaobj.Scalar, d.view.chunk)
	}
	s := &d.view.scalars[0]
	d.view.scalars = d.view.scalars[1:]
	return s
}
