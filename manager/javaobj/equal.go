package javaobj

import (
	"bytes"
	"math"
	"slices"
)

// Equal tells whether two values mean the same: the same classes and contents
// in the same order. Cycles are fine. It doesn't matter whether equal parts are
// one shared object or several, nor what a format lost.
func Equal(a, b Value) bool {
	if a, ok := a.(*Scalar); ok { // as most are that are compared
		return a.equal(b)
	}
	left := math.MaxInt
	return equalWithin(a, b, &left)
}

// equalWithin is Equal with at most so many pairs of values to look at: beyond
// them values count as different.
func equalWithin(a, b Value, left *int) bool {
	c := comparison{}
	if !isContainer(a) || !isContainer(b) { // there is nothing below
		return c.same(a, b)
	}
	c.assumed = map[[2]Value]bool{}
	c.push(a, b)
	for len(c.todo) > 0 {
		if *left--; *left < 0 {
			return false
		}
		pair := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		if !c.same(pair[0], pair[1]) {
			return false
		}
	}
	return true
}

// comparison holds the pairs still to compare, and those that count as equal
// because they are compared already.
type comparison struct {
	todo    [][2]Value
	assumed map[[2]Value]bool
}

func (c *comparison) push(a, b Value) { c.todo = append(c.todo, [2]Value{a, b}) }

func (c *comparison) values(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		c.push(a[i], b[i])
	}
	return true
}

func (c *comparison) fields(a, b []Field) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name != b[i].Name || a[i].Declaring != b[i].Declaring || a[i].Type != b[i].Type {
			return false
		}
		c.push(a[i].Value, b[i].Value)
	}
	return true
}

// same compares what two values hold themselves and pushes what they refer to.
func (c *comparison) same(a, b Value) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	if isContainer(a) && isContainer(b) {
		pair := [2]Value{a, b}
		if a == b || c.assumed[pair] {
			return true
		}
		c.assumed[pair] = true
	}
	switch a := a.(type) {
	case String:
		return a == b
	case Text:
		return a == b
	case Raw:
		b, ok := b.(Raw)
		return ok && bytes.Equal(a, b)
	case *Scalar:
		return a.equal(b)
	case *Enum:
		b, ok := b.(*Enum)
		return ok && a.Name == b.Name && ClassOf(a) == ClassOf(b)
	case *Class:
		b, ok := b.(*Class)
		return ok && *a == *b
	case *Bytes:
		b, ok := b.(*Bytes)
		return ok && bytes.Equal(a.Data, b.Data)
	case *List:
		b, ok := b.(*List)
		return ok && a.Class == b.Class && a.Comparator == b.Comparator && c.values(a.Elems, b.Elems) && c.fields(a.Fields, b.Fields)
	case *Map:
		b, ok := b.(*Map)
		return ok && c.maps(a, b)
	}
	return c.sameObject(a, b)
}

// equal doesn't look at what a format lost.
func (s *Scalar) equal(v Value) bool {
	other, ok := v.(*Scalar)
	return ok && s.Class == other.Class && s.Text == other.Text && s.Bits == other.Bits
}

func (c *comparison) maps(a, b *Map) bool {
	if a.Class != b.Class || a.Comparator != b.Comparator || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Entries {
		c.push(a.Entries[i].Key, b.Entries[i].Key)
		c.push(a.Entries[i].Value, b.Entries[i].Value)
	}
	return c.fields(a.Fields, b.Fields)
}

func (c *comparison) sameObject(a, b Value) bool {
	switch a := a.(type) {
	case *Date:
		b, ok := b.(*Date)
		return ok && a.Class == b.Class && a.Millis == b.Millis && a.Nanos == b.Nanos && a.HasNanos == b.HasNanos
	case *Calendar:
		b, ok := b.(*Calendar)
		return ok && *a == *b
	case *Throwable:
		b, ok := b.(*Throwable)
		if !ok || a.Class != b.Class || !slices.EqualFunc(a.StackTrace, b.StackTrace, sameFrame) {
			return false
		}
		c.push(a.Message, b.Message)
		c.push(a.Cause, b.Cause)
		return c.fields(a.Fields, b.Fields)
	case *Proxy:
		b, ok := b.(*Proxy)
		if !ok || !slices.Equal(a.Interfaces, b.Interfaces) {
			return false
		}
		c.push(a.Handler, b.Handler)
		return true
	case *Bean:
		b, ok := b.(*Bean)
		return ok && a.Class == b.Class && c.fields(a.Fields, b.Fields) && c.values(a.Data, b.Data)
	case *Opaque:
		b, ok := b.(*Opaque)
		return ok && *a == *b
	case *NotSerializable:
		_, ok := b.(*NotSerializable)
		return ok
	}
	return false
}

func sameFrame(a, b StackFrame) bool {
	if a.FileName == nil || b.FileName == nil {
		if a.FileName != b.FileName {
			return false
		}
	} else if *a.FileName != *b.FileName {
		return false
	}
	return a.DeclaringClass == b.DeclaringClass && a.MethodName == b.MethodName && a.LineNumber == b.LineNumber
}
