package javaregex

import (
	"sync"
	"unicode"
)

// foldedRune is a code point with its upper case and that one's lower case,
// which is what Java compares.
type foldedRune struct{ r, upper, lower rune }

// casedRunes are all code points that case changes.
var casedRunes = sync.OnceValue(func() []foldedRune {
	var list []foldedRune
	for _, c := range unicode.CaseRanges {
		for r := rune(c.Lo); r <= rune(c.Hi); r++ {
			upper := unicode.ToUpper(r)
			lower := unicode.ToLower(upper)
			if upper != r || lower != r {
				list = append(list, foldedRune{r, upper, lower})
			}
		}
	}
	return list
})

// foldASCII adds the other case of ASCII letters, as (?i) does.
func (s set) foldASCII() set {
	var more set
	for c := rune('a'); c <= 'z'; c++ {
		upper := c - 'a' + 'A'
		if s.contains(c) || s.contains(upper) {
			more = append(more, span{c, c}, span{upper, upper})
		}
	}
	return s.union(more)
}

// foldRange is a range under (?iu): all code points whose upper case, or that
// one's lower case, stands in the range.
func foldRange(s set) set {
	var more set
	for _, f := range casedRunes() {
		if s.contains(f.upper) || s.contains(f.lower) {
			more = append(more, span{f.r, f.r})
		}
	}
	return s.union(more)
}

// foldSingle is one code point under (?iu).
func foldSingle(r rune) set {
	lower := unicode.ToLower(unicode.ToUpper(r))
	s := set{{r, r}, {lower, lower}}
	for _, f := range casedRunes() {
		if f.lower == lower {
			s = append(s, span{f.r, f.r})
		}
	}
	return normalize(s)
}
