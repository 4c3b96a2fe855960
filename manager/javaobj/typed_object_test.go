package javaobj

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func bean(class string, fields ...Field) *Bean { return &Bean{Class: class, Fields: fields} }

type base struct {
	_    struct{} `java:"class=a.Base"`
	Name string
}

// Base is embedded, so it is exported.
type Base base

type derived struct {
	Base
	_     struct{} `java:"class=a.Derived"`
	Name  string
	Count int `java:"count,optional"`
}

type grouped struct {
	Inner
	_ struct{} `java:"class=a.G"`
	B int
}

type Inner struct{ A int }

type byMethod struct{ N int }

func (*byMethod) JavaClass() string { return "a.M" }

type basket struct {
	_     struct{} `java:"class=a.Basket"`
	Owner string
	Items []string `java:",elements"`
}

type index struct {
	_     struct{} `java:"class=a.Index"`
	Limit int32
	Pairs map[string]int32 `java:",entries"`
}

type tracked struct {
	Origin `java:"class=a.Item"`
	N      int32
}

type plain struct {
	_ struct{} `java:"class=a.Item"`
	N int32
}

func item(n int32, hidden string) *Bean {
	return bean("a.Item", Field{"a.Item", "n", "int", NewInteger(n)}, Field{"a.Item", "hidden", "java.lang.String", String(hidden)})
}

func TestHiddenFieldsByEmbedding(t *testing.T) {
	former := bean("a.Derived", Field{"a.Base", "name", "", String("base")}, Field{"a.Derived", "name", "", String("derived")})
	var d derived
	if err := Unmarshal(former, &d); err != nil {
		t.Fatal(err)
	}
	if d.Base.Name != "base" || d.Name != "derived" {
		t.Errorf("%+v", d)
	}
	d.Base.Name = "x"
	v, err := Marshal(d, former)
	if err != nil || v.(*Bean).Fields[0].Value != String("x") || v.(*Bean).Fields[1].Value != String("derived") {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	// xstream names the class of a hidden field only.
	former = bean("a.Derived", Field{"a.Base", "name", "", String("base")}, Field{"", "name", "", String("derived")})
	if err := Unmarshal(former, &d); err != nil || d.Base.Name != "base" || d.Name != "derived" {
		t.Errorf("%+v: %v", d, err)
	}
	var flat struct {
		_    struct{} `java:"class=a.Derived"`
		Name string
		Base string `java:"name,declaring=a.Base"`
	}
	if err := Unmarshal(former, &flat); err != nil || flat.Name != "derived" || flat.Base != "base" {
		t.Errorf("%+v: %v", flat, err)
	}
	var unclear struct{ Name string }
	if err := Unmarshal(bean("a.Z", Field{"a.X", "name", "", nil}, Field{"a.Y", "name", "", nil}), &unclear); err == nil || !strings.Contains(err.Error(), "more than one") {
		t.Errorf("%v", err)
	}
	v, err = Marshal(derived{Base: Base{Name: "b"}, Name: "d"}, nil)
	if err != nil || !Equal(v, bean("a.Derived", Field{"a.Base", "name", "", String("b")}, Field{"a.Derived", "name", "", String("d")}, Field{"a.Derived", "count", "", NewInteger(0)})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
}

func TestStructForASuperClass(t *testing.T) {
	former := bean("a.Derived", Field{"a.Base", "name", "", String("base")}, Field{"a.Derived", "name", "", String("derived")})
	var b *Base
	if err := Unmarshal(former, &b); err != nil || b.Name != "base" {
		t.Fatalf("%+v: %v", b, err)
	}
	b.Name = "new"
	v, err := Marshal(b, former)
	if err != nil || !Equal(v, bean("a.Derived", Field{"a.Base", "name", "", String("new")}, Field{"a.Derived", "name", "", String("derived")})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	if err := Unmarshal(bean("a.Other", Field{"a.Other", "name", "", nil}), &b); err == nil || !strings.Contains(err.Error(), "for class a.Base") {
		t.Errorf("another class: %v", err)
	}
	// In place of an object of another class it is a new one.
	v, err = Marshal(&Base{Name: "n"}, bean("a.Other", Field{"a.Other", "name", "", nil}))
	if err != nil || ClassOf(v) != "a.Base" {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
}

func TestFieldsThatAreNotThere(t *testing.T) {
	var d derived
	err := Unmarshal(bean("a.Derived", Field{"a.Derived", "name", "", nil}), &d)
	if err == nil || !strings.HasPrefix(err.Error(), "derived.name: ") || !strings.Contains(err.Error(), "no field name") {
		t.Errorf("%v", err)
	}
	// Formats that don't tell classes leave out null.
	var g grouped
	former := bean("a.G", Field{"", "b", "", Text("1")})
	if err := Unmarshal(former, &g); err != nil || g.A != 0 || g.B != 1 {
		t.Errorf("%+v: %v", g, err)
	}
	g.A = 5
	v, err := Marshal(&g, former)
	if err != nil || !Equal(v, bean("a.G", Field{"", "b", "", Text("1")}, Field{"", "a", "", NewInteger(5)})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	full := bean("a.Derived", Field{"a.Base", "name", "", nil}, Field{"a.Derived", "name", "", nil})
	if _, err := Marshal(derived{Count: 3}, full); err == nil || !strings.Contains(err.Error(), "derived.count: Java class a.Derived, Go type int: the object has no field count") {
		t.Errorf("%v", err)
	}
}

func TestBadStructs(t *testing.T) {
	for reason, v := range map[string]any{
		"needs the name of a Java class": &struct {
			A int `java:"a,type="`
		}{},
		`"colour=red" is unknown`: &struct {
			A int `java:"a,colour=red"`
		}{},
		"isn't exported": &struct {
			a int `java:"a"`
		}{},
		"class= is for a blank field": &struct {
			A int `java:"a,class=a.B"`
		}{},
		"are both a": &struct {
			A int
			B int `java:"a"`
		}{},
		"embeds a pointer": &struct{ *Inner }{},
		"have no name": &struct {
			A []int `java:"a,elements"`
		}{},
		"stands twice": &struct {
			A []int `java:",elements"`
			B []int `java:",elements"`
		}{},
	} {
		for what, err := range map[string]error{"reading": Unmarshal(bean("a.B"), v), "writing": func() error { _, err := Marshal(v, bean("a.B")); return err }()} {
			if err == nil || !strings.Contains(err.Error(), reason) {
				t.Errorf("%s, %s: %v", what, reason, err)
			}
		}
	}
	if _, err := FieldNames(1); err == nil {
		t.Error("a number has no fields")
	}
	names, err := FieldNames(&derived{})
	if err != nil || !reflect.DeepEqual(names, []string{"name", "name", "count"}) {
		t.Errorf("%v %v", names, err)
	}
}

type areaOf interface{ Area() int }

type square struct {
	_    struct{} `java:"class=a.Square"`
	Side int
}

func (s *square) Area() int { return s.Side * s.Side }

func TestRegisteredClasses(t *testing.T) {
	types := &Types{}
	types.Register(square{}, color(""), (*byMethod)(nil))
	types.RegisterAs("a.Base", &Base{})
	former := NewList("java.util.ArrayList", bean("a.Square", Field{"a.Square", "side", "", NewInteger(3)}), nil)
	var shapes []areaOf
	if err := Unmarshal(former, &shapes, WithTypes(types)); err != nil || shapes[0].Area() != 9 || shapes[1] != nil {
		t.Fatalf("%v: %v", shapes, err)
	}
	shapes[1] = &square{Side: 2}
	v, err := Marshal(shapes, former, WithTypes(types))
	if err != nil || v.(*List).Elems[0] != former.Elems[0] || !Equal(v.(*List).Elems[1], bean("a.Square", Field{"a.Square", "side", "", NewInteger(2)})) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	mixed := NewList("java.util.ArrayList", &Enum{"app.Color", "app.Color", "RED"}, bean("a.M", Field{"a.M", "n", "", NewLong(1)}),
		bean("a.Sub", Field{"a.Base", "name", "", String("x")}, Field{"a.Sub", "more", "", nil}), bean("a.Unknown"), NewInteger(5), NewLong(6), NewFloat(1))
	var all []any
	if err := Unmarshal(mixed, &all, WithTypes(types)); err != nil {
		t.Fatal(err)
	}
	if all[0] != any(color("RED")) || all[1].(*byMethod).N != 1 || all[2].(*Base).Name != "x" || all[3] != any(mixed.Elems[3]) {
		t.Errorf("%#v", all)
	}
	if v, err := Marshal(all, mixed, WithTypes(types)); err != nil || v != Value(mixed) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	// The type in an any counts, not what stood there before.
	all[4], all[5], all[6] = int64(5), int32(6), 1.0
	v, err = Marshal(all, mixed, WithTypes(types))
	if err != nil || !Equal(NewList("l", v.(*List).Elems[4:]...), NewList("l", NewLong(5), NewInteger(6), NewDouble(1))) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	var wrong []interface{ Other() }
	if err := Unmarshal(former, &wrong, WithTypes(types)); err == nil || !strings.Contains(err.Error(), "doesn't implement") {
		t.Errorf("%v", err)
	}
	for name, register := range map[string]func(){
		"no class": func() { types.Register(Inner{}) },
		"twice":    func() { types.RegisterAs("a.Square", Inner{}) },
		"a number": func() { types.RegisterAs("a.N", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			register()
		}()
	}
}

func TestCollectionsOfAnApplication(t *testing.T) {
	list := &List{Class: "a.Basket", Elems: []Value{String("x")}, Fields: []Field{{"a.Basket", "owner", "", String("o")}}}
	var b basket
	if err := Unmarshal(list, &b); err != nil || b.Owner != "o" || !reflect.DeepEqual(b.Items, []string{"x"}) {
		t.Fatalf("%+v: %v", b, err)
	}
	if v, err := Marshal(&b, list); err != nil || v != Value(list) {
		t.Errorf("%v", err)
	}
	b.Items = append(b.Items, "y")
	want := &List{Class: "a.Basket", Elems: []Value{String("x"), String("y")}, Fields: []Field{{"a.Basket", "owner", "", String("o")}}}
	for _, former := range []Value{list, nil} {
		if v, err := Marshal(&b, former); err != nil || !Equal(v, want) {
			t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
		}
	}
	table := &Map{Class: "a.Index", Entries: []Entry{{String("x"), NewInteger(1)}}, Fields: []Field{{"a.Index", "limit", "", NewInteger(9)}}}
	var i index
	if err := Unmarshal(table, &i); err != nil || i.Limit != 9 || i.Pairs["x"] != 1 {
		t.Fatalf("%+v: %v", i, err)
	}
	i.Pairs["a"] = 2
	wantMap := &Map{Class: "a.Index", Entries: []Entry{{String("x"), NewInteger(1)}, {String("a"), NewInteger(2)}}, Fields: table.Fields}
	if v, err := Marshal(i, table); err != nil || !Equal(v, wantMap) {
		t.Errorf("%s: %v", AppendJSON(nil, v, nil), err)
	}
	if err := Unmarshal(list, new(plain)); err == nil {
		t.Error("a struct without a place for the elements")
	}
}

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

func TestCyclesThatGoCanNotHold(t *testing.T) {
	type node struct {
		Next []node
	}
	former := bean("", Field{"", "next", "", nil})
	former.Fields[0].Value = NewList("java.util.ArrayList", former)
	var n node
	if err := Unmarshal(former, &n); err == nil || !strings.Contains(err.Error(), "node.next[0]: ") || !strings.Contains(err.Error(), "holds itself") {
		t.Errorf("%v", err)
	}
	list := NewList("java.util.ArrayList", nil)
	list.Elems[0] = list
	type loop [1]any
	var array [1][]any
	if err := Unmarshal(list, &array); err != nil {
		t.Error(err)
	}
	var self []any
	if err := Unmarshal(list, &self); err != nil || &self[0].([]any)[0] != &self[0] {
		t.Errorf("%v", err)
	}
	if v, err := Marshal(self, list); err != nil || v != Value(list) {
		t.Errorf("%v", err)
	}
	_ = loop{}
}

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

type counter int

func (c *counter) UnmarshalJava(v Value) error {
	if v == nil {
		return errors.New("a counter is never null")
	}
	l, _ := v.(*List)
	*c = counter(len(l.Elems))
	return nil
}

func (c counter) MarshalJava(former Value) (Value, error) {
	if c < 0 {
		return nil, errors.New("a counter is never negative")
	}
	if l, ok := former.(*List); ok && len(l.Elems) == int(c) {
		return former, nil
	}
	return &List{Class: "a.Counter", Elems: make([]Value, c)}, nil
}

func TestTypesWithTheirOwnForm(t *testing.T) {
	former := NewList("java.util.ArrayList", NewList("a.Counter", nil, nil))
	var c []counter
	if err := Unmarshal(former, &c); err != nil || c[0] != 2 {
		t.Fatalf("%v: %v", c, err)
	}
	if v, err := Marshal(c, former); err != nil || v != Value(former) {
		t.Errorf("%v", err)
	}
	c[0] = 1
	if v, err := Marshal(c, former); err != nil || len(v.(*List).Elems[0].(*List).Elems) != 1 {
		t.Errorf("%v", err)
	}
	c[0] = -1
	if _, err := Marshal(c, former); err == nil || !strings.Contains(err.Error(), "never negative") {
		t.Errorf("%v", err)
	}
	if err := Unmarshal(nil, new(counter)); err == nil || !strings.Contains(err.Error(), "never null") {
		t.Errorf("%v", err)
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
