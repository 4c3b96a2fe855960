package javaregex

import (
	"errors"
	"fmt"
)

var (
	// ErrSyntax is wrapped by errors for patterns that Java refuses too.
	ErrSyntax = errors.New("not a Java regular expression")
	// ErrUnsupported is wrapped by errors for patterns that Java would accept,
	// but that can't be matched here with the same meaning.
	ErrUnsupported = errors.New("not supported by msmgate")
)

// Error says what is wrong with a pattern, and where.
type Error struct {
	// Index counts the pattern's characters from 0.
	Index int
	// Reason is in Java's words where Java refuses the pattern.
	Reason string
	// Kind is ErrSyntax or ErrUnsupported.
	Kind error
}

// Error is the reason with its place.
func (e *Error) Error() string {
	return fmt.Sprintf("%v: %s near index %d", e.Kind, e.Reason, e.Index)
}

// Unwrap gives the kind.
func (e *Error) Unwrap() error { return e.Kind }
