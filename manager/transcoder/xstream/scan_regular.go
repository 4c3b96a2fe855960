package xstream

import (
	"bytes"
	"strconv"
)

// valueOf gives the element of the i-th attribute's value, of a document whose
// attributes attributeKeys gives.
func (s *scanner) valueOf(i int) int32 {
	m := s.marks[0].first
	if !s.marks[0].isCustom {
		for range i {
			m = s.marks[m].next
		}
		return s.marks[s.marks[m].first].next
	}
	table := int32(none)
	for ; m != none; m = s.marks[m].next {
		if string(s.name(m)) == tableClass && s.marks[m].ref == 0 {
			table = m
		}
	}
	m = s.marks[table].first
	for range 2*i + 2 {
		m = s.marks[m].next
	}
	return m
}

// plainClass gives the class of an element that holds a text and nothing else;
// "" for any other.
func (s *scanner) plainClass(m int32) string {
	k := &s.marks[m]
	if k.ref != 0 || k.kids != 0 || k.end == 0 || s.data[k.nameEnd] != '>' {
		return ""
	}
	class := aliases[string(s.name(m))]
	if plainNames[class] != string(s.name(m)) {
		return ""
	}
	return class
}

// maxSteps bounds what is spent on finding out whether references are regular.
const maxSteps = 1 << 14

// regular tells whether an emitter would write the document just so: the class
// in front of other attributes, and every reference the shortest way to a first
// mention. None of these may be the element except.
func (s *scanner) regular(except int32) bool {
	if s.loose {
		return false
	}
	var room [256]byte
	left := maxSteps
	for _, from := range s.refs {
		m := &s.marks[from]
		path := s.data[m.ref:m.refEnd]
		to := s.find(from, path)
		if to == except || s.marks[to].ref != 0 {
			return false
		}
		way := s.way(room[:0], from, to, &left)
		if left < 0 || !bytes.Equal(bytes.TrimSuffix(way, []byte("/")), path) {
			return false
		}
	}
	return true
}

// way appends the path from one element to another.
func (s *scanner) way(out []byte, from, to int32, left *int) []byte {
	above, below := s.level(from), s.level(to)
	if *left -= above + below; *left < 0 {
		return out
	}
	top := to
	for from != top {
		if above >= below {
			out = append(out, "../"...)
			from = s.marks[from].parent
			above--
			continue
		}
		top = s.marks[top].parent
		below--
	}
	return s.down(out, top, to, left)
}

// level counts the elements that an element is in.
func (s *scanner) level(m int32) (n int) {
	for m = s.marks[m].parent; m != none; m = s.marks[m].parent {
		n++
	}
	return n
}

// down appends the steps from an element to one in it.
func (s *scanner) down(out []byte, top, to int32, left *int) []byte {
	if to == top || *left < 0 {
		return out
	}
	parent := s.marks[to].parent
	out = s.down(out, top, parent, left)
	name, n := s.name(to), 1
	for k := s.marks[parent].first; k != to; k = s.marks[k].next {
		if bytes.Equal(s.name(k), name) {
			n++
		}
		*left--
	}
	out = append(out, name...)
	if n > 1 {
		out = strconv.AppendInt(append(out, '['), int64(n), 10)
		out = append(out, ']')
	}
	return append(out, '/')
}
