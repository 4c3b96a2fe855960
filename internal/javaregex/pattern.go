package javaregex

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
)

// Pattern is a compiled pattern; it can be used by many goroutines at once.
type Pattern struct {
	source string
	// fast is nil if there is no form for the standard library; the booleans
	// say for which inputs it is right.
	fast       *regexp.Regexp
	noLineEnds bool
	asciiOnly  bool
	// looksBehind: Java counts a look-behind's length in UTF-16 units.
	looksBehind bool
	// slow gives the backtracking form. It is made when first needed, or by
	// Compile if there is no other.
	slow func() (*regexp2.Regexp, error)
}

// Compile reads a java.util.regex pattern. The error is an *Error; it wraps
// ErrSyntax if Java refuses the pattern too, else ErrUnsupported.
func Compile(pattern string) (*Pattern, error) {
	if !utf8.ValidString(pattern) {
		return nil, &Error{Reason: "the pattern is not valid UTF-8", Kind: ErrUnsupported}
	}
	tree, parsed, err := parse(pattern)
	if err != nil {
		return nil, err
	}
	p := &Pattern{source: pattern, looksBehind: parsed.looksBehind}
	l := linear{}
	p.fast = l.compile(tree)
	p.noLineEnds, p.asciiOnly = l.noLineEnds, l.asciiOnly
	p.slow = sync.OnceValues(func() (*regexp2.Regexp, error) {
		return newBacktrack(parsed).compile(tree)
	})
	if p.fast == nil || p.noLineEnds || p.asciiOnly {
		if _, err := p.slow(); err != nil {
			return nil, &Error{Reason: fmt.Sprintf("no form for the backtracking engine: %v", err), Kind: ErrUnsupported}
		}
	}
	return p, nil
}

// MatchString tells whether the pattern matches the whole of s, as
// Matcher.matches does. The error is not nil only if a limit on time (half a second) or
// stack was passed, or if a look-behind meets characters beyond U+FFFF, where
// Java's result depends on the release; s then counts as not matched. Bytes that are not UTF-8 count
// as U+FFFD each.
func (p *Pattern) MatchString(s string) (bool, error) {
	if p.fast != nil && (!p.noLineEnds || s != "" && !strings.ContainsAny(s, "\n\r\u0085\u2028\u2029")) && (!p.asciiOnly || isASCII(s)) {
		return p.fast.MatchString(s), nil
	}
	if p.looksBehind && strings.IndexFunc(s, func(r rune) bool { return r > 0xFFFF }) >= 0 {
		return false, fmt.Errorf("matching %q: %w: a look-behind over characters beyond U+FFFF", p.source, ErrUnsupported)
	}
	slow, err := p.slow()
	if err != nil {
		return false, err
	}
	matched, err := slow.MatchString(s)
	if err != nil {
		return false, fmt.Errorf("matching %q: %w", p.source, err)
	}
	return matched, nil
}

// String is the pattern as Java reads it.
func (p *Pattern) String() string { return p.source }

// Linear tells whether matching takes linear time for ASCII inputs without line
// ends, as request lines are.
func (p *Pattern) Linear() bool { return p.fast != nil }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
