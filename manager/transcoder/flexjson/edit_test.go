package flexjson

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

var negativeZero = math.Copysign(0, -1)

// raws gives the text of each attribute's value.
func raws(t testing.TB, data []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	d := mustDecode(t, data).(*document)
	for _, a := range d.attrs {
		out[d.name(a)] = string(a.before) + string(a.raw) + string(a.after)
	}
	return out
}

// Replacing or removing any one attribute of any captured record leaves every
// other one byte for byte.
func TestEditsKeepOthers(t *testing.T) {
	for _, c := range captures(t) {
		before := raws(t, c.Attributes)
		for name := range before {
			for _, remove := range []bool{false, true} {
				d := mustDecode(t, c.Attributes)
				if remove {
					d.Remove(name)
				} else if err := d.Set(name, javaobj.String("edited")); err != nil && name != "class" {
					t.Fatalf("%s: %s: %v", c.Name, name, err)
				}
				out, err := d.Encode(nil)
				if err != nil {
					t.Fatal(err)
				}
				after := raws(t, out)
				for other, raw := range before {
					if other != name && after[other] != raw {
						t.Errorf("%s: an edit of %s changed %s", c.Name, name, other)
					}
				}
				if _, ok := after[name]; ok == remove {
					t.Errorf("%s: %s: removed %v, there %v", c.Name, name, remove, ok)
				}
				if v := mustDecode(t, out); !remove && name != "class" && mustGet(t, v, name) != javaobj.String("edited") {
					t.Errorf("%s: %s isn't what was set", c.Name, name)
				}
			}
		}
	}
}

func TestEdits(t *testing.T) {
	const from = ` { "a" : 1.10 , "b":[ {"class":"p.Q","n":12.50,"s":null} ], "c":"\u0041" } `
	for _, c := range []struct {
		name string
		edit func(d transcoder.Document) error
		want string
	}{
		{"nothing", func(d transcoder.Document) error { return nil }, from},
		{"the same", func(d transcoder.Document) error { return d.Set("c", javaobj.String("A")) }, from},
		{"replace", func(d transcoder.Document) error { return d.Set("a", javaobj.NewInteger(2)) }, strings.Replace(from, "1.10", "2", 1)},
		{"add", func(d transcoder.Document) error { return d.Set("d", javaobj.NewBoolean(true)) }, strings.Replace(from, `"\u0041" }`, `"\u0041" ,"d":true}`, 1)},
		{"remove the first", func(d transcoder.Document) error { d.Remove("a"); return nil }, strings.Replace(from, ` "a" : 1.10 ,`, "", 1)},
		{"remove the last", func(d transcoder.Document) error { d.Remove("c"); return nil }, strings.Replace(from, `, "c":"\u0041" `, "", 1)},
		{"old values keep their text", func(d transcoder.Document) error {
			b, _ := d.Get("b")
			a, _ := d.Get("a")
			return d.Set("a", javaobj.NewList("java.util.ArrayList", a, b.(*javaobj.List).Elems[0]))
		}, strings.Replace(from, "1.10", `[1.10,{"class":"p.Q","n":12.50,"s":null}]`, 1)},
		{"one field", func(d transcoder.Document) error {
			b, _ := d.Get("b")
			old := b.(*javaobj.List).Elems[0].(*javaobj.Bean)
			return d.Set("b", javaobj.NewList("java.util.ArrayList", &javaobj.Bean{Class: old.Class, Fields: []javaobj.Field{{Name: "n", Value: javaobj.Text("12.75")}, old.Fields[1]}}))
		}, strings.Replace(from, `[ {"class":"p.Q","n":12.50,"s":null} ]`, `[{"class":"p.Q","n":12.75,"s":null}]`, 1)},
	} {
		d := mustDecode(t, []byte(from))
		if err := c.edit(d); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		out, err := d.Encode(nil)
		if err != nil || string(out) != c.want {
			t.Errorf("%s: %v\n got %s\nwant %s", c.name, err, out, c.want)
		}
	}
}

// TestRefusedText: a text for a number is called what it is.
func TestRefusedText(t *testing.T) {
	d := mustDecode(t, []byte(`{"x":{"class":"p.Q","n":1}}`))
	for text, want := range map[string]string{"expensive": "field n holds numbers, and the text is none", "1.5": "never shown a fraction"} {
		err := d.Set("x", &javaobj.Bean{Class: "p.Q", Fields: []javaobj.Field{{Name: "n", Value: javaobj.Text(text)}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestRefused(t *testing.T) {
	const from = `{"x":{"class":"p.Q","n":1,"s":"t","f":1.5,"u":null},"y":"&"}`
	scalar := func(class, text string) javaobj.Value { return &javaobj.Scalar{Class: class, Text: text} }
	shared := javaobj.NewList("java.util.ArrayList")
	cycle := javaobj.NewList("java.util.ArrayList")
	cycle.Elems = []javaobj.Value{cycle}
	table := func(key, value javaobj.Value) javaobj.Value {
		return javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: key, Value: value})
	}
	bean := func(name string, v javaobj.Value) javaobj.Value {
		return &javaobj.Bean{Class: "p.Q", Fields: []javaobj.Field{{Name: name, Value: v}}}
	}
	for _, c := range []struct {
		attribute string
		value     javaobj.Value
		class     string
	}{
		{"a", nil, "null"},
		{"class", javaobj.String("p.Q"), "java.lang.String"},
		{"\xff", javaobj.String("x"), "java.lang.String"},
		{"a", javaobj.String("\xff"), "java.lang.String"},
		{"a", javaobj.NewLong(5), "java.lang.Long"},
		{"a", scalar("java.lang.Integer", "x"), "java.lang.Integer"},
		{"a", scalar("java.lang.Integer", "2147483648"), "java.lang.Integer"},
		{"a", scalar("java.lang.Boolean", "TRUE"), "java.lang.Boolean"},
		{"a", scalar("java.lang.Double", "1,2"), "java.lang.Double"},
		{"a", javaobj.NewDouble(math.NaN()), "java.lang.Double"},
		{"a", javaobj.NewDouble(math.Inf(1)), "java.lang.Double"},
		{"a", javaobj.NewFloat(1), "java.lang.Float"},
		{"a", javaobj.NewShort(1), "java.lang.Short"},
		{"a", scalar("java.math.BigDecimal", "1.0"), "java.math.BigDecimal"},
		{"a", scalar("java.util.UUID", "x"), "java.util.UUID"},
		{"a", javaobj.NewDate(1), "java.util.Date"},
		{"a", javaobj.NewBytes(nil), "[B"},
		{"a", &javaobj.Enum{Declaring: "p.E", Name: "X"}, "p.E"},
		{"a", &javaobj.Class{Name: "int"}, "java.lang.Class"},
		{"a", &javaobj.Opaque{Class: "p.O"}, "p.O"},
		{"a", &javaobj.NotSerializable{}, "(*javaobj.NotSerializable)"},
		{"a", javaobj.Raw{1}, "(javaobj.Raw)"},
		{"a", javaobj.Text("1"), "(unknown)"},
		{"a", javaobj.NewList("java.util.LinkedList"), "java.util.LinkedList"},
		{"a", javaobj.NewMap("java.util.LinkedHashMap"), "java.util.LinkedHashMap"},
		{"a", table(javaobj.NewInteger(1), nil), "java.util.HashMap"},
		{"a", table(nil, nil), "java.util.HashMap"},
		{"a", table(javaobj.String("class"), javaobj.String("p.Q")), "java.util.HashMap"},
		{"a", javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("k")}, javaobj.Entry{Key: javaobj.String("k")}), "java.util.HashMap"},
		{"a", table(javaobj.String("k"), javaobj.NewDate(1)), "java.util.Date"},
		{"a", javaobj.NewList("java.util.ArrayList", shared, shared), "java.util.ArrayList"},
		{"a", cycle, "java.util.ArrayList"},
		{"a", &javaobj.Bean{Class: "p.Other"}, "p.Other"},
		{"a", &javaobj.Bean{Class: "p.Q", Data: []javaobj.Value{nil}}, "p.Q"},
		{"a", bean("class", javaobj.String("p.R")), "p.Q"},
		{"a", bean("new", javaobj.String("x")), "p.Q"},
		{"a", bean("n", javaobj.String("x")), "p.Q"},
		{"a", bean("n", javaobj.Text("1.5")), "p.Q"},
		{"a", bean("n", javaobj.Text("1 ")), "(unknown)"},
		{"a", bean("n", javaobj.Text("")), "(unknown)"},
		{"a", bean("n", nil), "p.Q"},
		{"a", bean("u", javaobj.String("x")), "p.Q"},
		{"a", bean("s", shared), "p.Q"},
	} {
		d := mustDecode(t, []byte(from))
		err := d.Set(c.attribute, c.value)
		var refused *transcoder.UnsupportedError
		if !errors.As(err, &refused) || refused.Class != c.class || refused.Reason == "" {
			t.Errorf("%s %#v: %v", c.attribute, c.value, err)
		}
		if out, err := d.Encode(nil); err != nil || string(out) != from {
			t.Errorf("%s %#v: refused, yet the document is %s, %v", c.attribute, c.value, out, err)
		}
	}
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		version Version
		from    string
		class   string
	}{
		{Detect, `{"a":1}`, "java.lang.Integer"},
		{Detect, `{"a":1,"b":"\""}`, "java.lang.Integer"},
		{Detect, `{"a":1,"b":"\u0022"}`, "java.lang.Long"},
		{Detect, `{"a":1,"b":"\u003cb>"}`, "java.lang.Long"},
		{Version3, `{"a":1}`, "java.lang.Long"},
		{Version2, `{"a":1,"b":"\u0022"}`, "java.lang.Integer"},
		{Version2, `{"a":2147483648}`, "java.lang.Long"},
		{Version2, `{"a":9223372036854775808}`, "java.lang.Double"},
		{Version3, `{"a":9223372036854775808}`, "java.math.BigInteger"},
		{Version3, `{"a":1E+3}`, "java.lang.Double"},
		{Version2, `{"a":NaN}`, "java.lang.String"},
		{Version2, `{"a":-Infinity}`, "java.lang.Double"},
		{Version2, `{"a":1E999}`, "java.lang.Double"},
	} {
		d, err := Transcoder{Version: c.version}.Decode([]byte(c.from), transcoder.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := javaobj.ClassOf(mustGet(t, d, "a")); got != c.class {
			t.Errorf("%d %s: %s", c.version, c.from, got)
		}
	}
}

func TestDocument(t *testing.T) {
	d := Transcoder{}.New()
	for i, v := range []javaobj.Value{javaobj.String("<"), javaobj.NewInteger(3)} {
		if err := d.Set(fmt.Sprint("n", i), v); err != nil {
			t.Fatal(err)
		}
	}
	out, err := d.Encode(func(name string) bool { return name != "n0" })
	if err != nil || string(out) != `{"n1":3}` {
		t.Errorf("%s %v", out, err)
	}
	if _, err := d.Get("none"); !errors.Is(err, transcoder.ErrNoAttribute) {
		t.Error(err)
	}
	if d.Remove("none") || !d.Remove("n0") {
		t.Error("Remove tells whether the attribute was there")
	}
	if out, err = d.Encode(nil); err != nil || string(out) != `{"n1":3}` {
		t.Errorf("%s %v", out, err)
	}
	r := mustDecode(t, []byte(`{"l":[1]}`))
	if mustGet(t, r, "l") != mustGet(t, r, "l") {
		t.Error("two Gets give two pointers")
	}
	latin1 := mustDecode(t, []byte("{\"\xe9\":\"\xfc\"}"))
	if got := mustGet(t, latin1, "é"); got != javaobj.String("ü") {
		t.Errorf("Latin-1: %q", got)
	}
}

func TestLimits(t *testing.T) {
	deep := []byte(`{"a":` + strings.Repeat("[", 600) + strings.Repeat("]", 600) + `}`)
	for _, c := range []struct {
		data   []byte
		limits transcoder.Limits
		limit  string
	}{
		{deep, transcoder.Limits{}, "depth"},
		{[]byte(`{"a":[1,2,3]}`), transcoder.Limits{Elements: 3}, "elements"},
		{[]byte(`{"a":[1,2,3]}`), transcoder.Limits{Bytes: 5}, "bytes"},
	} {
		_, err := Transcoder{}.Decode(c.data, c.limits)
		var passed *transcoder.LimitError
		if !errors.As(err, &passed) || passed.Limit != c.limit || !strings.Contains(err.Error(), "offset") {
			t.Errorf("%s: %v", c.limit, err)
		}
	}
	// Wrapping a value again and again ends at the limit that reading has.
	d := mustDecode(t, []byte(`{"a":[]}`))
	var err error
	for range 600 {
		if err = d.Set("a", javaobj.NewList("java.util.ArrayList", mustGet(t, d, "a"))); err != nil {
			break
		}
		out, _ := d.Encode(nil)
		d = mustDecode(t, bytes.Clone(out))
	}
	if err == nil || !strings.Contains(err.Error(), "depth") {
		t.Errorf("wrapping without an end: %v", err)
	}
}
