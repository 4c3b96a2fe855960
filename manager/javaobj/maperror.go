package javaobj

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// PathError says where a Java value and a Go value don't go together. It never
// holds a value.
type PathError struct {
	// Path leads from the Go value that was given to the place, as
	// Cart.items[3].quantity: fields by their Java names, elements and entries
	// by their position.
	Path string
	// Class is the Java class of the value, "" where that is null, or new.
	Class string
	// GoType is the Go type at the place.
	GoType string
	// Reason says why, and what to do.
	Reason string

	steps []string // from the place outwards
}

func (e *PathError) Error() string {
	if e.Class == "" {
		return fmt.Sprintf("%s: Go type %s: %s", e.Path, e.GoType, e.Reason)
	}
	return fmt.Sprintf("%s: Java class %s, Go type %s: %s", e.Path, e.Class, e.GoType, e.Reason)
}

// mismatch is a PathError whose path is still to come.
func mismatch(v Value, typ reflect.Type, format string, args ...any) error {
	return &PathError{Class: ClassOf(v), GoType: typ.String(), Reason: fmt.Sprintf(format, args...)}
}

// maxPath is how many of the last steps a path shows.
const maxPath = 64

// below adds the step by which the place was reached.
func below(err error, step string) error {
	var e *PathError
	if !errors.As(err, &e) || len(e.steps) > maxPath {
		return err
	}
	if len(e.steps) == maxPath {
		step = "[…]"
	}
	e.steps = append(e.steps, step)
	return err
}

func belowIndex(err error, i int) error { return below(err, "["+strconv.Itoa(i)+"]") }

// at completes the path.
func at(err error, root string, typ reflect.Type) error {
	var e *PathError
	if !errors.As(err, &e) {
		return err
	}
	if root == "" {
		typ = pointee(typ)
		if root = typ.Name(); root == "" {
			root = typ.String()
		}
	}
	var path strings.Builder
	path.WriteString(root)
	for i := len(e.steps) - 1; i >= 0; i-- {
		if e.steps[i][0] != '[' {
			path.WriteByte('.')
		}
		path.WriteString(e.steps[i])
	}
	e.Path, e.steps = path.String(), nil
	return err
}
