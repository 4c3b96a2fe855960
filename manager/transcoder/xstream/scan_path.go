package xstream

import (
	"bytes"
	"strconv"
)

// find follows a path from an element, or gives none.
func (s *scanner) find(from int32, path []byte) int32 {
	at := from
	rest, absolute := bytes.CutPrefix(path, []byte("/"))
	if absolute {
		var first []byte
		first, rest, _ = bytes.Cut(rest, []byte("/"))
		if !bytes.Equal(bytes.TrimSuffix(first, []byte("[1]")), s.name(0)) {
			return none
		}
		if at = 0; len(rest) == 0 {
			return at
		}
	}
	for more := true; more && at != none; {
		var step []byte
		step, rest, more = bytes.Cut(rest, []byte("/"))
		switch {
		case string(step) == ".":
		case string(step) == "..":
			at = s.marks[at].parent
		case s.marks[at].ref != 0:
			return none
		default:
			at = s.kid(at, step)
		}
	}
	return at
}

// kid follows one step of a path: name or name[n], counted from 1 among the
// kids of that name.
func (s *scanner) kid(of int32, step []byte) int32 {
	n := 1
	if name, number, ok := bytes.Cut(step, []byte("[")); ok {
		var err error
		if n, err = strconv.Atoi(string(bytes.TrimSuffix(number, []byte("]")))); err != nil || n < 1 {
			return none
		}
		step = name
	}
	const few = 512
	if s.marks[of].kids > few {
		return s.kidOfMany(of, step, n)
	}
	for k := s.marks[of].first; k != none; k = s.marks[k].next {
		if bytes.Equal(s.name(k), step) {
			if n--; n == 0 {
				return k
			}
		}
	}
	return none
}

// kidOfMany does the same with an index, lest many references among many kids
// take their product.
func (s *scanner) kidOfMany(of int32, name []byte, n int) int32 {
	kids := s.wide[of]
	if kids == nil {
		kids = map[string][]int32{}
		for k := s.marks[of].first; k != none; k = s.marks[k].next {
			kids[string(s.name(k))] = append(kids[string(s.name(k))], k)
		}
		if s.wide == nil {
			s.wide = map[int32]map[string][]int32{}
		}
		s.wide[of] = kids
	}
	if named := kids[string(name)]; n <= len(named) {
		return named[n-1]
	}
	return none
}
