package gengo

import (
	"slices"

	"msmgate/manager/javaobj"
)

// kind groups values by what Go type can hold them.
type kind int

const (
	kindText   kind = iota // a String, or text whose class the format doesn't carry
	kindScalar             // an object that is one text
	kindDate
	kindBytes
	kindEnum
	kindList
	kindMap
	kindObject // an object with fields, of a class that gets a type
	kindOther  // anything else, and what a format has lost
)

// place is somewhere that values were seen: an attribute, a field, the elements
// of a list.
type place struct {
	null bool
	// untold says that there was text whose class the format doesn't carry.
	untold  bool
	kinds   [kindOther + 1]bool
	classes map[string]bool
	// elems, keys and values are the places inside lists and maps.
	elems, keys, values *place
	depth               int
	inside              map[javaobj.Value]bool // lists and maps that were looked into
}

// maxNesting bounds the places inside places.
const maxNesting = 6

func (p *place) note(k kind, class string) {
	p.kinds[k] = true
	if p.classes == nil {
		p.classes = map[string]bool{}
	}
	p.classes[class] = true
}

// only gives the kind of all values that were seen; ok is false if there are
// several, or none.
func (p *place) only() (k kind, ok bool) {
	n := 0
	for i, seen := range p.kinds {
		if seen {
			k = kind(i)
			n++
		}
	}
	return k, n == 1
}

// just tells whether nothing but values of these kinds were seen.
func (p *place) just(kinds ...kind) bool {
	for k, seen := range p.kinds {
		if seen && !slices.Contains(kinds, kind(k)) {
			return false
		}
	}
	return true
}

// class gives the class of all values that were seen, "" if they are of several.
func (p *place) class() string {
	if len(p.classes) != 1 {
		return ""
	}
	for name := range p.classes {
		return name
	}
	return ""
}

// within gives a place inside this one.
func (c *Catalogue) within(p *place, inner **place) *place {
	if *inner == nil {
		if p.depth >= maxNesting {
			*inner = c.deep
		} else {
			*inner = &place{depth: p.depth + 1}
		}
	}
	return *inner
}

// enter tells whether a list or map hasn't been looked into yet, from here.
func (p *place) enter(v javaobj.Value) bool {
	if p.inside[v] {
		return false
	}
	if p.inside == nil {
		p.inside = map[javaobj.Value]bool{}
	}
	p.inside[v] = true
	return true
}

// merge adds what was seen at another place.
func (p *place) merge(q *place) {
	if q == nil || p == q {
		return
	}
	p.null, p.untold = p.null || q.null, p.untold || q.untold
	for k, seen := range q.kinds {
		p.kinds[k] = p.kinds[k] || seen
	}
	for name := range q.classes {
		if p.classes == nil {
			p.classes = map[string]bool{}
		}
		p.classes[name] = true
	}
	if p.depth > maxNesting {
		return
	}
	for _, pair := range [][2]**place{{&p.elems, &q.elems}, {&p.keys, &q.keys}, {&p.values, &q.values}} {
		if *pair[1] == nil {
			continue
		}
		if *pair[0] == nil {
			*pair[0] = &place{depth: p.depth + 1}
		}
		(*pair[0]).merge(*pair[1])
	}
}
