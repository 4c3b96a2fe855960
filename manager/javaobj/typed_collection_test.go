package javaobj

import (
	"testing"
)

func TestMapsAndSets(t *testing.T) {
	former := NewMap("java.util.LinkedHashMap", Entry{String("b"), NewLong(1)}, Entry{String("a"), nil}, Entry{String("c"), NewLong(3)})
	var m map[string]*int
	if err := Unmarshal(former, &m); err != nil || *m["b"] != 1 || m["a"] != nil {
		t.Fatalf("%v: %v", m, err)
	}
	delete(m, "b")
	*m["c"], m["e"], m["d"] = 4, pointer(5), nil
	v, err := Marshal(m, former)
	if err != nil || !Equal(v, NewMap("java.util.LinkedHashMap", Entry{String("a"), nil}, Entry{String("c"), NewLong(4)}, Entry{String("d"), nil}, Entry{String("e"), NewLong(5)})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	var pairs []KeyValue[string, *int]
	if err := Unmarshal(former, &pairs); err != nil || len(pairs) != 3 || pairs[0].Key != "b" {
		t.Fatalf("%v: %v", pairs, err)
	}
	pairs[0], pairs[2] = pairs[2], pairs[0]
	v, err = Marshal(pairs, former)
	if err != nil || !Equal(v, NewMap("java.util.LinkedHashMap", former.Entries[2], former.Entries[1], former.Entries[0])) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	if v.(*Map).Entries[0].Value != former.Entries[2].Value {
		t.Error("a pair that moved is another object")
	}
	set := NewList("java.util.HashSet", String("b"), String("x"))
	var s map[string]struct{}
	if err := Unmarshal(set, &s); err != nil || len(s) != 2 {
		t.Fatalf("%v: %v", s, err)
	}
	if v, err := Marshal(s, set); err != nil || v != Value(set) {
		t.Errorf("unchanged: %v", err)
	}
	s["a"] = struct{}{}
	if v, err := Marshal(s, set); err != nil || !Equal(v, NewList("java.util.HashSet", String("a"), String("b"), String("x"))) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	ordered := OrderedMap{}
	if err := Unmarshal(former, &ordered); err != nil || ordered.Len() != 3 {
		t.Errorf("%v", err)
	}
}

func TestOneGoMapAsTwoClasses(t *testing.T) {
	m := map[string]int{"a": 1}
	v, err := Marshal(struct {
		A, B map[string]int
		C    map[string]int `java:"c,type=java.util.TreeMap"`
		D    map[string]int `java:"d,type=java.util.TreeMap"`
	}{m, m, m, m}, &Bean{})
	if err != nil {
		t.Fatal(err)
	}
	f := v.(*Bean).Fields
	if f[0].Value != f[1].Value || f[2].Value != f[3].Value || ClassOf(f[0].Value) != "java.util.LinkedHashMap" || ClassOf(f[2].Value) != "java.util.TreeMap" {
		t.Errorf("%s", AppendJSON(nil, v, nil))
	}
}
