package main

import (
	"bytes"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
)

func TestTree(t *testing.T) {
	file := "Cart.java"
	shared := javaobj.NewList("java.util.ArrayList", javaobj.NewInteger(1))
	deep := javaobj.NewList("java.util.ArrayList")
	for range 60 {
		deep = javaobj.NewList("java.util.ArrayList", deep)
	}
	wide := javaobj.NewList("[I")
	for range 500 {
		wide.Elems = append(wide.Elems, javaobj.NewInteger(7))
	}
	for _, c := range []struct {
		value javaobj.Value
		want  string
	}{
		{nil, "  x  null\n"},
		{javaobj.String("a\x1b[2J\u202e"), "  x  \"a\\x1b[2J\\u202e\"\n"},
		{javaobj.String(strings.Repeat("é", 100)), "  x  \"" + strings.Repeat("é", 60) + "…\"\n"},
		{javaobj.Text("3"), "  x  \"3\"\n"},
		{javaobj.NewInteger(3), "  x  Integer 3\n"},
		{&javaobj.Scalar{Class: "java.math.BigDecimal", Text: "1.5", Lost: "digits"}, "  x  java.math.BigDecimal 1.5  (lost: digits)\n"},
		{&javaobj.Enum{Class: "shop.Tier", Declaring: "shop.Tier", Name: "GOLD"}, "  x  shop.Tier.GOLD\n"},
		{&javaobj.Class{Name: "java.lang.String"}, "  x  class java.lang.String\n"},
		{javaobj.NewBytes([]byte{0, 255}), "  x  byte[2] 00ff\n"},
		{javaobj.Raw{1, 2}, "  x  2 bytes 0102\n"},
		{javaobj.NewDate(1), "  x  Date 1  1970-01-01 00:00:00.001 UTC\n"},
		{&javaobj.Calendar{Class: "java.util.GregorianCalendar", Zone: "GMT"}, "  x  GregorianCalendar 0  1970-01-01 00:00:00.000 UTC GMT\n"},
		{&javaobj.Opaque{Class: "shop.X", Size: 7, Reason: "why"}, "  x  shop.X, 7 bytes that can't be read: why\n"},
		{&javaobj.NotSerializable{}, "  x  not serializable; the session manager left a mark\n"},
		{&javaobj.Proxy{Interfaces: []string{"a.B", "c.D"}, Handler: javaobj.String("h")}, "  x  proxy of a.B, c.D\n    handler  \"h\"\n"},
		{javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("k"), Value: shared}, javaobj.Entry{Key: shared, Value: nil}),
			"  x  HashMap (2)\n    \"k\" =>  ArrayList (1)  #1\n      [0]  Integer 1\n    key  → #1\n    =>  null\n"},
		{&javaobj.Bean{Class: "shop.Cart", Fields: []javaobj.Field{{Name: "n", Value: javaobj.Text("1")}}, Data: []javaobj.Value{javaobj.Raw{9}}},
			"  x  shop.Cart\n    n  \"1\"\n    [0]  1 bytes 09\n"},
		{&javaobj.Throwable{
			Class: "java.lang.IllegalStateException", Message: javaobj.String("m"),
			Cause:      &javaobj.Throwable{Class: "java.lang.Error"},
			StackTrace: []javaobj.StackFrame{{DeclaringClass: "Cart", MethodName: "add", FileName: &file, LineNumber: 3}},
		}, "  x  IllegalStateException \"m\"\n    cause  Error null\n    at 0  \"Cart.add (Cart.java:3)\"\n"},
	} {
		var out bytes.Buffer
		tree := newTree(&out)
		tree.count(c.value)
		tree.print(1, "x", c.value)
		if out.String() != c.want {
			t.Errorf("got\n%swant\n%s", out.String(), c.want)
		}
	}
	for name, v := range map[string]javaobj.Value{"deeper than shown here": deep, "300 more; see --json": wide} {
		var out bytes.Buffer
		newTree(&out).print(1, "x", v)
		if !strings.Contains(out.String(), "… "+name) {
			t.Errorf("no word about %q in\n%s", name, out.String())
		}
	}
}
