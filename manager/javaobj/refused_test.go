package javaobj

import (
	"strings"
	"testing"
)

// chain is a Go type without an end: a pointer to itself.
type chain *chain

// A type of pointers to itself is refused, and nothing waits for its end.
func TestAPointerToItself(t *testing.T) {
	var c chain
	c = &c
	if v, err := Marshal(c, nil); err == nil {
		t.Errorf("Marshal gives %v", v)
	}
	if names, err := FieldNames(c); err == nil {
		t.Errorf("FieldNames gives %v", names)
	}
}

// A map that is held as a list of entries may not have a key twice: Java's
// readObject would keep the last value, and drop the other.
func TestAKeyThatStandsTwice(t *testing.T) {
	former := NewMap("java.util.HashMap", Entry{NewString("a"), NewInteger(1)})
	for name, src := range map[string]any{
		"KeyValues":  []KeyValue[string, int]{{"a", 1}, {"b", 2}, {"a", 3}},
		"numbers":    []KeyValue[int, int]{{1, 1}, {1, 3}},
		"OrderedMap": &OrderedMap{Pairs: []Pair{{"b", 1}, {"b", 2}}},
	} {
		for _, was := range []Value{nil, former} {
			v, err := Marshal(src, was)
			if err == nil || !strings.Contains(err.Error(), "this key twice") {
				t.Errorf("%s: %s, %v", name, AppendJSON(nil, v, nil), err)
			}
		}
	}
	both := NewMap("java.util.HashMap", Entry{NewString("a"), NewInteger(1)}, Entry{NewString("a"), NewInteger(2)})
	var pairs []KeyValue[string, int]
	if err := Unmarshal(both, &pairs); err != nil {
		t.Fatal(err)
	}
	pairs[1].Value = 5
	if _, err := Marshal(pairs, both); err != nil {
		t.Errorf("what the former map had twice: %v", err)
	}
	twice := []KeyValue[string, int]{{"a", 1}, {"a", 3}}
	if _, err := Marshal(struct {
		_ struct{}                `java:"class=a.B"`
		M []KeyValue[string, int] `java:"m,type=java.util.IdentityHashMap"`
	}{M: twice}, nil); err != nil {
		t.Errorf("an IdentityHashMap: %v", err)
	}
}
