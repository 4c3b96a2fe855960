package javaobj

import (
	"strings"
	"testing"
)

// printedWith prints a value and gives what its ids mean.
func printedWith(v Value) (string, *IDs) {
	ids := &IDs{}
	return string(AppendJSON(nil, v, ids)), ids
}

// TestUntoldFields: what is printed of fields without classes is read back as it
// was, shared objects included.
func TestUntoldFields(t *testing.T) {
	item := &Bean{Class: "app.Item", Fields: []Field{{Name: "sku", Value: Text("A-1")}}}
	for _, v := range []Value{
		&Bean{Class: "app.Cart", Fields: []Field{
			{Name: "owner", Value: &Bean{Fields: []Field{{Name: "name", Value: Text("x")}, {Name: "nobody", Value: nil}}}},
			{Name: "items", Value: &List{Elems: []Value{item, nil, String("s"), &List{Elems: []Value{item}}, Text("7")}}},
			{Name: "bySku", Value: &Map{Entries: []Entry{{Text("A-1"), item}, {String("k"), &Map{}}}}},
			{Name: "plain", Value: NewMap("java.util.LinkedHashMap", Entry{String("elements"), NewList("java.util.ArrayList")})},
			{Name: "none", Value: &Bean{}},
		}},
	} {
		printed, _ := printedWith(v)
		again, err := ParseJSON([]byte(printed))
		if err != nil {
			t.Errorf("%s: %v", printed, err)
			continue
		}
		if got, _ := printedWith(again); !Equal(v, again) || got != printed {
			t.Errorf("got  %s\nwant %s", got, printed)
		}
	}
}

// TestPlainInFields: what isn't just that form is plain JSON, in fields as anywhere.
func TestPlainInFields(t *testing.T) {
	for _, text := range []string{
		`{"elements":[1]}`, `{"id":7,"elements":[1],"more":2}`, `{"id":7,"elements":"x"}`, `{"id":7,"value":"x"}`, `{"value":3}`, `{"a":"b"}`,
	} {
		v, err := ParseJSON([]byte(`{"class":"app.Cart","fields":[{"name":"f","value":` + text + `}]}`))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if class := ClassOf(v.(*Bean).Fields[0].Value); class != "java.util.LinkedHashMap" {
			t.Errorf("%s is a %q", text, class)
		}
	}
	for _, text := range []string{`{"id":7,"elements":[1]}`, `{"value":"3"}`, `[{"id":7,"fields":[]}]`} { // no field
		v, err := ParseJSON([]byte(text))
		if err != nil || ClassOf(v) == "" {
			t.Errorf("%s: %v, %v", text, v, err)
		}
		if l, ok := v.(*List); ok && ClassOf(l.Elems[0]) != "java.util.LinkedHashMap" {
			t.Errorf("%s holds a %q", text, ClassOf(l.Elems[0]))
		}
	}
}

// TestLostIsKept: what its format has lost can be given as it was printed, and is
// then the very object; changed, or without its id, it is refused.
func TestLostIsKept(t *testing.T) {
	birth := &Date{Class: "java.util.Date", Lost: "gone"}
	price := &Scalar{Class: "java.math.BigDecimal", Text: "12", Lost: "fraction"}
	locale := &Bean{Class: "java.util.Locale", Lost: "all", Fields: []Field{{Name: "of", Value: price}}}
	printed, ids := printedWith(&Bean{Class: "app.User", Fields: []Field{{Name: "birth", Value: birth}, {Name: "price", Value: price}, {Name: "locale", Value: locale}, {Name: "again", Value: birth}}})
	v, err := ParseJSONRefs([]byte(printed), ids)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Value{birth, price, locale, birth} {
		if got := v.(*Bean).Fields[i].Value; got != want {
			t.Errorf("field %d is another object: %v", i, got)
		}
	}
	for from, to := range map[string]string{
		`"millis":"0"`: `"millis":"1"`, `"value":"12"`: `"value":"13"`, `"id":2,`: ``, `"id":2,"class":"java.util.Date"`: `"id":9,"class":"java.util.Date"`,
		`"java.util.Locale","fields":[{"name":"of"`: `"java.util.Locale","fields":[{"name":"off"`,
	} {
		text := strings.Replace(printed, from, to, 1)
		if _, err := ParseJSONRefs([]byte(text), ids); text == printed || err == nil || !strings.Contains(err.Error(), "that its format lost") {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := ParseJSON([]byte(printed)); err == nil {
		t.Error("it is made of nothing")
	}
}

// TestOverOld: what is given as it was printed of the old value stays the object
// that it is; what changed, and what holds it, is made anew; so is a copy of what
// another attribute holds.
func TestOverOld(t *testing.T) {
	address := &Bean{Class: "app.Address", Fields: []Field{{Name: "zip", Value: String("50667")}}}
	other := &Bean{Class: "app.Address", Fields: []Field{{Name: "zip", Value: String("1")}}}
	user := &Bean{Class: "app.User", Fields: []Field{{Name: "home", Value: address}, {Name: "name", Value: String("Ada")}}}
	user.Fields = append(user.Fields, Field{Name: "self", Value: user})
	root := NewList("java.util.ArrayList", user, other, address)
	printed, ids := printedWith(root)
	if v, err := ParseJSONOver([]byte(printed), ids, root); err != nil || v != Value(root) {
		t.Errorf("unchanged it is another object: %v", err)
	}
	if v, err := ParseJSONRefs([]byte(printed), ids); err != nil || v == Value(root) || !Equal(v, root) {
		t.Errorf("without the old value it is the same object: %v", err)
	}
	v, err := ParseJSONOver([]byte(strings.Replace(printed, "Ada", "Grace", 1)), ids, root)
	if err != nil {
		t.Fatal(err)
	}
	elems := v.(*List).Elems
	changed := elems[0].(*Bean)
	if v == Value(root) || changed == user || elems[1] != Value(other) || elems[2] != Value(address) || changed.Fields[0].Value != Value(address) {
		t.Errorf("not just what changed is another object: %s", AppendJSON(nil, v, nil))
	}
	if name, _ := Str(changed.Fields[1].Value); name != "Grace" || changed.Fields[2].Value != Value(changed) {
		t.Errorf("it isn't the changed one: %s", AppendJSON(nil, v, nil))
	}
	if v, err := ParseJSONOver([]byte(printed), ids, address); err != nil || v == Value(root) || v.(*List).Elems[2] != Value(address) || v.(*List).Elems[1] == Value(other) {
		t.Errorf("what isn't in the old value is shared: %v", err)
	}
}

// TestOverOldIsBounded: a large value with something new at the bottom isn't
// compared for ever; beyond the bound objects are made anew.
func TestOverOldIsBounded(t *testing.T) {
	inner := NewList("java.util.ArrayList", String("bottom"))
	root := inner
	for range 200 {
		root = NewList("java.util.ArrayList", root)
		for range 200 {
			root.Elems = append(root.Elems, NewInteger(1))
		}
	}
	printed, ids := printedWith(root)
	text := strings.Replace(printed, "bottom", "Bottom", 1)
	v, err := ParseJSONOver([]byte(text), ids, root)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := printedWith(v); got != text {
		t.Error("it came out otherwise")
	}
	left := 5
	if equalWithin(root, root, &left) != true || equalWithin(NewList("a", inner, inner), NewList("a", inner, inner), &left) != true || equalWithin(root, v, &left) {
		t.Error("the bound isn't one")
	}
}

// TestUntoldInTold: a list or map that was printed with its class may hold what was
// printed without, as flexjson's numbers below a bean. Without such a printing an
// object of one string stays a map.
func TestUntoldInTold(t *testing.T) {
	numbers := NewList("java.util.ArrayList", Text("98"), nil, Text("117"))
	prices := NewMap("java.util.HashMap", Entry{String("A-1"), Text("1.5")}, Entry{String("B-2"), &Bean{Fields: []Field{{Name: "net", Value: Text("1")}}}})
	bean := &Bean{Class: "app.Order", Fields: []Field{{Name: "numbers", Value: numbers}, {Name: "prices", Value: prices}}}
	printed, ids := printedWith(bean)
	if v, err := ParseJSONOver([]byte(printed), ids, bean); err != nil || v != Value(bean) {
		t.Errorf("unchanged it is another object: %v, %v", v, err)
	}
	v, err := ParseJSONOver([]byte(strings.Replace(printed, `"98"`, `"99"`, 1)), ids, bean)
	if err != nil {
		t.Fatal(err)
	}
	fields := v.(*Bean).Fields
	if want := NewList("java.util.ArrayList", Text("99"), nil, Text("117")); !Equal(fields[0].Value, want) || fields[1].Value != Value(prices) {
		t.Errorf("changed: %s", AppendJSON(nil, v, nil))
	}
	v, err = ParseJSON([]byte(printed))
	if err != nil {
		t.Fatal(err)
	}
	if first := v.(*Bean).Fields[0].Value.(*List).Elems[0]; ClassOf(first) != "java.util.LinkedHashMap" {
		t.Errorf("of what wasn't printed here it is a %q", ClassOf(first))
	}
}
