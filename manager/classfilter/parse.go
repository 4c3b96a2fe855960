package classfilter

import (
	"fmt"
	"strconv"
	"strings"
)

// SyntaxError says what is wrong in a filter's text, and where.
type SyntaxError struct {
	// Text is the whole filter; Offset counts its bytes up to the fault.
	Text   string
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("class filter %q, at offset %d: %s", e.Text, e.Offset, e.Reason)
}

// Parse reads a filter. Errors are *SyntaxError. A text without patterns gives a
// filter that rejects nothing.
func Parse(text string) (*Filter, error) {
	f := &Filter{text: text, limits: unlimited}
	at := 0
	for part := range strings.SplitSeq(text, ";") {
		if part != "" {
			if offset, reason := f.add(part); reason != "" {
				return nil, &SyntaxError{Text: text, Offset: at + offset, Reason: reason}
			}
		}
		at += len(part) + 1
	}
	return f, nil
}

// add reads one part, which is a limit if it has an equals sign. A reason says
// what is wrong at offset.
func (f *Filter) add(part string) (offset int, reason string) {
	name, value, isLimit := strings.Cut(part, "=")
	if isLimit {
		return f.addLimit(name, value)
	}
	p, offset, reason := parsePattern(part)
	if reason == "" {
		f.patterns = append(f.patterns, p)
	}
	return offset, reason
}

// addLimit reads a limit; of several of one name the last counts.
func (f *Filter) addLimit(name, value string) (offset int, reason string) {
	limit := map[string]*int64{
		"maxdepth": &f.limits.Depth, "maxrefs": &f.limits.References,
		"maxbytes": &f.limits.Bytes, "maxarray": &f.limits.Array,
	}[name]
	if limit == nil {
		return 0, fmt.Sprintf("unknown limit %q; there are maxdepth, maxrefs, maxbytes and maxarray", name)
	}
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case err != nil:
		return len(name) + 1, fmt.Sprintf("%q is no number that %s can have", value, name)
	case n < 0:
		return len(name) + 1, fmt.Sprintf("%s is negative", name)
	}
	*limit = n
	return 0, ""
}

// kind is how a pattern compares names.
type kind int

const (
	exactName kind = iota
	inPackage      // pkg.*
	prefix         // pkg.**, name* and *
)

// pattern is one pattern.
type pattern struct {
	text    string
	negated bool
	module  string // "" for any or none
	kind    kind
	name    string // package names have their last dot
}

func parsePattern(text string) (p pattern, offset int, reason string) {
	p.text = text
	rest, negated := strings.CutPrefix(text, "!")
	p.negated = negated
	if module, after, found := strings.Cut(rest, "/"); found {
		if module == "" {
			return p, len(text) - len(rest), "the module's name is missing before the slash"
		}
		p.module, rest = module, after
	}
	offset = len(text) - len(rest)
	switch {
	case strings.HasSuffix(rest, ".**"):
		p.kind, p.name = prefix, strings.TrimSuffix(rest, "**")
		reason = missingPackage(p.name)
	case strings.HasSuffix(rest, ".*"):
		p.kind, p.name = inPackage, strings.TrimSuffix(rest, "*")
		reason = missingPackage(p.name)
	case strings.HasSuffix(rest, "*"):
		p.kind, p.name = prefix, strings.TrimSuffix(rest, "*")
	case rest == "":
		reason = "a class or package is missing"
	default:
		p.name = rest
	}
	return p, offset, reason
}

func missingPackage(name string) string {
	if name == "." {
		return "the package's name is missing before the dot"
	}
	return ""
}

func (p *pattern) matches(class string) bool {
	switch p.kind {
	case exactName:
		if class != p.name {
			return false
		}
	case inPackage:
		if !strings.HasPrefix(class, p.name) || strings.LastIndexByte(class, '.') != len(p.name)-1 {
			return false
		}
	default:
		if !strings.HasPrefix(class, p.name) {
			return false
		}
	}
	return p.module == "" || p.module == moduleOf(class)
}
