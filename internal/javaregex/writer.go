package javaregex

import (
	"fmt"
	"strings"
)

// writeSet writes a class of literal ranges, which both engines read alike.
func writeSet(b *strings.Builder, s set) {
	s = s.intersect(scalarValues)
	switch {
	case len(s) == 0:
		b.WriteString(`[^\x00-` + string(rune(maxRune)) + `]`)
		return
	case len(s) == 1 && s[0].lo == s[0].hi:
		writeRune(b, s[0].lo)
		return
	}
	b.WriteByte('[')
	for _, x := range s {
		writeRune(b, x.lo)
		if x.hi > x.lo {
			b.WriteByte('-')
			writeRune(b, x.hi)
		}
	}
	b.WriteByte(']')
}

// scalarValues are the code points that can stand in a Go string; a lone half of
// a surrogate pair never matches.
var scalarValues = set{{0, 0xD7FF}, {0xE000, maxRune}}

func writeRune(b *strings.Builder, r rune) {
	switch {
	case isAlpha(r) || isDigit(r) || r > 0x7F && r != 0xFFFD && r < 0xFFF0 && r > 0x9F:
		b.WriteRune(r)
	case r < 0x100:
		fmt.Fprintf(b, `\x%02X`, r)
	default:
		b.WriteRune(r)
	}
}
