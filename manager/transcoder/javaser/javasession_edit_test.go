package javaser

import (
	"errors"
	"os"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// editedSession changes the session of WriteSession.java in every way.
func editedSession(t *testing.T) []byte {
	d := mustDecode(t, readTestdata(t, "java-session.ser"))
	get := func(name string) javaobj.Value {
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	set := func(name string, v javaobj.Value) {
		if err := d.Set(name, v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	// A bean with other fields, in a circle with itself; what it shared with
	// another attribute is now that one's alone.
	old := get("bean").(*javaobj.Bean)
	bean := &javaobj.Bean{Class: old.Class}
	list := javaobj.NewList("java.util.LinkedList", javaobj.String("new"), get("count"))
	changed := map[string]javaobj.Value{
		"number": javaobj.NewInteger(99), "any": javaobj.NewMap("java.util.TreeMap"), "list": list, "flag": javaobj.NewBoolean(false),
		"c": javaobj.NewCharacter('x'), "f": javaobj.NewFloat(2.5), "boxed": nil, "self": bean,
		"others": javaobj.NewList("[LWriteSession$Base;", bean, bean), "level": &javaobj.Enum{Class: "WriteSession$Bean$Level", Declaring: "WriteSession$Bean$Level", Name: "LOW"},
	}
	for _, f := range old.Fields {
		if v, ok := changed[f.Name]; ok {
			f.Value = v
		}
		bean.Fields = append(bean.Fields, f)
	}
	set("bean", bean)
	named := get("named").(*javaobj.List)
	set("named", &javaobj.List{Class: named.Class, Elems: append([]javaobj.Value{javaobj.String("n0")}, named.Elems...), Fields: named.Fields})
	bare := get("bare").(*javaobj.Bean)
	set("bare", &javaobj.Bean{Class: bare.Class, Data: []javaobj.Value{javaobj.Raw("\x00\x05other"), javaobj.String("p"), javaobj.Raw{0, 0, 0, 8}}})
	set("enumset", javaobj.NewList("java.util.EnumSet$SerializationProxy", changed["level"]))
	set("unit", &javaobj.Enum{Class: "java.util.concurrent.TimeUnit", Declaring: "java.util.concurrent.TimeUnit", Name: "HOURS"})
	set("listof", javaobj.NewList("java.util.ArrayList", get("listof"), get("mapof")))
	set("again", get("failure"))
	set("again-in-a-map", javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("proxy"), Value: get("proxy")}))
	for _, name := range []string{"locale-full", "url-plain", "decimal-exp", "failure", "proxy", "priority", "unshared"} {
		d.Remove(name)
	}
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What was edited is what the classes of WriteSession.java have read, see
// testdata/edited-session.txt.
func TestEditedSessionGolden(t *testing.T) {
	out := editedSession(t)
	if *update {
		if err := os.WriteFile("testdata/edited-session.ser", out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if string(out) != string(readTestdata(t, "edited-session.ser")) {
		t.Error("the stream differs from the one that a JDK has read; read it again with testdata/WriteSession.java, then run with -update")
	}
	if err := Verify(out); err != nil {
		t.Error(err)
	}
}

// What would make Java's reader fail is refused, and changes nothing.
func TestRefused(t *testing.T) {
	d := mustDecode(t, readTestdata(t, "java-session.ser"))
	v, _ := d.Get("bean")
	with := func(name string, to javaobj.Value) javaobj.Value {
		old := v.(*javaobj.Bean)
		b := &javaobj.Bean{Class: old.Class}
		for _, f := range old.Fields {
			if f.Name == name {
				f.Value = to
			}
			b.Fields = append(b.Fields, f)
		}
		return b
	}
	str := javaobj.String("x")
	tree := func(elems ...javaobj.Value) javaobj.Value { return javaobj.NewList("java.util.TreeSet", elems...) }
	for _, each := range []struct {
		name  string
		value javaobj.Value
		class string
	}{
		{"null", nil, "null"},
		{"a class never shown", &javaobj.Bean{Class: "com.acme.Unknown"}, "com.acme.Unknown"},
		{"a scalar never shown", scalar("com.acme.Unknown", "1"), "com.acme.Unknown"},
		{"a list never shown", javaobj.NewList("com.acme.Unknown"), "com.acme.Unknown"},
		{"an enum never shown", &javaobj.Enum{Class: "E", Declaring: "E", Name: "A"}, "E"},
		{"a string for an int", with("number", str), "WriteSession$Bean"},
		{"a long for an int", with("number", javaobj.NewLong(1)), "WriteSession$Bean"},
		{"a long for an Integer", with("boxed", javaobj.NewLong(1)), "WriteSession$Bean"},
		{"a set for a List", with("list", javaobj.NewList("java.util.HashSet")), "WriteSession$Bean"},
		{"a string for a bean", with("self", str), "WriteSession$Bean"},
		{"a list for an array", with("ints", javaobj.NewList("java.util.ArrayList")), "WriteSession$Bean"},
		{"a field is missing", &javaobj.Bean{Class: "WriteSession$Bean"}, "WriteSession$Bean"},
		{"inside a map", javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: str, Value: &javaobj.Bean{Class: "X"}}), "X"},
		{"an int array of longs", javaobj.NewList("[I", javaobj.NewLong(1)), "[I"},
		{"a string array of integers", javaobj.NewList("[Ljava.lang.String;", javaobj.NewInteger(1)), "[Ljava.lang.String;"},
		{"no number", scalar("java.lang.Integer", "2147483648"), "java.lang.Integer"},
		{"no boolean", scalar("java.lang.Boolean", "yes"), "java.lang.Boolean"},
		{"no decimal", scalar("java.math.BigDecimal", "1,5"), "java.math.BigDecimal"},
		{"no uuid", scalar("java.util.UUID", "1-2"), "java.util.UUID"},
		{"no uri", scalar("java.net.URI", "a b"), "java.net.URI"},
		{"no url", scalar("java.net.URL", "acme:x"), "java.net.URL"},
		{"no currency", scalar("java.util.Currency", "euro"), "java.util.Currency"},
		{"no date", scalar("java.time.LocalDate", "2019-02-29"), "java.time.LocalDate"},
		{"a sorted set of two kinds", tree(str, javaobj.NewInteger(1)), "java.util.TreeSet"},
		{"a sorted set with null", tree(str, nil), "java.util.TreeSet"},
		{"a sorted set of maps", tree(javaobj.NewMap("java.util.HashMap")), "java.util.TreeSet"},
		{"a sorted set with a comparator", &javaobj.List{Class: "java.util.TreeSet", Comparator: "X"}, "java.util.TreeSet"},
		{"a set with equal elements", javaobj.NewList("java.util.HashSet", javaobj.NewInteger(1), javaobj.NewInteger(1)), "java.util.HashSet"},
		{"properties with a number", javaobj.NewMap("java.util.Properties", javaobj.Entry{Key: str, Value: javaobj.NewInteger(1)}), "java.util.Properties"},
		{"a hashtable with null", javaobj.NewMap("java.util.Hashtable", javaobj.Entry{Key: str}), "java.util.Hashtable"},
		{"what was lost", &javaobj.Date{Class: "java.util.Date", Lost: "why"}, "java.util.Date"},
		{"nanos that don't fit", &javaobj.Date{Class: "java.sql.Timestamp", Millis: 5, Nanos: 7, HasNanos: true}, "java.sql.Timestamp"},
		{"a calendar", &javaobj.Calendar{Class: "java.util.GregorianCalendar"}, "java.util.GregorianCalendar"},
		{"an exception", &javaobj.Throwable{Class: "java.lang.Exception"}, "java.lang.Exception"},
		{"no UTF-8", javaobj.String("\xff"), "java.lang.String"},
		{"MSM's mark", javaobj.String(notSerializableMark), "java.lang.String"},
		{"opaque", &javaobj.Opaque{Class: "X"}, "X"},
	} {
		err := d.Set("refused", each.value)
		var unsupported *transcoder.UnsupportedError
		if !errors.As(err, &unsupported) || unsupported.Class != each.class || unsupported.Reason == "" {
			t.Errorf("%s: %v", each.name, err)
		}
	}
	out, err := d.Encode(nil)
	if err != nil || string(out) != string(readTestdata(t, "java-session.ser")) {
		t.Errorf("refused edits changed the session: %v", err)
	}
}
