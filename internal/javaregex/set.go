package javaregex

import (
	"cmp"
	"slices"
	"unicode"
)

// span is a range of code points, both ends included.
type span struct{ lo, hi rune }

// set is a set of code points: sorted spans that neither overlap nor touch.
type set []span

const maxRune = unicode.MaxRune

var (
	everything = set{{0, maxRune}}
	nothing    = set{}
)

func single(r rune) set        { return set{{r, r}} }
func interval(lo, hi rune) set { return set{{lo, hi}} }

// runes makes a set of single code points.
func runes(list ...rune) set {
	var s set
	for _, r := range list {
		s = append(s, span{r, r})
	}
	return normalize(s)
}

// normalize sorts spans and joins those that overlap or touch.
func normalize(s set) set {
	slices.SortFunc(s, func(a, b span) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	joined := s[:0]
	for _, x := range s {
		if n := len(joined); n > 0 && x.lo <= joined[n-1].hi+1 {
			joined[n-1].hi = max(joined[n-1].hi, x.hi)
			continue
		}
		joined = append(joined, x)
	}
	return joined
}

func (s set) union(others ...set) set {
	all := slices.Clone(s)
	for _, o := range others {
		all = append(all, o...)
	}
	return normalize(all)
}

func (s set) negate() set {
	var out set
	next := rune(0)
	for _, x := range s {
		if x.lo > next {
			out = append(out, span{next, x.lo - 1})
		}
		next = x.hi + 1
	}
	if next <= maxRune {
		out = append(out, span{next, maxRune})
	}
	return out
}

func (s set) intersect(o set) set {
	var out set
	for i, j := 0, 0; i < len(s) && j < len(o); {
		lo, hi := max(s[i].lo, o[j].lo), min(s[i].hi, o[j].hi)
		if lo <= hi {
			out = append(out, span{lo, hi})
		}
		if s[i].hi < o[j].hi {
			i++
		} else {
			j++
		}
	}
	return out
}

func (s set) minus(o set) set { return s.intersect(o.negate()) }

func (s set) contains(r rune) bool {
	_, found := slices.BinarySearchFunc(s, r, func(x span, r rune) int {
		switch {
		case x.hi < r:
			return -1
		case x.lo > r:
			return 1
		}
		return 0
	})
	return found
}

// table makes a set of a range table of the standard library.
func table(tables ...*unicode.RangeTable) set {
	var s set
	for _, t := range tables {
		for _, r := range t.R16 {
			s = appendStride(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			s = appendStride(s, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return normalize(s)
}

func appendStride(s set, lo, hi, stride rune) set {
	if stride == 1 {
		return append(s, span{lo, hi})
	}
	for r := lo; r <= hi; r += stride {
		s = append(s, span{r, r})
	}
	return s
}
