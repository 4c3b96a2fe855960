package javaobj

import (
	"errors"
	"strings"
	"testing"
)

func TestElementsThatMove(t *testing.T) {
	former := NewList("java.util.ArrayList", item(1, "one"), item(2, "two"), item(3, "three"))
	var origins []tracked
	var plains []plain
	for _, to := range []any{&origins, &plains} {
		if err := Unmarshal(former, to); err != nil {
			t.Fatal(err)
		}
	}
	origins = []tracked{origins[2], origins[1]}
	origins[0].N, origins[1].N = 30, 20
	want := NewList("java.util.ArrayList", item(30, "three"), item(20, "two"))
	if v, err := Marshal(origins, former); err != nil || !Equal(v, want) {
		t.Errorf("with an Origin: %s: %v", AppendJSON(nil, v, nil), err)
	}
	if origins[0].JavaOrigin() != former.Elems[2] {
		t.Error("the Origin is another object")
	}
	origins = append(origins, tracked{N: 4})
	if _, err := Marshal(origins, former); err == nil || !strings.Contains(err.Error(), "tracked[2].hidden") && !strings.Contains(err.Error(), "[2].hidden") {
		t.Errorf("a new object without all fields: %v", err)
	}

	// What didn't change is found again.
	v, err := Marshal([]plain{plains[2], plains[0]}, former)
	if err != nil || !Equal(v, NewList("java.util.ArrayList", item(3, "three"), item(1, "one"))) {
		t.Errorf("moved: %s: %v", AppendJSON(nil, v, nil), err)
	}
	// Changes in place are, too.
	v, err = Marshal([]plain{{N: 10}, plains[1], {N: 30}}, former)
	if err != nil || !Equal(v, NewList("java.util.ArrayList", item(10, "one"), item(2, "two"), item(30, "three"))) {
		t.Errorf("changed in place: %s: %v", AppendJSON(nil, v, nil), err)
	}
	// Which one 20 was can't be told.
	_, err = Marshal([]plain{{N: 20}}, former)
	var path *PathError
	if !errors.As(err, &path) || !strings.Contains(path.Reason, "embed javaobj.Origin") || !strings.HasSuffix(path.Path, "[0]") {
		t.Errorf("%v", err)
	}
	// With a Track it can.
	track := new(Track)
	var pointers []*plain
	if err := Unmarshal(former, &pointers, WithTrack(track)); err != nil {
		t.Fatal(err)
	}
	pointers[1].N = 20
	v, err = Marshal(pointers[1:2], former, WithTrack(track))
	if err != nil || !Equal(v, NewList("java.util.ArrayList", item(20, "two"))) {
		t.Errorf("tracked: %s: %v", AppendJSON(nil, v, nil), err)
	}
	if _, err := Marshal([]*plain{{N: 1}}, former, WithTrack(track)); err == nil {
		t.Error("a new pointer took the place of an old one")
	}
}

func TestSharedObjectsHeldByValue(t *testing.T) {
	shared := item(1, "one")
	former := NewList("java.util.ArrayList", shared, shared, shared)
	var items []tracked
	if err := Unmarshal(former, &items); err != nil {
		t.Fatal(err)
	}
	for i := range items {
		items[i].N = 2
	}
	v, err := Marshal(items, former)
	if err != nil {
		t.Fatal(err)
	}
	elems := v.(*List).Elems
	if elems[0] != elems[1] || elems[1] != elems[2] || !Equal(elems[0], item(2, "one")) {
		t.Error("equal changes of one object made several")
	}
	items[1].N = 1
	v, _ = Marshal(items, former)
	if elems = v.(*List).Elems; elems[0] != elems[2] || elems[1] != Value(shared) {
		t.Error("the unchanged copy should be the former object, the others one new one")
	}
}

// A struct that was read before the session's object was replaced changes what
// it knows in the new one, and nothing else.
func TestOriginsThatWereReplaced(t *testing.T) {
	type full struct {
		_      struct{} `java:"class=a.Item"`
		N      int32
		Hidden string
	}
	before := NewList("java.util.ArrayList", item(1, "one"), item(2, "two"))
	var stale []*tracked
	if err := Unmarshal(before, &stale); err != nil {
		t.Fatal(err)
	}
	now, err := Marshal([]full{{N: 1, Hidden: "ONE"}, {N: 2, Hidden: "TWO"}}, before)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Marshal(stale, now); err != nil || v != now {
		t.Errorf("unchanged: %s: %v", AppendJSON(nil, v, nil), err)
	}
	stale[1].N = 20
	v, err := Marshal(stale, now)
	if err != nil || !Equal(v, NewList("java.util.ArrayList", item(1, "ONE"), item(20, "TWO"))) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	// Nothing stands there any more: what was read is all there is.
	v, err = Marshal(stale[0], nil)
	if err != nil || !Equal(v, item(1, "one")) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	// What another attribute holds is taken along.
	elsewhere := item(9, "nine")
	var other *tracked
	if err := Unmarshal(elsewhere, &other); err != nil {
		t.Fatal(err)
	}
	v, err = Marshal([]*tracked{stale[0], other}, now, WithRoots(func() []Value { return []Value{now, elsewhere} }))
	if err != nil || v.(*List).Elems[1] != Value(elsewhere) || v.(*List).Elems[0] != now.(*List).Elems[0] {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
}

// A new object has the fields, and their exact types, of one that is there.
func TestNewObjectsAfterAModel(t *testing.T) {
	type number struct {
		Origin `java:"class=a.N"`
		Count  int
		Name   *string
	}
	former := NewList("java.util.ArrayList", bean("a.N", Field{"a.N", "name", "java.lang.String", nil}, Field{"a.N", "count", "long", NewLong(1)}))
	var list []number
	if err := Unmarshal(former, &list); err != nil {
		t.Fatal(err)
	}
	list = append(list, number{Count: 2})
	v, err := Marshal(list, former)
	want := bean("a.N", Field{"a.N", "name", "java.lang.String", nil}, Field{"a.N", "count", "long", NewLong(2)})
	if err != nil || !Equal(v.(*List).Elems[1], want) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	v, err = Marshal(number{Count: 2}, nil, WithRoots(func() []Value { return []Value{former} }))
	if err != nil || !Equal(v, want) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	texts := NewList("java.util.ArrayList", bean("a.N", Field{"", "count", "", Text("1")}, Field{"", "name", "", String("x")}))
	v, err = Marshal([]number{{Count: 5, Name: pointer("y")}}, texts)
	if err != nil || !Equal(v.(*List).Elems[0], bean("a.N", Field{"", "count", "", Text("5")}, Field{"", "name", "", String("y")})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
}
