package kryo

import (
	"strings"
	"sync"

	"msmgate/manager/javaobj"
)

// direct makes values straight from a record that a scanner has passed: most
// sessions that are read are never edited in a way that needs nodes. At what is
// met seldom it gives up, and nodes are made of all.
type direct struct {
	*scanner
	doc *document
	at  int
	// values are by the order in which a reader makes nodes, numbered tells which of
	// them the objects are that have a number; unmade of one that isn't there yet.
	values   []javaobj.Value
	numbered []int32
	// elems holds the elements of what is being read, letters all texts.
	elems   []javaobj.Value
	letters strings.Builder
	scalars []javaobj.Scalar // room for the next
	chunk   int              // scalars that were made at once
	gaveUp  bool
}

// straight are the values of a document that has no nodes yet.
type straight struct {
	// values are by the order in which a reader makes nodes.
	values []javaobj.Value
	// attrs are by the attribute's place in the record.
	attrs []javaobj.Value
}

// directs keeps the lists of direct readers for the next record.
var directs = sync.Pool{New: func() any { return new(direct) }}

// valued makes all values of the record without nodes; false says that nodes
// must be made.
func (d *document) valued() bool {
	if d.straight != nil {
		return true
	}
	if !d.unread {
		return false
	}
	p := directs.Get().(*direct)
	p.begin(d)
	attrs := p.attributes(len(d.spans))
	if p.gaveUp {
		d.spent = 0
	} else {
		d.straight = &straight{values: p.values, attrs: attrs}
	}
	if p.end() {
		directs.Put(p)
	}
	return d.straight != nil
}

func (p *direct) begin(d *document) {
	p.scanner = newScanner(d.schema, d.data, d.limits)
	p.doc, p.at, p.gaveUp = d, 1, false
	p.values = make([]javaobj.Value, 0, d.nodes)
	p.letters.Grow(len(d.data))
	if d.layout != layout1 {
		p.reserve() // the session's map
	}
}

// end empties the lists; false says that they are too large to be kept.
func (p *direct) end() bool {
	p.scanner.done()
	p.scanner, p.doc, p.values = nil, nil, nil
	p.letters.Reset()
	p.scalars, p.chunk = nil, 0
	if cap(p.numbered) > most || cap(p.elems) > most {
		return false
	}
	clear(p.elems[:cap(p.elems)])
	p.numbered, p.elems = p.numbered[:0], p.elems[:0]
	return true
}

// attributes reads the session's map.
func (p *direct) attributes(n int) []javaobj.Value {
	attrs := make([]javaobj.Value, n)
	p.uint()
	for i := range attrs {
		p.any(nil)
		attrs[i] = p.any(nil)
		if p.gaveUp {
			return nil
		}
	}
	return attrs
}

// unmade stands for an object that has a number but no value yet.
const unmade = -1

// reserve takes the number of a new object.
func (p *direct) reserve() int {
	p.numbered = append(p.numbered, unmade)
	return len(p.numbered) - 1
}

// node makes room for the value of what a reader makes a node of.
func (p *direct) node(v javaobj.Value) int {
	p.values = append(p.values, v)
	return len(p.values) - 1
}

// scalar gives room for a box: there are many, so they are made in growing chunks,
// of 4 KiB at most: one that a program keeps keeps its chunk.
func (p *direct) scalar() *javaobj.Scalar {
	if len(p.scalars) == 0 {
		p.chunk = min(max(2*p.chunk, 2), 64)
		p.scalars = make([]javaobj.Scalar, p.chunk)
	}
	s := &p.scalars[0]
	p.scalars = p.scalars[1:]
	return s
}

// adopt gives a node the value that was made in its place.
func (s *straight) adopt(n *node, i int) bool {
	if s == nil || i >= len(s.values) {
		return false
	}
	n.view = s.values[i]
	return n.view != nil
}
