package javolution

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

const head = `<?xml version="1.0" encoding="UTF-8" ?><attributes class="java.util.concurrent.ConcurrentHashMap" __id="0"`

func TestNewDocument(t *testing.T) {
	d := Transcoder{}.New()
	empty, err := d.Encode(nil)
	if err != nil || string(empty) != head+` size="0"/>` {
		t.Fatalf("got %s, %v", empty, err)
	}
	if err := d.Set("k", javaobj.String("<é\t'\"&>")); err != nil {
		t.Fatal(err)
	}
	want := head + ` size="1"><k class="java.lang.String" __id="1" value="k"/><v class="java.lang.String" __id="2" value="&lt;é&#09;'&quot;&amp;&gt;"/></attributes>`
	if got, err := d.Encode(nil); err != nil || string(got) != want {
		t.Fatalf("got %s, %v", got, err)
	}
	if !d.Remove("k") || d.Remove("k") {
		t.Error("an attribute is removed once")
	}
	if got, err := d.Encode(nil); err != nil || !bytes.Equal(got, empty) {
		t.Fatalf("got %s, %v", got, err)
	}
	if _, err := d.Get("k"); !errors.Is(err, transcoder.ErrNoAttribute) {
		t.Errorf("got %v", err)
	}
}

// creatableValues are one of each kind that §7 of the format's rules allows.
func creatableValues() map[string]javaobj.Value {
	shared := javaobj.NewList("java.util.ArrayList", javaobj.String("s"))
	cyclic := javaobj.NewList("java.util.LinkedList", shared, nil, shared)
	cyclic.Elems = append(cyclic.Elems, cyclic)
	return map[string]javaobj.Value{
		"string": javaobj.String("漢字 😀 \x00\x1f\x7f"), "bool": javaobj.NewBoolean(true), "byte": javaobj.NewByte(-128), "short": javaobj.NewShort(1),
		"int": javaobj.NewInteger(math.MinInt32), "long": javaobj.NewLong(3000000000), "double": javaobj.NewDouble(0.1), "tiny": javaobj.NewDouble(math.SmallestNonzeroFloat64),
		"float": javaobj.NewFloat(0.1), "inf": javaobj.NewDouble(math.Inf(-1)), "char": javaobj.NewCharacter(0), "class": &javaobj.Class{Name: "[[Ljava.lang.String;"},
		"decimal": &javaobj.Scalar{Class: "java.math.BigDecimal", Text: "12"}, "builder": &javaobj.Scalar{Class: "java.lang.StringBuilder", Text: "b"},
		"currency": &javaobj.Scalar{Class: "java.util.Currency", Text: "EUR"}, "uuid": &javaobj.Scalar{Class: "java.util.UUID", Text: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
		"calendar": &javaobj.Calendar{Class: "java.util.GregorianCalendar", Millis: -1, Zone: "Europe/Berlin", Lenient: true, FirstDayOfWeek: 2, MinimalDaysInFirstWeek: 4},
		"bytes":    javaobj.NewBytes([]byte{0, 255}), "ints": javaobj.NewList("[I", javaobj.NewInteger(1)), "objects": javaobj.NewList("[Ljava.lang.Object;", nil, javaobj.String("x"), shared),
		"nested": javaobj.NewList("[[I", javaobj.NewList("[I", javaobj.NewInteger(2)), nil), "cyclic": cyclic, "shared": shared,
		"set":    javaobj.NewList("java.util.TreeSet", javaobj.String("a"), javaobj.String("b")),
		"map":    javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: nil, Value: shared}, javaobj.Entry{Key: javaobj.NewInteger(1), Value: nil}),
		"props":  javaobj.NewMap("java.util.Properties", javaobj.Entry{Key: javaobj.String("k"), Value: javaobj.String("v")}),
		"atomic": &javaobj.Scalar{Class: "java.util.concurrent.atomic.AtomicInteger", Text: "7"},
	}
}

// Every capture takes every creatable value, in place of each of its own and
// beside them, and keeps all others.
func TestSetEverywhere(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range captures(t) {
		if seen[string(c.data)] {
			continue
		}
		seen[string(c.data)] = true
		added := decoded(t, c.data)
		for name, v := range creatableValues() {
			if err := added.Set("added "+name, v); err != nil {
				t.Fatalf("%s: %s: %v", c.Name(), name, err)
			}
		}
		after := checkOthers(t, c, added, "")
		for name, v := range creatableValues() {
			if got, err := after.Get("added " + name); err != nil || !javaobj.Equal(got, v) {
				t.Errorf("%s: %s came back as %s (%v)", c.Name(), name, javaobj.AppendJSON(nil, got, nil), err)
			}
		}
		for _, name := range added.Names()[:len(added.Names())-len(creatableValues())] {
			d := decoded(t, c.data)
			if err := d.Set(name, javaobj.String("replaced")); err != nil {
				t.Fatal(err)
			}
			after := checkOthers(t, c, d, name)
			if got, _ := after.Get(name); got != javaobj.Value(javaobj.String("replaced")) {
				t.Errorf("%s: %s is %v", c.Name(), name, got)
			}
		}
	}
}

// What came from the document goes back: alone it changes nothing, elsewhere it
// is the same object.
func TestSetWhatWasRead(t *testing.T) {
	for _, c := range captures(t) {
		d := decoded(t, c.data)
		for _, name := range d.Names() {
			v, _ := d.Get(name)
			if _, null := v.(*javaobj.Scalar); v == nil || null && d.origins()[v] == nil {
				continue
			}
			if err := d.Set(name, v); err != nil {
				t.Fatalf("%s: %s: %v", c.Name(), name, err)
			}
		}
		if same, err := d.Encode(nil); err != nil || !bytes.Equal(same, c.data) {
			t.Errorf("%s: setting what was read changed the document (%v)", c.Name(), err)
		}
		for _, name := range d.Names() {
			v, _ := d.Get(name)
			if _, opaque := v.(*javaobj.Opaque); opaque {
				continue // its size is that of another tag there
			}
			if err := d.Set("its list", javaobj.NewList("java.util.ArrayList", v, v)); err != nil {
				t.Fatalf("%s: %s in a list: %v", c.Name(), name, err)
			}
			data, err := d.Encode(func(n string) bool { return n == name || n == "its list" })
			if err != nil {
				t.Fatal(err)
			}
			again := decoded(t, data)
			own, _ := again.Get(name)
			list, _ := again.Get("its list")
			elems := list.(*javaobj.List).Elems
			if !javaobj.Equal(own, v) || !javaobj.Equal(elems[0], v) || javaobj.Value(elems[0]) != elems[1] && hasIdentity(javaobj.ClassOf(v)) {
				t.Errorf("%s: %s is not itself in a list", c.Name(), name)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	str := func(s string) javaobj.Value { return javaobj.String(s) }
	self := javaobj.NewList("java.util.HashSet")
	self.Elems = []javaobj.Value{self}
	deep := javaobj.NewList("java.util.ArrayList")
	for range 600 {
		deep = javaobj.NewList("java.util.ArrayList", deep)
	}
	scalar := func(class, text string) javaobj.Value { return &javaobj.Scalar{Class: class, Text: text} }
	entry := func(k, v javaobj.Value) javaobj.Entry { return javaobj.Entry{Key: k, Value: v} }
	cases := []struct {
		name   string
		v      javaobj.Value
		class  string
		reason string
	}{
		{"null", nil, "null", "remove"},
		{"date", javaobj.NewDate(1), "java.util.Date", "Long of milliseconds"},
		{"timestamp", &javaobj.Date{Class: "java.sql.Timestamp"}, "java.sql.Timestamp", "GregorianCalendar"},
		{"date in a list", javaobj.NewList("java.util.ArrayList", javaobj.NewDate(1)), "java.util.Date", "Long"},
		{"decimal with fraction", scalar("java.math.BigDecimal", "12.50"), "java.math.BigDecimal", "String"},
		{"decimal with scale", scalar("java.math.BigDecimal", "1E+20"), "java.math.BigDecimal", "String"},
		{"big integer", scalar("java.math.BigInteger", "1"), "java.math.BigInteger", "Long"},
		{"locale", scalar("java.util.Locale", "de"), "java.util.Locale", "String"},
		{"url", scalar("java.net.URL", "http://x"), "java.net.URL", "String"},
		{"bit set", scalar("java.util.BitSet", "{}"), "java.util.BitSet", "String"},
		{"boolean[]", javaobj.NewList("[Z", javaobj.NewBoolean(true)), "[Z", "Boolean"},
		{"enum map", javaobj.NewMap("java.util.EnumMap"), "java.util.EnumMap", "LinkedHashMap"},
		{"enum set", javaobj.NewList("java.util.RegularEnumSet"), "java.util.RegularEnumSet", "ArrayList"},
		{"comparator", &javaobj.List{Class: "java.util.TreeSet", Comparator: "x"}, "java.util.TreeSet", "comparator"},
		{"mixed keys", javaobj.NewList("java.util.TreeSet", str("a"), javaobj.NewInteger(1)), "java.util.TreeSet", "one class"},
		{"null in a TreeSet", javaobj.NewList("java.util.TreeSet", nil), "java.util.TreeSet", "null"},
		{"null in an ArrayDeque", javaobj.NewList("java.util.ArrayDeque", nil), "java.util.ArrayDeque", "null"},
		{"twice in a set", javaobj.NewList("java.util.HashSet", str("a"), str("a")), "java.util.HashSet", "twice"},
		{"set in itself", self, "java.util.HashSet", "hash"},
		{"null null", javaobj.NewMap("java.util.HashMap", entry(nil, nil)), "java.util.HashMap", "loses"},
		{"null key behind null value", javaobj.NewMap("java.util.HashMap", entry(str("a"), nil), entry(nil, str("b"))), "java.util.HashMap", "mixes"},
		{"null in a Hashtable", javaobj.NewMap("java.util.Hashtable", entry(str("a"), nil)), "java.util.Hashtable", "null"},
		{"number in Properties", javaobj.NewMap("java.util.Properties", entry(str("a"), javaobj.NewInteger(1))), "java.util.Properties", "strings"},
		{"lone surrogate", str("x\xed\xa0\x80"), "java.lang.String", "surrogate"},
		{"half a pair", javaobj.NewCharacter(0xDC00), "java.lang.Character", "surrogate"},
		{"not UTF-8", str("\xff"), "java.lang.String", "UTF-8"},
		{"minus zero", javaobj.NewDouble(math.Copysign(0, -1)), "java.lang.Double", "0.0"},
		{"bits without text", &javaobj.Scalar{Class: "java.lang.Double", Text: "1.0"}, "java.lang.Double", "bits"},
		{"byte of 128", scalar("java.lang.Byte", "128"), "java.lang.Byte", "8 bits"},
		{"unknown bean", &javaobj.Bean{Class: "com.acme.New"}, "com.acme.New", "shows no"},
		{"unknown list", javaobj.NewList("com.acme.MyList"), "com.acme.MyList", "ArrayList"},
		{"unknown array", javaobj.NewList("[Lcom.acme.New;"), "[Lcom.acme.New;", "Object[]"},
		{"unknown enum", &javaobj.Enum{Class: "com.acme.E", Declaring: "com.acme.E", Name: "A"}, "com.acme.E", "shows no"},
		{"unknown class", &javaobj.Class{Name: "com.acme.New"}, "java.lang.Class", "String"},
		{"primitive class", &javaobj.Class{Name: "int"}, "java.lang.Class", "primitive"},
		{"wrong element", javaobj.NewList("[Ljava.lang.String;", javaobj.NewInteger(1)), "[Ljava.lang.String;", "fit"},
		{"wrong primitive", javaobj.NewList("[I", javaobj.NewLong(1)), "[I", "java.lang.Integer"},
		{"other calendar", &javaobj.Calendar{Class: "sun.util.BuddhistCalendar", Zone: "UTC"}, "sun.util.BuddhistCalendar", "Gregorian"},
		{"currency", scalar("java.util.Currency", "eur"), "java.util.Currency", "ISO"},
		{"opaque", &javaobj.Opaque{Class: "a.B"}, "a.B", "not of this session"},
		{"text", javaobj.Text("x"), "unknown", "class"},
		{"throwable", &javaobj.Throwable{Class: "java.lang.Error"}, "java.lang.Error", "message"},
		{"deep", deep, "java.util.ArrayList", "512"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := Transcoder{}.New()
			err := d.Set("x", c.v)
			var refused *transcoder.UnsupportedError
			if !errors.As(err, &refused) {
				t.Fatalf("got %v", err)
			}
			if refused.Class != c.class || !strings.Contains(refused.Reason, c.reason) {
				t.Errorf("got class %s: %s", refused.Class, refused.Reason)
			}
			if data, _ := d.Encode(nil); string(data) != emptyDocument {
				t.Errorf("the refused value changed the document: %s", data)
			}
		})
	}
}
