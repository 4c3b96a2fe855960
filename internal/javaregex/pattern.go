package javaregex

import (
	"errors"
	"regexp"
)

// Pattern is a compiled pattern.
type Pattern struct {
	source string
	fast   *regexp.Regexp
}

// Compile translates a pattern.
func Compile(pattern string) (*Pattern, error) {
	fast, err := regexp.Compile(`\A(?:` + pattern + `)\z`)
	if err != nil {
		return nil, err
	}
	return &Pattern{source: pattern, fast: fast}, nil
}

// MatchString tells whether the pattern matches the whole of s.
func (p *Pattern) MatchString(s string) (bool, error) { return p.fast.MatchString(s), nil }

// String is the Java pattern.
func (p *Pattern) String() string { return p.source }

// ErrUnsupported is wrapped by the errors for patterns that Java would accept.
var ErrUnsupported = errors.New("not supported")
