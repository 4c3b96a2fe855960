package classfilter

import (
	"fmt"
	"math"
	"strings"
)

// Filter is a parsed filter. It is safe for concurrent use. A nil *Filter
// rejects nothing.
type Filter struct {
	text     string
	patterns []pattern
	limits   Extent
}

// Decision is what a filter says of a class.
type Decision int

// The decisions. Undecided lets a class pass, too.
const (
	Undecided Decision = iota
	Allowed
	Rejected
)

func (d Decision) String() string {
	return [...]string{"UNDECIDED", "ALLOWED", "REJECTED"}[d]
}

// RejectedError says which class a filter rejects, and why.
type RejectedError struct {
	// Class as Class.getName() gives it, array brackets included.
	Class string
	// Pattern is the one that decided, with its "!".
	Pattern string
}

func (e *RejectedError) Error() string {
	return fmt.Sprintf("class %.300q is rejected by the pattern %q of the class filter", e.Class, e.Pattern)
}

// LimitError says which limit of a filter was passed.
type LimitError struct {
	// Limit is its name, such as maxdepth.
	Limit    string
	Max, Got int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%d is over %s=%d of the class filter", e.Got, e.Limit, e.Max)
}

// String gives the text that the filter was parsed from.
func (f *Filter) String() string {
	if f == nil {
		return ""
	}
	return f.text
}

// Decide judges a class by its name as Class.getName() gives it, such as
// "app.Shop$Cart" or "[Ljava.lang.String;", and gives the pattern that
// decided, "" if none did.
func (f *Filter) Decide(class string) (d Decision, pattern string) {
	if f == nil || len(f.patterns) == 0 {
		return Undecided, ""
	}
	name, primitive := component(class)
	if primitive {
		return Undecided, ""
	}
	for i := range f.patterns {
		p := &f.patterns[i]
		if !p.matches(name) {
			continue
		}
		if p.negated {
			return Rejected, p.text
		}
		return Allowed, p.text
	}
	return Undecided, ""
}

// Check gives a *RejectedError for a class that the filter rejects.
func (f *Filter) Check(class string) error {
	if d, pattern := f.Decide(class); d == Rejected {
		return &RejectedError{Class: class, Pattern: pattern}
	}
	return nil
}

// component strips an array's brackets. A primitive is one only as the
// component of an array: "int" alone is a class of that name.
func component(class string) (name string, primitive bool) {
	name = strings.TrimLeft(class, "[")
	if len(name) == len(class) {
		return class, false
	}
	if strings.HasPrefix(name, "L") && strings.HasSuffix(name, ";") {
		return name[1 : len(name)-1], false
	}
	return name, len(name) == 1 && strings.Contains("ZBCSIJFD", name)
}

// Extent is how large something is, for the limits of a filter.
type Extent struct {
	// Depth of nested objects; an attribute's own value has 1.
	Depth int64
	// References is the number of objects.
	References int64
	// Bytes of a session's attributes as they are stored.
	Bytes int64
	// Array is the length of the longest array.
	Array int64
}

var unlimited = Extent{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}

// CheckExtent gives a *LimitError if one of the limits is passed.
func (f *Filter) CheckExtent(e Extent) error {
	if f == nil {
		return nil
	}
	for _, limit := range []LimitError{
		{"maxdepth", f.limits.Depth, e.Depth},
		{"maxrefs", f.limits.References, e.References},
		{"maxbytes", f.limits.Bytes, e.Bytes},
		{"maxarray", f.limits.Array, e.Array},
	} {
		if limit.Got > limit.Max {
			return &limit
		}
	}
	return nil
}
