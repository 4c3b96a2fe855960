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

// What Java shares and Go copies is bounded.
func TestCopiesAreBounded(t *testing.T) {
	many := NewList("java.util.ArrayList")
	for range 100 {
		many.Elems = append(many.Elems, NewInteger(1))
	}
	shared := NewList("java.util.ArrayList")
	for range 100 {
		shared.Elems = append(shared.Elems, many)
	}
	for _, c := range []struct {
		to   any
		fits bool
	}{{new([][]int), true}, {new([][100]int), false}} {
		d := newDecoder(newOptions(nil))
		d.steps = 1000
		err := d.value(shared, reflect.ValueOf(c.to).Elem())
		if (err == nil) != c.fits || err != nil && !strings.Contains(err.Error(), "too large") {
			t.Errorf("%T: %v", c.to, err)
		}
	}
}

type hiddenBase struct {
	_ struct{} `java:"class=a.Base"`
	N int
}

func TestUnexportedStructEmbedded(t *testing.T) {
	type outer struct {
		hiddenBase
		_ struct{} `java:"class=a.Outer"`
		M int
	}
	former := bean("a.Outer", Field{"a.Base", "n", "", NewInteger(1)}, Field{"a.Outer", "m", "", NewInteger(2)})
	var o outer
	if err := Unmarshal(former, &o); err != nil || o.N != 1 || o.M != 2 {
		t.Fatalf("%+v: %v", o, err)
	}
	if v, err := Marshal(o, former); err != nil || v != Value(former) {
		t.Errorf("%v", err)
	}
}
