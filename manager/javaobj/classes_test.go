package javaobj

import (
	"slices"
	"testing"
)

func TestClassesNamesEveryClassOnceMet(t *testing.T) {
	ring := &Bean{Class: "app.Node"}
	ring.Fields = []Field{{Declaring: "app.Base", Name: "id", Value: NewLong(1)}, {Declaring: "app.Node", Name: "next", Value: ring}, {Declaring: "app.Node", Name: "none"}}
	root := NewMap("java.util.TreeMap",
		Entry{NewString("k"), NewList("[Lapp.Node;", ring, nil, ring)},
		Entry{&Enum{Class: "app.Size$1", Declaring: "app.Size", Name: "BIG"}, &Class{Name: "app.Other"}},
		Entry{&Proxy{Interfaces: []string{"app.Face", "app.Mask"}, Handler: &Bean{Class: "app.Handler", Data: []Value{Raw("x"), NewBytes(nil)}}},
			&Throwable{Class: "app.Oops", Message: NewString("m"), Cause: &Throwable{Class: "java.io.IOException"}, Fields: []Field{{Declaring: "app.Oops", Value: Text("t")}}}},
		Entry{NewDate(1), &Opaque{Class: "app.Dark"}},
		Entry{&NotSerializable{}, &Scalar{}},
	)
	root.Comparator = "app.ByName"
	var got []string
	for name := range Classes(root) {
		got = append(got, name)
	}
	slices.Sort(got)
	want := []string{
		"[B", "[Lapp.Node;", "app.Base", "app.ByName", "app.Dark", "app.Face", "app.Handler", "app.Mask", "app.Node", "app.Node",
		"app.Oops", "app.Other", "app.Size", "app.Size$1", "java.io.IOException", "java.lang.Class", "java.lang.Long", "java.lang.String", "java.lang.String",
		"java.lang.reflect.Proxy", "java.util.Date", "java.util.TreeMap",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for name := range Classes(root) { // may be left early
		if name != "java.util.TreeMap" {
			t.Errorf("%s comes first", name)
		}
		break
	}
	for name := range Classes(nil) {
		t.Errorf("null has the class %s", name)
	}
}

// Values come as Java would read them, each with the depth of its first place.
func TestWalkGoesInOrderAndTellsTheDepth(t *testing.T) {
	shared := NewList("s")
	root := NewList("root", NewList("a", NewList("b", shared)), shared, NewList("c", NewString("x"), NewString("x")))
	var got []string
	Walk(root, func(v Value, depth int) bool {
		got = append(got, ClassOf(v)+string(rune('0'+depth)))
		return true
	})
	want := []string{"root1", "a2", "b3", "s4", "c2", "java.lang.String3", "java.lang.String3"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// A chain that is deeper than any stack, closed to a ring.
func TestWalkIsNotRecursive(t *testing.T) {
	first := &Bean{Class: "n"}
	last := first
	const n = 100_000
	for range n - 1 {
		next := &Bean{Class: "n"}
		last.Fields = []Field{{Name: "next", Value: next}}
		last = next
	}
	last.Fields = []Field{{Name: "next", Value: first}}
	count, deepest := 0, 0
	Walk(first, func(_ Value, depth int) bool {
		count++
		deepest = max(deepest, depth)
		return true
	})
	if count != n || deepest != n {
		t.Errorf("%d values, %d deep; want %d", count, deepest, n)
	}
}
