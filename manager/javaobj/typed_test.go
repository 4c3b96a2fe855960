package javaobj

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

type tier string

func (tier) JavaClass() string { return "shop.Tier" }

type address struct {
	_      struct{} `java:"class=shop.Address"`
	Street string
	City   *string
}

type shopItem struct {
	_        struct{} `java:"class=shop.Item"`
	SKU      string   `java:"sku"`
	Quantity int32
	Price    Decimal
	Options  map[string]*string
}

type Entity struct {
	_       struct{} `java:"class=shop.Entity"`
	ID      int64    `java:"id,type=long"`
	Created time.Time
}

type User struct {
	Entity
	_         struct{} `java:"class=shop.User"`
	Name      string
	Tier      tier
	Home      *address
	Addresses []*address
}

type Cart struct {
	_     struct{} `java:"class=shop.Cart"`
	Owner *User
	Items []shopItem
	Notes []any
}

func cartValue() *Bean {
	home := &Bean{Class: "shop.Address", Fields: []Field{
		{"shop.Address", "street", "java.lang.String", String("Main 1")}, {"shop.Address", "city", "java.lang.String", nil}, {"shop.Address", "zip", "java.lang.String", String("1")}}}
	owner := &Bean{Class: "shop.User", Fields: []Field{{"shop.Entity", "id", "long", NewLong(42)}, {"shop.Entity", "created", "java.util.Date", NewDate(1000)},
		{"shop.User", "name", "java.lang.String", String("Jo")}, {"shop.User", "tier", "shop.Tier", &Enum{"shop.Tier", "shop.Tier", "GOLD"}},
		{"shop.User", "home", "shop.Address", home}, {"shop.User", "addresses", "java.util.List", NewList("java.util.ArrayList", home)}}}
	item := func(sku string) Value {
		return &Bean{Class: "shop.Item", Fields: []Field{{"shop.Item", "sku", "java.lang.String", String(sku)}, {"shop.Item", "quantity", "int", NewInteger(2)},
			{"shop.Item", "price", "java.math.BigDecimal", &Scalar{Class: "java.math.BigDecimal", Text: "19.90"}},
			{"shop.Item", "options", "java.util.Map", NewMap("java.util.LinkedHashMap", Entry{String("b"), String("x")}, Entry{String("a"), nil})}}}
	}
	cart := &Bean{Class: "shop.Cart"}
	cart.Fields = []Field{{"shop.Cart", "owner", "shop.User", owner}, {"shop.Cart", "items", "java.util.List", NewList("java.util.ArrayList", item("A-1"), item("B-2"))},
		{"shop.Cart", "notes", "java.util.List", NewList("java.util.LinkedList", NewLong(1), String("x"), nil, home)}, {"shop.Cart", "self", "shop.Cart", cart}}
	return cart
}

func TestReadAndWriteBack(t *testing.T) {
	former := cartValue()
	var c Cart
	if err := Unmarshal(former, &c); err != nil {
		t.Fatal(err)
	}
	if c.Owner.ID != 42 || c.Owner.Tier != "GOLD" || c.Owner.Home != c.Owner.Addresses[0] || c.Items[1].Price.String() != "19.90" || c.Notes[0] != int64(1) {
		text, _ := json.Marshal(c)
		t.Fatalf("%s", text)
	}
	same, err := Marshal(&c, former)
	if err != nil || same != Value(former) {
		t.Fatalf("an unchanged struct became another value: %v %v", same, err)
	}

	c.Items[1].Quantity = 3
	changed, err := Marshal(&c, former)
	if err != nil {
		t.Fatal(err)
	}
	now := changed.(*Bean)
	if now == former || now.Fields[0].Value != former.Fields[0].Value || now.Fields[3].Value != Value(now) {
		t.Error("the owner should be the same object and self the new cart")
	}
	items, before := now.Fields[1].Value.(*List), former.Fields[1].Value.(*List)
	if items.Elems[0] != before.Elems[0] || items.Elems[1] == before.Elems[1] {
		t.Error("only the second item should be new")
	}
	if n, _ := Int(items.Elems[1].(*Bean).Fields[1].Value); n != 3 {
		t.Error("the quantity is not 3")
	}
	if n, _ := Int(before.Elems[1].(*Bean).Fields[1].Value); n != 2 {
		t.Error("the former value was changed")
	}

	c.Owner.Home.Street = "Side 2"
	changed, err = Marshal(&c, former)
	if err != nil {
		t.Fatal(err)
	}
	owner := changed.(*Bean).Fields[0].Value.(*Bean)
	home := owner.Fields[4].Value.(*Bean)
	if owner.Fields[5].Value.(*List).Elems[0] != Value(home) || home.Fields[2].Value != String("1") {
		t.Error("the home should stay shared and keep its zip")
	}
	if changed.(*Bean).Fields[2].Value.(*List).Elems[3] != Value(home) {
		t.Error("the note, which Go holds as a Value, should refer to the new home")
	}
}

func TestErrorsNameThePlace(t *testing.T) {
	type bad struct {
		Items []struct {
			Quantity int8 `java:"sku"`
		}
	}
	var b bad
	err := Unmarshal(cartValue(), &b, WithRoot("cart"))
	var path *PathError
	if !errors.As(err, &path) || path.Path != "cart.items[0].sku" || path.Class != "java.lang.String" || path.GoType != "int8" {
		t.Errorf("%#v", path)
	}
	if err == nil || strings.Contains(err.Error(), "A-1") {
		t.Error("the error shows the value")
	}
}
