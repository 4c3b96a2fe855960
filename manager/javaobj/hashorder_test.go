package javaobj

import (
	_ "embed"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// iteration is what a JDK 17 printed: the class of a table, keys in the order
// in which they were put in, and in which order it iterates over them.
//
//go:embed testdata/hash-order.txt
var iteration string

func TestHashOrderIsJavas(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(iteration), "\n")
	if len(lines) < 100 {
		t.Fatalf("only %d lines", len(lines))
	}
	for _, line := range lines {
		before, after, _ := strings.Cut(line, "\t->")
		parts := strings.Split(before, "\t")
		var keys []Value
		for _, part := range parts[1:] {
			keys = append(keys, javaKey(part))
		}
		var want []int
		for text := range strings.FieldsSeq(after) {
			n, _ := strconv.Atoi(text)
			want = append(want, n)
		}
		got, ok := hashOrder(parts[0], keys)
		if !ok || len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%s of %d: got %v, want %v\n%s", parts[0], len(keys), got, want, before)
		}
	}
}

func javaKey(text string) Value {
	class, value, _ := strings.Cut(text, "=")
	switch class {
	case "java.lang.String":
		return String(value)
	case "java.util.Date":
		n, _ := strconv.ParseInt(value, 10, 64)
		return NewDate(n)
	}
	return newScalar(class, value)
}

func TestOrderOfOthersIsKept(t *testing.T) {
	enum := &Enum{Class: "a.E", Declaring: "a.E", Name: "B"}
	for name, l := range map[string]*List{
		"linked":          NewList("java.util.LinkedHashSet", String("b"), String("a")),
		"unknown hashes":  NewList("java.util.HashSet", String("b"), enum, String("a")),
		"not a hash code": NewList("java.util.HashSet", String("z"), &Scalar{Class: "java.util.UUID", Text: "z"}),
	} {
		before := append([]Value(nil), l.Elems...)
		if arrangeSet(l); !reflect.DeepEqual(l.Elems, before) {
			t.Errorf("%s: the order changed", name)
		}
	}
}
