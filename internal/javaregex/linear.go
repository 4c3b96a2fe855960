package javaregex

import (
	"fmt"
	"regexp"
	"strings"
)

// linear writes a tree for the standard library's regexp. The booleans say for
// which inputs the result is right; what it can't write at all makes impossible.
type linear struct {
	strings.Builder
	impossible bool
	// noLineEnds: right only for inputs without line ends, and not empty.
	noLineEnds bool
	// asciiOnly: right only for ASCII inputs.
	asciiOnly bool
}

// maxProgram bounds the repetitions that the library unrolls.
const (
	maxProgram = 50_000
	maxCount   = 1000
)

func (l *linear) compile(tree node) *regexp.Regexp {
	if programSize(tree) > maxProgram {
		return nil
	}
	l.WriteString(`\A(?:`)
	l.write(tree, true)
	l.WriteString(`)\z`)
	if l.impossible {
		return nil
	}
	compiled, err := regexp.Compile(l.String())
	if err != nil {
		return nil
	}
	return compiled
}

// write writes a node; last says that nothing of the pattern follows it, so that
// the match must end where it ends.
func (l *linear) write(n node, last bool) {
	switch n := n.(type) {
	case chars:
		writeSet(&l.Builder, n.set)
	case sequence:
		l.WriteString("(?:")
		for i, part := range n.parts {
			l.write(part, last && i == len(n.parts)-1)
		}
		l.WriteString(")")
	case choice:
		l.WriteString("(?:")
		for i, branch := range n.branches {
			if i > 0 {
				l.WriteByte('|')
			}
			l.write(branch, last)
		}
		l.WriteString(")")
	case group:
		l.write(n.body, last)
	case repeat:
		l.repeat(n)
	case anchor:
		l.anchor(n.kind, last)
	default:
		l.impossible = true
	}
}

func (l *linear) repeat(n repeat) {
	if n.how == possessive || n.min > maxCount || n.max > maxCount {
		l.impossible = true
		return
	}
	l.WriteString("(?:")
	l.write(n.body, false)
	l.WriteString(")")
	l.WriteString(quantifier(n))
}

func quantifier(n repeat) string {
	q := ""
	switch {
	case n.min == 0 && n.max < 0:
		q = "*"
	case n.min == 1 && n.max < 0:
		q = "+"
	case n.min == 0 && n.max == 1:
		q = "?"
	case n.max < 0:
		q = fmt.Sprintf("{%d,}", n.min)
	default:
		q = fmt.Sprintf("{%d,%d}", n.min, n.max)
	}
	if n.how == lazy {
		q += "?"
	}
	return q
}

// anchor writes a place. A "$" with nothing behind it can only match at the very
// end, because the whole input must match; elsewhere it is the end only if there
// are no line ends.
func (l *linear) anchor(kind anchorKind, last bool) {
	switch kind {
	case begin:
		l.WriteString(`\A`)
	case end:
		l.WriteString(`\z`)
	case dollar, unixDollar, lineEnd, unixLineEnd:
		l.WriteString(`\z`)
		l.noLineEnds = l.noLineEnds || !last
	case lineBegin, unixLineBegin:
		l.WriteString(`\A`)
		l.noLineEnds = true
	case wordBound:
		l.WriteString(`\b`)
		l.asciiOnly = true
	case noWordBound:
		l.WriteString(`\B`)
		l.asciiOnly = true
	}
}

// programSize estimates how large a tree gets when its counts are unrolled.
func programSize(n node) int {
	switch n := n.(type) {
	case chars:
		return 1 + len(n.set)/4
	case sequence:
		return sumSize(n.parts)
	case choice:
		return sumSize(n.branches)
	case group:
		return programSize(n.body)
	case atomic:
		return programSize(n.body)
	case look:
		return programSize(n.body)
	case repeat:
		times := max(n.min, n.max, 1)
		size := programSize(n.body)
		if size > maxProgram/times {
			return maxProgram + 1
		}
		return size*times + 1
	}
	return 1
}

func sumSize(list []node) int {
	total := 1
	for _, n := range list {
		if total += programSize(n); total > maxProgram {
			return maxProgram + 1
		}
	}
	return total
}
