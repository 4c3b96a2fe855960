package javaobj

import (
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestToGo(t *testing.T) {
	cases := []struct {
		v    Value
		want any
	}{
		{nil, nil},
		{String("x"), "x"},
		{NewBoolean(true), true},
		{NewByte(-128), int8(-128)},
		{NewShort(7), int16(7)},
		{NewInteger(math.MinInt32), int32(math.MinInt32)},
		{NewLong(1 << 40), int64(1 << 40)},
		{NewFloat(0.1), float32(0.1)},
		{NewDouble(-1.5), -1.5},
		{NewCharacter(0xD800), Char(0xD800)},
		{&Scalar{Class: "java.math.BigDecimal", Text: "19.90"}, Decimal{big.NewInt(1990), 2}},
		{&Scalar{Class: "java.util.UUID", Text: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
		{NewDate(1417008645123), time.UnixMilli(1417008645123).UTC()},
		{&Date{Class: "java.sql.Timestamp", Millis: -1, Nanos: 999_000_001, HasNanos: true}, time.Unix(-1, 999_000_001).UTC()},
		{NewBytes([]byte{1}), []byte{1}},
		{NewList("[I", NewInteger(1)), []int32{1}},
		{NewList("java.util.HashSet", String("a"), nil), []any{"a", nil}},
		{NewMap("java.util.HashMap", Entry{NewInteger(1), String("x")}), &OrderedMap{[]Pair{{int32(1), "x"}}}},
	}
	for _, c := range cases {
		if got := ToGo(c.v); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %#v, want %#v", AppendJSON(nil, c.v, nil), got, c.want)
		}
	}
}

func TestWhatStaysAValue(t *testing.T) {
	for _, v := range []Value{&Bean{Class: "a.B"}, &Date{Class: "java.util.Date", Lost: "all"}, &Scalar{Class: "java.math.BigDecimal", Text: "1", Lost: "fraction"},
		&Scalar{Class: "java.lang.Byte", Text: "300"}, &Enum{Class: "a.E", Name: "A"}} {
		if got := ToGo(v); got != any(v) {
			t.Errorf("%T became %#v", v, got)
		}
	}
}

func TestFromGoAndBack(t *testing.T) {
	for _, v := range []any{"x", true, int8(1), int16(2), int32(3), int64(4), float32(5), 6.5, Char('x'), []byte{1}, []int64{1, 2}, []bool{true}, []Char{'a'},
		[]any{"a", int32(1), nil}, &OrderedMap{[]Pair{{"k", []any{}}}}, time.UnixMilli(5).UTC(), big.NewInt(12), Decimal{big.NewInt(-5), 1}} {
		java, err := FromGo(v)
		if err != nil {
			t.Errorf("%T: %v", v, err)
			continue
		}
		if got := ToGo(java); !reflect.DeepEqual(got, v) {
			t.Errorf("got %#v, want %#v", got, v)
		}
	}
}

func TestFromGoChooses(t *testing.T) {
	cases := []struct {
		in   any
		want string
	}{
		{7, `{"id":1,"class":"java.lang.Integer","value":"7"}`},
		{1 << 40, `{"id":1,"class":"java.lang.Long","value":"1099511627776"}`},
		{map[string]any{"b": 1, "a": nil}, `{"id":1,"class":"java.util.LinkedHashMap","entries":[[{"class":"java.lang.String","value":"a"},null],[{"class":"java.lang.String","value":"b"},{"id":2,"class":"java.lang.Integer","value":"1"}]]}`},
		{[]string{"x"}, `{"id":1,"class":"java.util.ArrayList","elements":[{"class":"java.lang.String","value":"x"}]}`},
		{map[string]string{"k": "v"}, `{"id":1,"class":"java.util.LinkedHashMap","entries":[[{"class":"java.lang.String","value":"k"},{"class":"java.lang.String","value":"v"}]]}`},
	}
	for _, c := range cases {
		v, err := FromGo(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(AppendJSON(nil, v, nil)); got != c.want {
			t.Errorf("%v: got %s", c.in, got)
		}
	}
}

func TestFromGoRefuses(t *testing.T) {
	for _, v := range []any{uint64(1), struct{}{}, make(chan int), []any{"\xff"}, complex(1, 1)} {
		if java, err := FromGo(v); err == nil {
			t.Errorf("%T became %v", v, java)
		}
	}
	if _, err := FromGo(uint64(1)); !strings.Contains(err.Error(), "uint64") {
		t.Errorf("the error doesn't name the type: %v", err)
	}
}

func TestCyclesBothWays(t *testing.T) {
	list := NewList("java.util.ArrayList", nil, String("x"))
	list.Elems[0] = list
	again, err := FromGo(ToGo(list))
	if err != nil {
		t.Fatal(err)
	}
	if !Equal(list, again) {
		t.Error("a cyclic list changed on its way")
	}
}

func TestEqual(t *testing.T) {
	cycle := func() Value { l := NewList("java.util.ArrayList"); l.Elems = []Value{l}; return l }
	twice := func() Value {
		inner := cycle().(*List)
		return NewList("java.util.ArrayList", inner)
	}
	if !Equal(cycle(), twice()) {
		t.Error("a cycle unrolled once is not equal")
	}
	unequal := [][2]Value{{nil, String("")}, {String("a"), String("b")}, {NewInteger(1), NewLong(1)}, {NewDouble(0), NewDouble(math.Copysign(0, -1))},
		{NewList("java.util.ArrayList"), NewList("java.util.LinkedList")}, {&Bean{Class: "a.B", Fields: []Field{{Name: "x"}}}, &Bean{Class: "a.B"}}, {NewDate(1), NewDate(2)},
		{NewMap("m", Entry{String("a"), nil}), NewMap("m", Entry{String("b"), nil})}, {Text("1"), String("1")}, {&Throwable{Class: "t", Message: String("a")}, &Throwable{Class: "t"}}}
	for _, pair := range unequal {
		if Equal(pair[0], pair[1]) || !Equal(pair[0], pair[0]) || !Equal(pair[1], pair[1]) {
			t.Errorf("%s and %s", AppendJSON(nil, pair[0], nil), AppendJSON(nil, pair[1], nil))
		}
	}
}
