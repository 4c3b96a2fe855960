package main

import (
	"testing"

	"msmgate/manager/javaobj"
)

func TestSameAsTold(t *testing.T) {
	list := func(class string, elems ...javaobj.Value) javaobj.Value {
		return &javaobj.List{Class: "java.util.ArrayList", Elems: []javaobj.Value{
			&javaobj.Bean{Class: class, Fields: []javaobj.Field{{Name: "title", Value: javaobj.String("a")}}},
			&javaobj.List{Class: "java.util.LinkedList", Elems: elems},
		}}
	}
	before := list("shop.Wishlist", javaobj.NewInteger(1))
	for name, c := range map[string]struct {
		after javaobj.Value
		want  bool
	}{
		"the same":             {list("shop.Wishlist", javaobj.NewInteger(1)), true},
		"the class isn't told": {list("", javaobj.NewInteger(1)), true},
		"another class":        {list("shop.Order", javaobj.NewInteger(1)), false},
		"another value":        {list("", javaobj.NewInteger(2)), false},
		"another kind":         {list("", javaobj.NewLong(1)), false},
		"one less":             {list(""), false},
		"one more":             {list("", javaobj.NewInteger(1), nil), false},
		"null":                 {nil, false},
		"a leaf's isn't told":  {list("", javaobj.Text("1")), false},
	} {
		if got := sameAsTold(before, c.after); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if sameAsTold(list("", javaobj.NewInteger(1)), before) {
		t.Error("a class that wasn't told before may come")
	}
}
