package xstream

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// raws gives the text of each attribute's element that holds no reference.
func raws(t testing.TB, data []byte) map[string]string {
	t.Helper()
	d, err := decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	d.nodes()
	text, out := string(data), map[string]string{}
	for i, a := range d.attrs {
		end := len(text)
		if i+1 < len(d.attrs) {
			end = d.attrs[i+1].key.at
		}
		raw, _, _ := strings.Cut(text[a.value.at:end], "\n    <string>")
		if raw = strings.TrimSpace(raw); !strings.Contains(raw, "reference=") {
			out[a.name] = strings.TrimSpace(strings.TrimSuffix(raw, "<entry>"))
		}
	}
	return out
}

// Replacing or removing any one attribute of any captured record leaves every
// other one equal, and byte for byte where it holds no reference.
func TestEditsKeepOthers(t *testing.T) {
	for _, c := range captures(t) {
		before := raws(t, c.Attributes)
		original := mustDecode(t, c.Attributes)
		for _, name := range original.Names() {
			for _, remove := range []bool{false, true} {
				d := mustDecode(t, c.Attributes)
				if remove {
					d.Remove(name)
				} else if err := d.Set(name, javaobj.String("edited")); err != nil {
					t.Fatalf("%s: %s: %v", c.Name, name, err)
				}
				out, err := d.Encode(nil)
				if err != nil {
					t.Fatalf("%s: %s: %v", c.Name, name, err)
				}
				if err := Verify(out); err != nil {
					t.Errorf("%s: %s: %v", c.Name, name, err)
				}
				after, again := raws(t, out), mustDecode(t, out)
				for _, other := range original.Names() {
					if other == name {
						continue
					}
					// Another first mention may tell more or less of a class.
					if raw, ok := before[other]; ok && !strings.HasPrefix(after[other], raw) && !strings.HasPrefix(raw, after[other]) {
						t.Errorf("%s: an edit of %s changed %s:\n%s\n%s", c.Name, name, other, raw, after[other])
					}
					if _, err := again.Get(other); err != nil {
						t.Errorf("%s: an edit of %s lost %s", c.Name, name, other)
					}
				}
				if !remove && mustGet(t, again, name) != javaobj.String("edited") {
					t.Errorf("%s: %s isn't what was set", c.Name, name)
				}
				left, _ := original.Encode(func(other string) bool { return other != name })
				if remove && string(left) != string(out) {
					t.Errorf("%s: leaving %s out and removing it differ", c.Name, name)
				}
			}
		}
	}
}

// All graphs stay what they were when the first mention of an object goes.
func TestEditsKeepSharing(t *testing.T) {
	for _, name := range []string{"shared", "collections", "beans", "cyclic-readable"} {
		data := scenario(t, name)
		whole := mustDecode(t, data)
		for _, removed := range whole.Names() {
			d := mustDecode(t, data)
			d.Remove(removed)
			out, err := d.Encode(nil)
			if err != nil {
				t.Fatal(err)
			}
			want := render(t, mustDecodeWithout(t, data, removed))
			have := render(t, mustDecode(t, out))
			cmp := newComparison(want, have)
			for other, w := range want {
				if err := cmp.same(w, have[other]); err != nil {
					t.Errorf("%s without %s: %s: %v", name, removed, other, err)
				}
			}
		}
	}
}

// mustDecodeWithout gives what the document shows of the other attributes.
func mustDecodeWithout(t testing.TB, data []byte, name string) transcoder.Document {
	t.Helper()
	d := mustDecode(t, data)
	for _, n := range d.Names() {
		mustGet(t, d, n)
	}
	d.Remove(name)
	return d
}

func TestEdits(t *testing.T) {
	const from = `<concurrent-hash-map>
  <entry>
    <string>a</string>
    <p.S>
      <x>1</x>
    </p.S>
  </entry>
  <entry>
    <string>b</string>
    <p.S reference="../../entry/p.S"/>
  </entry>
</concurrent-hash-map>`
	for _, c := range []struct {
		name string
		edit func(d transcoder.Document) error
		want string
	}{
		{"the same", func(d transcoder.Document) error { v, _ := d.Get("a"); return d.Set("b", v) }, from},
		{"the definition moves", func(d transcoder.Document) error { d.Remove("a"); return nil },
			"<concurrent-hash-map>\n  <entry>\n    <string>b</string>\n    <p.S>\n      <x>1</x>\n    </p.S>\n  </entry>\n</concurrent-hash-map>"},
		{"nothing left", func(d transcoder.Document) error { d.Remove("a"); d.Remove("b"); return nil }, "<concurrent-hash-map/>"},
		{"one more", func(d transcoder.Document) error { return d.Set("c", javaobj.NewInteger(1)) },
			strings.Replace(from, "\n</c", "\n  <entry>\n    <string>c</string>\n    <int>1</int>\n  </entry>\n</c", 1)},
		{"one field", func(d transcoder.Document) error {
			v, _ := d.Get("a")
			return d.Set("b", with(v.(*javaobj.Bean), "", "x", javaobj.Text("2")))
		}, strings.Replace(from, `<p.S reference="../../entry/p.S"/>`, "<p.S>\n      <x>2</x>\n    </p.S>", 1)},
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

func TestRefused(t *testing.T) {
	const from = `<concurrent-hash-map><entry><string>x</string><p.Q><n>1</n><s>text</s><d class="date">1970-01-01 00:00:00.0 UTC</d><l><int>1</int></l></p.Q></entry>` +
		`<entry><string>w</string><p.W serialization="custom"><p.W><int>1</int></p.W></p.W></entry></concurrent-hash-map>`
	scalar := func(class, text string) javaobj.Value { return &javaobj.Scalar{Class: class, Text: text} }
	bean := func(name string, v javaobj.Value) func(d transcoder.Document) javaobj.Value {
		return func(d transcoder.Document) javaobj.Value {
			x, _ := d.Get("x")
			return with(x.(*javaobj.Bean), "", name, v)
		}
	}
	plain := func(v javaobj.Value) func(transcoder.Document) javaobj.Value {
		return func(transcoder.Document) javaobj.Value { return v }
	}
	for _, c := range []struct {
		name  string
		value func(d transcoder.Document) javaobj.Value
		class string
	}{
		{"null", plain(nil), "null"},
		{"bad text", plain(javaobj.String("\xff")), "java.lang.String"},
		{"half a pair", plain(javaobj.String("a\xed\xa0\x80")), "java.lang.String"},
		{"half a pair alone", plain(javaobj.NewCharacter(0xd800)), "java.lang.String"},
		{"integer", plain(scalar("java.lang.Integer", "2147483648")), "java.lang.Integer"},
		{"boolean", plain(scalar("java.lang.Boolean", "TRUE")), "java.lang.Boolean"},
		{"double", plain(scalar("java.lang.Double", "1,5")), "java.lang.Double"},
		{"decimal", plain(scalar("java.math.BigDecimal", "01")), "java.math.BigDecimal"},
		{"uuid", plain(scalar("java.util.UUID", "x")), "java.util.UUID"},
		{"pattern", plain(scalar("java.util.regex.Pattern", "x")), "java.util.regex.Pattern"},
		{"url", plain(scalar("java.net.URL", "gopher://x")), "java.net.URL"},
		{"lost", plain(&javaobj.Scalar{Class: "java.lang.Integer", Text: "1", Lost: "half"}), "java.lang.Integer"},
		{"sql date", plain(&javaobj.Date{Class: "java.sql.Date"}), "java.sql.Date"},
		{"date of old", plain(javaobj.NewDate(math.MinInt64)), "java.util.Date"},
		{"calendar", plain(&javaobj.Calendar{Class: "java.util.GregorianCalendar"}), "java.util.GregorianCalendar"},
		{"enum", plain(&javaobj.Enum{Declaring: "p.E", Name: "X"}), "p.E"},
		{"class", plain(&javaobj.Class{Name: "p.Other"}), "p.Other"},
		{"throwable", plain(&javaobj.Throwable{Class: "java.lang.Error"}), "java.lang.Error"},
		{"proxy", plain(&javaobj.Proxy{}), "java.lang.reflect.Proxy"},
		{"opaque", plain(&javaobj.Opaque{Class: "p.O"}), "p.O"},
		{"mark", plain(&javaobj.NotSerializable{}), "(*javaobj.NotSerializable)"},
		{"raw", plain(javaobj.Raw{1}), "(javaobj.Raw)"},
		{"text", plain(javaobj.Text("x")), "(unknown)"},
		{"unknown list", plain(javaobj.NewList("p.List")), "p.List"},
		{"unknown map", plain(javaobj.NewMap("p.Map")), "p.Map"},
		{"tree set", plain(javaobj.NewList("java.util.TreeSet", javaobj.String("b"), javaobj.String("a"))), "java.util.TreeSet"},
		{"comparator", plain(&javaobj.Map{Class: "java.util.TreeMap", Comparator: "p.C"}), "java.util.TreeMap"},
		{"null in hashtable", plain(javaobj.NewMap("java.util.Hashtable", entry(nil, nil))), "java.util.Hashtable"},
		{"int in long[]", plain(javaobj.NewList("[J", javaobj.NewInteger(1))), "[J"},
		{"null in int[]", plain(javaobj.NewList("[I", nil)), "[I"},
		{"array of unknown", plain(javaobj.NewList("[Lp.Other;")), "[Lp.Other;"},
		{"unknown bean", plain(&javaobj.Bean{Class: "p.Other"}), "p.Other"},
		{"written by itself", plain(&javaobj.Bean{Class: "p.W"}), "p.W"},
		{"deep inside", plain(javaobj.NewList("java.util.ArrayList", javaobj.NewMap("java.util.HashMap", entry(javaobj.String("k"), &javaobj.Proxy{})))), "java.lang.reflect.Proxy"},
		{"number to text", bean("n", javaobj.Text("x")), "p.Q"},
		{"number to fraction", bean("n", javaobj.Text("1.5")), "p.Q"},
		{"number to null", bean("n", nil), "p.Q"},
		{"number to boxed", bean("n", javaobj.NewInteger(5)), "p.Q"},
		{"text to string", bean("s", javaobj.String("x")), "p.Q"},
		{"text to list", bean("s", javaobj.NewList("java.util.ArrayList")), "p.Q"},
		{"date to text", bean("d", javaobj.Text("x")), "p.Q"},
		{"date to string", bean("d", javaobj.String("x")), "p.Q"},
		{"list to map", bean("l", javaobj.NewMap("")), "p.Q"},
		{"new field", plain(&javaobj.Bean{Class: "p.Q", Fields: []javaobj.Field{{Name: "new", Value: javaobj.Text("1")}}}), "p.Q"},
		{"field left out", plain(&javaobj.Bean{Class: "p.Q"}), "p.Q"},
		{"own data", plain(&javaobj.Bean{Class: "p.Q", Data: []javaobj.Value{nil}}), "p.Q"},
	} {
		d := mustDecode(t, []byte(from))
		err := d.Set("a", c.value(d))
		var refused *transcoder.UnsupportedError
		if !errors.As(err, &refused) || refused.Class != c.class || refused.Reason == "" {
			t.Errorf("%s: %v", c.name, err)
		}
		if out, err := d.Encode(nil); err != nil || string(out) != from {
			t.Errorf("%s: refused, yet the document is %s, %v", c.name, out, err)
		}
	}
}

func TestNew(t *testing.T) {
	d := Transcoder{}.New()
	if out, err := d.Encode(nil); err != nil || string(out) != "<concurrent-hash-map/>" {
		t.Errorf("%s %v", out, err)
	}
	shared := javaobj.NewList("java.util.ArrayList")
	for _, name := range []string{"a", "b"} {
		if err := d.Set(name, shared); err != nil {
			t.Fatal(err)
		}
	}
	out, err := d.Encode(nil)
	if err != nil || !regexp.MustCompile(`<list/>[^l]*<list reference="../../entry/list"/>`).Match(out) {
		t.Errorf("%s %v", out, err)
	}
	again := mustDecode(t, out)
	if mustGet(t, again, "a") != mustGet(t, again, "b") || mustGet(t, d, "a") != javaobj.Value(shared) {
		t.Error("what is shared isn't one object")
	}
	if _, err := d.Get("none"); !errors.Is(err, transcoder.ErrNoAttribute) || d.Remove("none") {
		t.Error(err)
	}
}
