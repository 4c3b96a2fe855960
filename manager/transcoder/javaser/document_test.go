package javaser

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// A session without attributes has the bytes that MSM gives it (WIRE-53).
func TestNewIsEmptySession(t *testing.T) {
	want := scenario(t, "empty").Attributes
	got, err := Transcoder{}.New().Encode(nil)
	if err != nil || !bytes.Equal(got, want) || len(got) != 81 {
		t.Errorf("%x, %v, want %x", got, err, want)
	}
	d := mustDecode(t, scenario(t, "cart").Attributes)
	for _, name := range d.Names() {
		d.Remove(name)
	}
	if got, err := d.Encode(nil); err != nil || !bytes.Equal(got, want) {
		t.Errorf("all removed: %x, %v", got, err)
	}
}

func TestLookup(t *testing.T) {
	found, err := transcoder.Lookup("de.javakaffee.web.msm.JavaSerializationTranscoderFactory")
	if _, ok := found.(Transcoder); !ok || err != nil {
		t.Errorf("%v, %v", found, err)
	}
}

// Setting what is already there leaves the bytes alone (TRAP-40).
func TestSetSame(t *testing.T) {
	c := scenario(t, "cart")
	d := mustDecode(t, c.Attributes)
	cart, err := d.Get("cart")
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := d.Get("cart"); again != cart {
		t.Error("two calls gave two Values")
	}
	for _, each := range []javaobj.Field{{Name: "cart", Value: cart}, {Name: "visits", Value: javaobj.NewInteger(3)}} {
		if err := d.Set(each.Name, each.Value); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, c.Attributes) {
		t.Errorf("the bytes changed: %v", err)
	}
	if _, err := d.Get("none"); !errors.Is(err, transcoder.ErrNoAttribute) {
		t.Errorf("no attribute: %v", err)
	}
}

// A small Integer may be the very object that counts the attributes: Java
// shares it. Another count must not change it.
// An object that two attributes share is one (WIRE-52).
func TestCountIsShared(t *testing.T) {
	// {n: the count itself}
	stored := append(bytes.Clone(scenario(t, "empty").Attributes), "t\x00\x01nq\x00~\x00\x02"...)
	stored[80] = 1
	d := mustDecode(t, stored)
	if err := d.Set("other", javaobj.String("x")); err != nil {
		t.Fatal(err)
	}
	again := reencode(t, "counted", d)
	v, err := again.Get("n")
	if n, ok := javaobj.Int(v); err != nil || !ok || n != 1 {
		t.Errorf("n is %v, %v", v, err)
	}
	if !slices.Equal(again.Names(), []string{"n", "other"}) {
		t.Errorf("%v", again.Names())
	}
}

// Of two attributes of one name MSM takes the last.
func TestSameNameTwice(t *testing.T) {
	stored := append(bytes.Clone(scenario(t, "empty").Attributes), "t\x00\x01nt\x00\x01at\x00\x01nt\x00\x01b"...)
	stored[80] = 2
	d := mustDecode(t, stored)
	if v, err := d.Get("n"); v != javaobj.String("b") || err != nil || len(d.Names()) != 1 {
		t.Errorf("%v, %v, %v", v, err, d.Names())
	}
	if err := d.Set("n", javaobj.String("c")); err != nil {
		t.Fatal(err)
	}
	if v, _ := reencode(t, "set", d).Get("n"); v != javaobj.String("c") {
		t.Errorf("%v", v)
	}
	if !d.Remove("n") || len(d.Names()) != 0 {
		t.Errorf("%v", d.Names())
	}
}

// Java's readers take the order of sorted collections for granted.
func TestSorted(t *testing.T) {
	d := Transcoder{}.New()
	str := func(s string) javaobj.Value { return javaobj.String(s) }
	// By UTF-16 units U+FF5E stands behind U+1F600, by code points before it.
	if err := d.Set("set", javaobj.NewList("java.util.TreeSet", str("b"), str("～"), str("😀"), str("a"))); err != nil {
		t.Fatal(err)
	}
	m := javaobj.NewMap("java.util.TreeMap")
	for _, n := range []string{"10", "-1", "9"} {
		m.Entries = append(m.Entries, javaobj.Entry{Key: scalar("java.math.BigInteger", n), Value: str(n)})
	}
	if err := d.Set("map", m); err != nil {
		t.Fatal(err)
	}
	again := reencode(t, "sorted", d)
	for name, want := range map[string]string{"set": "[a, b, 😀, ～]", "map": "{-1=-1, 9=9, 10=10}"} {
		if v, _ := again.Get(name); javaText(v) != want {
			t.Errorf("%s: %s, want %s", name, javaText(v), want)
		}
	}
}

// A Timestamp's milliseconds stand in its nanos.
func TestTimestamp(t *testing.T) {
	for _, each := range []struct {
		millis int64
		nanos  int32
		given  bool
	}{{1417008645123, 123000000, false}, {-1, 999000000, false}, {-1000, 0, false}, {1417008645123, 123456789, true}} {
		d := Transcoder{}.New()
		v := &javaobj.Date{Class: "java.sql.Timestamp", Millis: each.millis, HasNanos: each.given}
		if each.given {
			v.Nanos = each.nanos
		}
		if err := d.Set("t", v); err != nil {
			t.Fatal(err)
		}
		got, _ := reencode(t, "timestamp", d).Get("t")
		if ts := got.(*javaobj.Date); ts.Millis != each.millis || ts.Nanos != each.nanos || !ts.HasNanos {
			t.Errorf("%+v, want %+v", ts, each)
		}
	}
}

func TestModifiedUTF8(t *testing.T) {
	for _, each := range []struct{ text, raw string }{
		{"", ""},
		{"abc", "abc"},
		{"a\x00b", "a\xc0\x80b"},
		{"é€", "\xc3\xa9\xe2\x82\xac"},
		{"😀", "\xed\xa0\xbd\xed\xb8\x80"},
		{"\xed\xa0\xbdx", "\xed\xa0\xbdx"}, // a lone surrogate
		{"\xed\xb8\x80\xed\xa0\xbd", "\xed\xb8\x80\xed\xa0\xbd"},
	} {
		if raw := encodeUTF(each.text); string(raw) != each.raw {
			t.Errorf("%q is written %q, want %q", each.text, raw, each.raw)
		}
		if text, ok := decodeUTF(each.raw); !ok || text != each.text {
			t.Errorf("%q is read %q, %v", each.raw, text, ok)
		}
	}
	for _, raw := range []string{"\xff", "\x80", "\xc3", "\xe2\x82", "\xe2\x82x", "\xf0\x9f\x98\x80"} {
		if text, ok := decodeUTF(raw); ok {
			t.Errorf("%q is read as %q", raw, text)
		}
	}
	if raw := encodeUTF("a\xffb"); string(raw) != "a\xef\xbf\xbdb" {
		t.Errorf("%q", raw)
	}
}

// What others refer to inside a removed attribute is kept for them, once.
func TestRemoveMovesDefinition(t *testing.T) {
	d := mustDecode(t, scenario(t, "shared").Attributes)
	before := render(t, d)
	for _, name := range []string{"a-user", "b-cart", "d-list"} {
		if !d.Remove(name) {
			t.Fatalf("no %s", name)
		}
	}
	again := reencode(t, "moved", d)
	sameAttributes(t, "moved", again.Names(), before, render(t, again))
	owner, _ := again.Get("c-owner-again")
	list, _ := again.Get("e-list-again")
	if list.(*javaobj.List).Elems[0] != owner {
		t.Error("what two attributes shared is no longer one object")
	}
}
