package javaser

import (
	"errors"
	"os"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// The streams of testdata/WriteSession.java, written by a JDK 17, hold what
// the captured sessions lack.
func readTestdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// javaText gives Java's toString of a Value.
func javaText(v javaobj.Value) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case javaobj.String:
		return string(v)
	case *javaobj.Scalar:
		return v.Text
	case *javaobj.Enum:
		return v.Name
	case *javaobj.Class:
		return "class " + v.Name
	case *javaobj.List:
		var parts []string
		for _, e := range v.Elems {
			parts = append(parts, javaText(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *javaobj.Map:
		var parts []string
		for _, e := range v.Entries {
			parts = append(parts, javaText(e.Key)+"="+javaText(e.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return ""
}

func TestJavaSessionValues(t *testing.T) {
	data := readTestdata(t, "java-session.ser")
	if err := Verify(data); err != nil {
		t.Fatal(err)
	}
	d := mustDecode(t, data)
	// Shown by their fields and not by their text.
	fields := map[string]bool{"bare": true, "bean": true, "proxy": true, "unshared": true, "failure": true, "atomic-ref": true, "atomic-array": true, "simpletz": true}
	// Shown by another text, or in another order, which Java doesn't keep.
	other := map[string]string{
		"enumset": "[LOW, HIGH]", // names, not toString
		// Java until 18 gives more digits than are needed.
		"double-1": "1.0E23", "double-2": "2.0E23", "double-14": "8.41E21", "float-2": "1.1754944E-38",
	}
	classes := map[string]string{
		"java.util.RegularEnumSet":                           "java.util.EnumSet$SerializationProxy",
		"java.util.ImmutableCollections$ListN":               "java.util.CollSer",
		"java.util.ImmutableCollections$Set12":               "java.util.CollSer",
		"java.util.ImmutableCollections$Map1":                "java.util.CollSer",
		"java.util.Collections$UnmodifiableRandomAccessList": "java.util.Collections$UnmodifiableList",
		"java.net.Inet4Address":                              "java.net.InetAddress",
		"jdk.proxy1.$Proxy0":                                 "java.lang.reflect.Proxy",
	}
	lines := strings.Split(strings.TrimSpace(string(readTestdata(t, "java-session.txt"))), "\n")
	if len(lines) < 100 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		parts := strings.SplitN(line, "\t", 3)
		name, class, text := parts[0], parts[1], parts[2]
		if d.Names()[i] != name {
			t.Fatalf("attribute %d is %s, not %s", i, d.Names()[i], name)
		}
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := classes[class]; ok {
			class = c
		}
		if got := javaobj.ClassOf(v); got != class && !(name == "proxy" && got == "") {
			t.Errorf("%s: class %s, want %s", name, got, class)
		}
		if o, ok := other[name]; ok {
			text = o
		}
		if got := javaText(v); !fields[name] && got != text {
			t.Errorf("%s: %s, want %s", name, got, text)
		}
	}
}

func TestJavaSessionShapes(t *testing.T) {
	d := mustDecode(t, readTestdata(t, "java-session.ser"))
	shown := func(name string) string {
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(javaobj.AppendJSON(nil, v, nil))
	}
	for name, want := range map[string]string{
		// Its writeObject wrote no field values, and nothing in the stream says so.
		"bare":       `{"id":1,"class":"WriteSession$Bare","fields":[],"data":["000462617265",{"class":"java.lang.String","value":"o"},"00000007"]}`,
		"proxy":      `"proxyInterfaces":["java.lang.Runnable","java.io.Serializable"],"handler":{"id":2,"class":"WriteSession$Handler","fields":[]}}`,
		"unshared":   `"name":"two","type":"java.util.Date","transient":false,"value":{"id":3,"class":"java.util.Date","millis":"1"}`,
		"failure":    `"message":"failed","cause":{"id":2,"class":"java.lang.IllegalStateException","message":"cause","cause":null`,
		"atomic-ref": `"name":"value"`,
		"bean":       `{"declaring":"WriteSession$Base","name":"any","type":"java.lang.Object","transient":false,"value":{"id":`,
		"simpletz":   `"value":"Mine"`,
	} {
		if got := shown(name); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	bean, _ := d.Get("bean")
	again, _ := d.Get("bean-list-again")
	if fieldOf(bean, "list") != again || fieldOf(bean, "any") != again || fieldOf(bean, "self") != bean {
		t.Error("what the session shares is not shared")
	}
	named, _ := d.Get("named")
	if list := named.(*javaobj.List); len(list.Fields) != 1 || list.Fields[0].Value != javaobj.String("named") {
		t.Errorf("the field of a subclass of ArrayList: %v", list.Fields)
	}
	failure, _ := d.Get("failure")
	if f := failure.(*javaobj.Throwable).Fields; len(f) != 1 || javaText(f[0].Value) != "42" {
		t.Errorf("the field of an exception: %v", f)
	}
}

func fieldOf(v javaobj.Value, name string) javaobj.Value {
	for _, f := range v.(*javaobj.Bean).Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// A value that broke the writer off is MSM's mark; the session can be repaired
// (WIRE-51, TRAP-47).
func TestPoisonedSession(t *testing.T) {
	data := readTestdata(t, "poisoned-session.ser")
	if err := Verify(data); err != nil {
		t.Fatal(err)
	}
	d := mustDecode(t, data)
	v, err := d.Get("poison")
	if _, ok := v.(*javaobj.NotSerializable); !ok || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	var unsupported *transcoder.UnsupportedError
	if err := d.Set("copy", v); !errors.As(err, &unsupported) {
		t.Errorf("the mark was set: %v", err)
	}
	for _, edit := range []func(transcoder.Document) error{
		func(d transcoder.Document) error { d.Remove("poison"); return nil },
		func(d transcoder.Document) error { return d.Set("poison", javaobj.String("cured")) },
	} {
		d := mustDecode(t, data)
		before, _ := d.Get("last")
		if err := edit(d); err != nil {
			t.Fatal(err)
		}
		again := reencode(t, "repaired", d)
		last, err := again.Get("last")
		if err != nil || last.(*javaobj.Date).Millis != before.(*javaobj.Date).Millis {
			t.Errorf("%v, %v", last, err)
		}
		out, _ := d.Encode(nil)
		if strings.Contains(string(out), notSerializableMark) {
			t.Error("the mark is still there")
		}
	}
}

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
