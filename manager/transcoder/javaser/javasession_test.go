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
