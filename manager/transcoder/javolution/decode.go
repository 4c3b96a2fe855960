package javolution

import (
	"math"
	"sync"

	"msmgate/manager/transcoder"
)

// frame is what checking finds of the session's attributes.
type frame struct {
	// names are where they stand, raw.
	names []span
	// odd tells that the attributes don't stand as MSM writes them: the tree
	// tells what javolution would read, or what is wrong.
	odd bool
	// values counts them.
	values int
}

type span struct{ from, to uint32 }

// note looks at an element that begins at a depth.
func (f *frame) note(e *element, depth int) {
	switch {
	case depth > 1:
	case depth == 0:
		f.odd = !isFrame(e)
	case f.values == len(f.names): // a key's turn
		value := e.attrIndex("value")
		if string(e.name) != "k" || string(e.class) != classString || e.identity == reference || value < 0 {
			f.odd = true
			return
		}
		a := &e.attrs[value]
		f.names = append(f.names, span{uint32(a.at), uint32(a.at + len(a.value))})
	default:
		f.values++
		f.odd = f.odd || string(e.name) != "v"
	}
}

// isFrame tells whether the root is the session's map.
func isFrame(root *element) bool {
	return string(root.name) == "attributes" && root.isNamed && root.identity != reference
}

// checkers keeps the tables of scanners for the next document.
var checkers = sync.Pool{New: func() any { return &scanner{checking: true} }}

// decode checks attribute bytes and gives their document.
func decode(data []byte, limits transcoder.Limits) (*document, error) {
	limits.Bytes = min(limits.Bytes, math.MaxInt32) // so that offsets fit; Java has no larger array
	s := checkers.Get().(*scanner)
	s.data, s.limits = data, limits
	defer s.release()
	if _, err := s.document(); err != nil {
		return nil, err
	}
	d := &document{data: data, limits: limits, unnamed: true, unparsed: true}
	if s.frame.odd || s.frame.values != len(s.frame.names) {
		return d, d.parse()
	}
	d.entries = d.room[:0]
	if len(s.frame.names) > len(d.room) {
		d.entries = make([]entry, 0, len(s.frame.names))
	}
	for _, name := range s.frame.names {
		d.entries = append(d.entries, entry{span: name})
	}
	return d, nil
}

// release gives a scanner that was checking back.
func (s *scanner) release() {
	const most = 1 << 10
	if cap(s.attrs) > most || cap(s.spare) > most || cap(s.frame.names) > most {
		return
	}
	clear(s.attrs[:cap(s.attrs)])
	for _, e := range s.spare {
		*e = element{}
	}
	*s = scanner{checking: true, attrs: s.attrs[:0], spare: s.spare, stack: s.stack[:0], frame: frame{names: s.frame.names[:0]}}
	checkers.Put(s)
}

// parse makes the tree of a document that wasn't asked for any of it yet. It
// fails only where decode calls it.
func (d *document) parse() error {
	if !d.unparsed {
		return nil
	}
	d.unnamed, d.unparsed = false, false
	s := scanner{data: d.data, limits: d.limits}
	root, err := s.document()
	if err != nil {
		return err
	}
	d.root, d.epilogue, d.style = root, s.epilogue, style{stringIDs: true}
	return d.readEntries()
}

// tree makes what decoding has left out.
func (d *document) tree() { _ = d.parse() }

// named gives the attributes with their names.
func (d *document) named() []entry {
	if d.unnamed {
		d.unnamed = false
		for i := range d.entries {
			e := &d.entries[i]
			e.name = unescape(d.data[e.span.from:e.span.to])
		}
	}
	return d.entries
}

// find gives the index of an attribute, or -1.
func (d *document) find(name string) int {
	entries := d.named()
	return d.index.Find(name, len(entries), func(i int) string { return entries[i].name })
}
