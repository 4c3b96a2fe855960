package xstream

import (
	"embed"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// What the real XStream made of documents that this package wrote;
// testdata/Golden.java tells how.
var (
	//go:embed testdata
	testdata embed.FS

	casesDir = flag.String("cases", "", "write the cases for testdata/Golden.java into this directory")
)

func base(t testing.TB) []byte {
	t.Helper()
	data, err := testdata.ReadFile("testdata/base.xml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// with gives a copy of a bean with another value of a field.
func with(bean *javaobj.Bean, declaring, name string, v javaobj.Value) *javaobj.Bean {
	c := &javaobj.Bean{Class: bean.Class}
	for _, f := range bean.Fields {
		if f.Name == name && f.Declaring == declaring {
			f.Value = v
		}
		c.Fields = append(c.Fields, f)
	}
	return c
}

func fieldOf(bean *javaobj.Bean, name string) javaobj.Value {
	for _, f := range bean.Fields {
		if f.Name == name && f.Declaring == "" {
			return f.Value
		}
	}
	return nil
}

func entry(k, v javaobj.Value) javaobj.Entry { return javaobj.Entry{Key: k, Value: v} }

// creatable is a value of every kind that can be made anew.
func creatable() javaobj.Value {
	scalar := func(class, text string) javaobj.Value { return &javaobj.Scalar{Class: class, Text: text} }
	shared := javaobj.NewList("java.util.LinkedList", javaobj.NewInteger(1))
	cycle := javaobj.NewMap("java.util.LinkedHashMap")
	cycle.Entries = []javaobj.Entry{entry(javaobj.String("self"), cycle), entry(javaobj.NewInteger(1), shared), entry(nil, nil)}
	return javaobj.NewList("java.util.ArrayList",
		javaobj.String("\x00\x01\t\n\r\x1f&<>\"'\x7f\u0085é€\u2028\ufffe\uffff😀 "), javaobj.String(""), nil,
		javaobj.NewBoolean(true), javaobj.NewByte(-128), javaobj.NewShort(5), javaobj.NewInteger(-2147483648), javaobj.NewLong(1<<62),
		javaobj.NewFloat(1.4e-45), javaobj.NewDouble(1e300), javaobj.NewDouble(0.1), javaobj.NewCharacter('x'), javaobj.NewCharacter(0), javaobj.NewCharacter(' '),
		scalar("java.math.BigInteger", "-123456789012345678901234567890"), scalar("java.math.BigDecimal", "12.50"), scalar("java.math.BigDecimal", "1E+3"),
		scalar("java.util.UUID", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), scalar("java.net.URL", "http://a.example/b?c=d#e"), scalar("java.net.URI", "mailto:a@b.example"),
		scalar("java.util.Currency", "EUR"), scalar("java.util.Locale", "en_US"), scalar("java.util.Locale", "de"), scalar("java.io.File", "/tmp/x y"),
		scalar("java.lang.StringBuilder", "built ü"), scalar("java.lang.StringBuffer", ""), scalar("java.util.BitSet", "{0, 3, 100}"), scalar("java.util.BitSet", "{}"),
		&javaobj.Class{Name: "java.lang.String"}, &javaobj.Class{Name: "int"}, &javaobj.Enum{Class: "Golden$Colour", Declaring: "Golden$Colour", Name: "RED"},
		javaobj.NewDate(1417008645123), javaobj.NewDate(-1), javaobj.NewDate(0),
		&javaobj.Date{Class: "java.sql.Timestamp", Millis: 1417008645123, Nanos: 123456789, HasNanos: true},
		&javaobj.Date{Class: "java.sql.Timestamp", Millis: -1000, HasNanos: true},
		javaobj.NewBytes([]byte(strings.Repeat("xy\xff", 40))), javaobj.NewBytes(nil),
		javaobj.NewList("[C", javaobj.NewCharacter('a'), javaobj.NewCharacter('<')), javaobj.NewList("[I", javaobj.NewInteger(1)), javaobj.NewList("[D"),
		javaobj.NewList("[Ljava.lang.String;", javaobj.String("a"), nil), javaobj.NewList("[Ljava.lang.Integer;", javaobj.NewInteger(4)),
		javaobj.NewList("[Ljava.lang.Object;", shared, nil), javaobj.NewList("[[I", javaobj.NewList("[I", javaobj.NewInteger(2)), nil),
		javaobj.NewList("[Ljava.util.Date;", javaobj.NewDate(7)), javaobj.NewList("[LGolden$Colour;"),
		shared, shared, cycle,
		javaobj.NewList("java.util.HashSet", javaobj.String("s")), javaobj.NewList("java.util.LinkedHashSet", javaobj.String("b"), javaobj.String("a")),
		javaobj.NewList("java.util.TreeSet", javaobj.String("a"), javaobj.String("b")), javaobj.NewList("java.util.Vector", nil),
		javaobj.NewList("java.util.Collections$SingletonList", nil), javaobj.NewList("java.util.Collections$EmptyList"), javaobj.NewList("java.util.Collections$EmptySet"),
		javaobj.NewList("java.util.Collections$SingletonSet", javaobj.String("x")),
		javaobj.NewList("java.util.EnumSet", &javaobj.Enum{Class: "Golden$Colour", Declaring: "Golden$Colour", Name: "RED"}),
		javaobj.NewMap("java.util.HashMap", entry(javaobj.String("k"), nil)), javaobj.NewMap("java.util.Hashtable", entry(javaobj.NewLong(1), javaobj.String("v"))),
		javaobj.NewMap("java.util.TreeMap", entry(javaobj.String("a"), shared), entry(javaobj.String("b"), nil)), javaobj.NewMap("java.util.concurrent.ConcurrentHashMap", entry(javaobj.String("a"), shared)),
		javaobj.NewMap("java.util.Properties", entry(javaobj.String("a\t\n\"b"), javaobj.String("é"))),
		javaobj.NewMap("java.util.Collections$SingletonMap", entry(javaobj.String("a"), javaobj.String("b"))), javaobj.NewMap("java.util.Collections$EmptyMap"),
		javaobj.NewMap("java.util.EnumMap", entry(&javaobj.Enum{Class: "Golden$Colour", Declaring: "Golden$Colour", Name: "BLUE"}, javaobj.String("b"))),
	)
}

// goldenCases are edits of the session that Golden.java wrote.
var goldenCases = []struct {
	name string
	edit func(t *testing.T, d transcoder.Document) error
}{
	{"untouched", func(t *testing.T, d transcoder.Document) error { return nil }},
	{"creatable", func(t *testing.T, d transcoder.Document) error { return d.Set("new", creatable()) }},
	{"scalar", func(t *testing.T, d transcoder.Document) error { return d.Set("visits", javaobj.NewInteger(4)) }},
	{"definition-removed", func(t *testing.T, d transcoder.Document) error { d.Remove("deque"); return nil }},
	{"two-removed", func(t *testing.T, d transcoder.Document) error { d.Remove("deque"); d.Remove("item"); return nil }},
	{"only-list-left", func(t *testing.T, d transcoder.Document) error {
		for _, name := range d.Names() {
			if name != "list" {
				d.Remove(name)
			}
		}
		return nil
	}},
	{"definition-replaced", func(t *testing.T, d transcoder.Document) error { return d.Set("deque", javaobj.String("gone")) }},
	{"shared-into-new", func(t *testing.T, d transcoder.Document) error {
		item := mustGet(t, d, "item")
		if err := d.Set("more", javaobj.NewList("java.util.ArrayList", item, mustGet(t, d, "raw"))); err != nil {
			return err
		}
		d.Remove("deque")
		return nil
	}},
	{"list-grows", func(t *testing.T, d transcoder.Document) error {
		list := mustGet(t, d, "list").(*javaobj.List)
		return d.Set("list", javaobj.NewList(list.Class, append([]javaobj.Value{javaobj.String("first"), mustGet(t, d, "again")}, list.Elems[2:]...)...))
	}},
	{"fields", func(t *testing.T, d transcoder.Document) error {
		item := mustGet(t, d, "item").(*javaobj.Bean)
		item = with(item, "", "count", javaobj.Text("99"))
		item = with(item, "", "$odd_name", javaobj.Text("é & <"))
		item = with(item, "", "colour", javaobj.Text("BLUE"))
		item = with(item, "", "made", nil)
		item = with(item, "", "price", javaobj.Text("2.25"))
		item = with(item, "Golden$Base", "anything", javaobj.NewList("java.util.ArrayList", javaobj.String("new")))
		return d.Set("item", item)
	}},
	{"field-list-grows", func(t *testing.T, d transcoder.Document) error {
		item := mustGet(t, d, "item").(*javaobj.Bean)
		parts := fieldOf(item, "parts").(*javaobj.List)
		fresh := with(item, "", "next", nil)
		fresh = with(fresh, "", "label", javaobj.Text("fresh"))
		grown := javaobj.NewList(parts.Class, append([]javaobj.Value{fresh, javaobj.NewBoolean(true)}, parts.Elems...)...)
		return d.Set("item", with(item, "", "parts", grown))
	}},
}

func TestGolden(t *testing.T) {
	for _, c := range goldenCases {
		t.Run(c.name, func(t *testing.T) {
			d := mustDecode(t, base(t))
			if err := c.edit(t, d); err != nil {
				t.Fatal(err)
			}
			out, err := d.Encode(nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := Verify(out); err != nil {
				t.Error(err)
			}
			if *casesDir != "" {
				if err := os.WriteFile(filepath.Join(*casesDir, c.name+".go.xml"), out, 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			golden, err := testdata.ReadFile("testdata/golden/" + c.name + ".go.xml")
			if err != nil || string(golden) != string(out) {
				t.Fatalf("Java hasn't seen this: %v\n%s", err, out)
			}
			stored, err := testdata.ReadFile("testdata/golden/" + c.name + ".java.xml")
			if err != nil {
				t.Fatal(err)
			}
			compareDocuments(t, mustDecode(t, out), mustDecode(t, stored))
		})
	}
}

// compareDocuments holds what Java stored again against what Go wrote.
func compareDocuments(t *testing.T, want, have transcoder.Document) {
	t.Helper()
	wanted, had := render(t, want), render(t, have)
	cmp := newComparison(wanted, had)
	if len(wanted) != len(had) {
		t.Errorf("%d attributes, Java %d", len(wanted), len(had))
	}
	for name, w := range wanted {
		if err := cmp.same(w, had[name]); err != nil {
			t.Errorf("attribute %s: %v", name, err)
		}
	}
}
