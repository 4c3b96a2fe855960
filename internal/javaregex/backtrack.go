package javaregex

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/dlclark/regexp2/v2"
)

// Limits on one match by backtracking.
const (
	matchTimeout  = 500 * time.Millisecond
	maxMatchStack = 1_000_000
	// maxText bounds what is handed to the engine, in bytes.
	maxText = 2 << 20
)

var errTooLarge = errors.New("it gets too large")

// backtrack writes a tree for the backtracking engine, which is right for every
// input.
type backtrack struct {
	strings.Builder
	// numbers maps the groups that are referred to, to those written; groups
	// may be referred to before they begin.
	numbers map[int]int
}

func newBacktrack(p *parser) *backtrack {
	w := &backtrack{numbers: map[int]int{}}
	for index := 1; index < p.groups; index++ {
		if p.references[index] {
			w.numbers[index] = len(w.numbers) + 1
		}
	}
	return w
}

func (w *backtrack) compile(tree node) (*regexp2.Regexp, error) {
	w.WriteString(`\A(?:`)
	w.write(tree)
	w.WriteString(`)\z`)
	if w.Len() > maxText {
		return nil, errTooLarge
	}
	compiled, err := regexp2.Compile(w.String(), regexp2.OptionMaxBacktrackingStackSize(maxMatchStack))
	if err != nil {
		return nil, err
	}
	compiled.MatchTimeout = matchTimeout
	return compiled, nil
}

func (w *backtrack) write(n node) {
	if w.Len() > maxText {
		return
	}
	switch n := n.(type) {
	case chars:
		writeSet(&w.Builder, n.set)
	case sequence:
		w.WriteString("(?:")
		for _, part := range n.parts {
			w.write(part)
		}
		w.WriteString(")")
	case choice:
		w.WriteString("(?:")
		for i, branch := range n.branches {
			if i > 0 {
				w.WriteByte('|')
			}
			w.write(branch)
		}
		w.WriteString(")")
	case group:
		w.group(n)
	case repeat:
		w.repeat(n)
	case atomic:
		w.atomic(n.body)
	case look:
		w.enclose(lookPrefix(n), n.body)
	case reference:
		number, ok := w.numbers[n.index]
		if !ok {
			// There is no such group: Java never matches here.
			w.WriteString("(?!)")
			return
		}
		fmt.Fprintf(w, `(?:\%d)`, number)
	case anchor:
		w.WriteString(anchorForm(n.kind))
	}
}

func (w *backtrack) enclose(prefix string, body node) {
	w.WriteString(prefix)
	w.write(body)
	w.WriteString(")")
}

func lookPrefix(n look) string {
	switch {
	case n.behind && n.negate:
		return "(?<!"
	case n.behind:
		return "(?<="
	case n.negate:
		return "(?!"
	}
	return "(?="
}

// atomic writes a part that keeps its first way. What follows the group always
// holds; without it the engine takes (?>b+)*b not to match "b".
func (w *backtrack) atomic(body node) {
	w.enclose("(?>", body)
	w.WriteString("(?!(?!))")
}

func (w *backtrack) group(n group) {
	if _, ok := w.numbers[n.index]; !ok {
		w.enclose("(?:", n.body)
		return
	}
	w.enclose("(", n.body)
}

func (w *backtrack) repeat(n repeat) {
	if n.how == possessive {
		n.how = greedy
		if n.group {
			// Java keeps the first way of each turn, too.
			n.body = atomic{n.body}
		}
		w.atomic(n)
		return
	}
	w.enclose("(?:", n.body)
	w.WriteString(quantifier(n))
}

// anchorForm writes a place by looking around.
func anchorForm(kind anchorKind) string {
	switch kind {
	case begin:
		return `\A`
	case end:
		return `\z`
	case dollar:
		return `(?=\r\n\z|[\r\u0085\u2028\u2029]\z|(?<!\r)\n\z|\z)`
	case lineEnd:
		return `(?=[\r\u0085\u2028\u2029]|(?<!\r)\n|\z)`
	case lineBegin:
		return `(?:(?:\A|(?<=[\n\u0085\u2028\u2029])|(?<=\r)(?!\n))(?!\z))`
	case unixDollar:
		return `(?=\n?\z)`
	case unixLineEnd:
		return `(?=\n|\z)`
	case unixLineBegin:
		return `(?:(?:\A|(?<=\n))(?!\z))`
	case noWordBound:
		return "(?!" + wordBoundForm() + ")"
	}
	return wordBoundForm()
}

// wordBoundForm is \b, for which Java 17 takes letters and digits of any script
// for word characters, and marks after them.
var wordBoundForm = sync.OnceValue(func() string {
	var word, base, mark strings.Builder
	writeSet(&word, letterOrDigit().union(single('_')))
	writeSet(&base, letterOrDigit())
	writeSet(&mark, table(unicode.Mn))
	before := "(?:(?<=" + word.String() + ")|(?<=" + base.String() + mark.String() + "+))"
	after := "(?:(?=" + word.String() + ")|(?=" + mark.String() + ")(?<=" + base.String() + mark.String() + "*))"
	return "(?:" + before + "(?!" + after + ")|(?!" + before + ")" + after + ")"
})
