package flexjson

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// What real flexjsons loaded of documents that this package wrote;
// testdata/Golden.java made it.
var (
	//go:embed testdata/golden2.tsv
	golden2 string
	//go:embed testdata/golden3.tsv
	golden3 string

	casesFile = flag.String("cases", "", "write the cases for testdata/Golden.java to this file")
)

func item(fields ...javaobj.Field) *javaobj.Bean {
	return &javaobj.Bean{Class: "Golden$Item", Fields: fields}
}

func field(name string, v javaobj.Value) javaobj.Field { return javaobj.Field{Name: name, Value: v} }

func integer(version Version, n int32) javaobj.Value {
	if version == Version3 {
		return javaobj.NewLong(int64(n))
	}
	return javaobj.NewInteger(n)
}

// written makes the documents whose reading by Java is kept.
func written(t *testing.T, version Version) map[string]string {
	t.Helper()
	const bean = `{"x":{"class":"Golden$Item","count":3,"name":"a","next":{"class":"Golden$Item","count":1,"name":"b","next":null,"price":null,"stock":{"s":1},"tags":[]},"price":1.5,"stock":null,"tags":["t"]},"z":true}`
	next := item(field("count", javaobj.Text("-7")), field("name", javaobj.String("é\"<\u2028")), field("next", nil),
		field("price", javaobj.Text("12")), field("stock", javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("k"), Value: javaobj.Text("9")})),
		field("tags", javaobj.NewList("java.util.ArrayList", javaobj.String("u"), javaobj.String(""))))
	documents := map[string]string{}
	for _, c := range []struct {
		name, from string
		value      javaobj.Value
	}{
		{"string", `{}`, javaobj.String("plain")},
		{"empty string", `{"a":1}`, javaobj.String("")},
		{"escapes", `{}`, javaobj.String("\x00\x01\b\t\n\f\r\x1f\"\\/&'<>\x7f\u0080\u009f\u00e9\u20ac\u2028\ufeff\uffff\U0001F600")},
		{"lone surrogates", `{}`, javaobj.String("x\xed\xa0\x80y\xed\xb0\x80")},
		{"true", `{"x":false}`, javaobj.NewBoolean(true)},
		{"zero", `{}`, integer(version, 0)},
		{"int max", `{}`, integer(version, 2147483647)},
		{"int min", `{}`, integer(version, -2147483648)},
		{"beyond int", `{}`, javaobj.NewLong(2147483648)},
		{"long min", `{}`, javaobj.NewLong(-9223372036854775808)},
		{"double", `{}`, javaobj.NewDouble(0.1)},
		{"double whole", `{}`, javaobj.NewDouble(3)},
		{"double large", `{}`, javaobj.NewDouble(1.7976931348623157e308)},
		{"double small", `{}`, javaobj.NewDouble(5e-324)},
		{"double minus zero", `{}`, javaobj.NewDouble(negativeZero)},
		{"list", `{ "q" : [ 1 ] }`, javaobj.NewList("java.util.ArrayList", javaobj.String("a"), nil, integer(version, 5), javaobj.NewList("java.util.ArrayList"))},
		{"map", `{}`, javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("ä b"), Value: nil}, javaobj.Entry{Key: javaobj.String(""), Value: javaobj.NewMap("java.util.HashMap")})},
		{"bean edited", bean, next},
		{"bean added to list", bean, javaobj.NewList("java.util.ArrayList", next, javaobj.String("s"))},
	} {
		d, err := Transcoder{Version: version}.Decode([]byte(c.from), transcoder.Limits{})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if err := d.Set("x", c.value); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		out, err := d.Encode(nil)
		if err != nil {
			t.Fatal(c.name, err)
		}
		documents[c.name] = string(out)
	}
	return documents
}

// Java loads what was written, and as what this package says that it is.
func TestGolden(t *testing.T) {
	var cases []string
	for version, golden := range map[Version]string{Version2: golden2, Version3: golden3} {
		documents := written(t, version)
		for name, document := range documents {
			cases = append(cases, fmt.Sprintf("%s\t%d\t%s\n", name, version+1, document))
		}
		for line := range strings.Lines(golden) {
			parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if documents[parts[0]] != parts[2] {
				t.Errorf("%s: written %s, golden %s", parts[0], documents[parts[0]], parts[2])
			}
			delete(documents, parts[0])
			d, err := Transcoder{Version: version}.Decode([]byte(parts[2]), transcoder.Limits{})
			if err != nil {
				t.Errorf("%s: %v", parts[0], err)
				continue
			}
			root := &javaobj.Map{Class: "java.util.concurrent.ConcurrentHashMap"}
			if version == Version2 {
				root.Class = "java.util.HashMap"
			}
			for _, name := range d.Names() {
				root.Entries = append(root.Entries, javaobj.Entry{Key: javaobj.String(name), Value: mustGet(t, d, name)})
			}
			if got := javaText(root, ""); got != parts[3] {
				t.Errorf("%s: read %s, Java %s", parts[0], got, parts[3])
			}
		}
		if len(documents) > 0 && *casesFile == "" {
			t.Errorf("cases that Java hasn't seen: %v", documents)
		}
	}
	if *casesFile != "" {
		slices.Sort(cases)
		if err := os.WriteFile(*casesFile, []byte(strings.Join(cases, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// types are those of Golden.Item's fields, which no document tells.
var types = map[string]string{"count": "Integer", "price": "Double", "stock": "Integer"}

// javaText prints as Golden.java does.
func javaText(v javaobj.Value, typ string) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case javaobj.String:
		out := `"`
		for _, u := range utf16Of(string(v)) {
			if u < 32 || u > 126 || u == '"' || u == '\\' {
				out += fmt.Sprintf("\\u%04x", u)
			} else {
				out += string(rune(u))
			}
		}
		return out + `"`
	case javaobj.Text:
		if typ == "Double" {
			f, _ := javaobj.ParseDouble(string(v))
			return javaText(javaobj.NewDouble(f), "")
		}
		return typ + " " + string(v)
	case *javaobj.Scalar:
		if v.Class == "java.lang.Double" {
			return fmt.Sprintf("Double %x", v.Bits)
		}
		return strings.TrimPrefix(v.Class, "java.lang.") + " " + v.Text
	case *javaobj.List:
		out := "ArrayList ["
		for _, e := range v.Elems {
			out += javaText(e, typ) + " "
		}
		return out + "]"
	case *javaobj.Map:
		var entries []string
		for _, e := range v.Entries {
			entries = append(entries, javaText(e.Key, "")+"="+javaText(e.Value, typ)+" ")
		}
		slices.Sort(entries)
		return v.Class[strings.LastIndex(v.Class, ".")+1:] + " {" + strings.Join(entries, "") + "}"
	case *javaobj.Bean:
		var entries []string
		for _, f := range v.Fields {
			entries = append(entries, fmt.Sprintf("%q=%s ", f.Name, javaText(f.Value, types[f.Name])))
		}
		slices.Sort(entries)
		return "Item {" + strings.Join(entries, "") + "}"
	}
	return fmt.Sprintf("%T", v)
}

func utf16Of(s string) []uint16 {
	var units []uint16
	for s != "" {
		r, size := javaobj.DecodeRune(s)
		s = s[size:]
		if r > 0xffff {
			r -= 0x10000
			units = append(units, uint16(0xd800|r>>10), uint16(0xdc00|r&0x3ff))
			continue
		}
		units = append(units, uint16(r))
	}
	return units
}
