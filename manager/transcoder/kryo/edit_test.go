package kryo

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// reencode encodes an edited document and decodes the result, which must come
// out as it went in.
func reencode(t *testing.T, what string, format transcoder.Transcoder, d transcoder.Document) transcoder.Document {
	t.Helper()
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := format.(transcoder.Verifier).Verify(out); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return transcodertest.Decode(t, format, out)
}

// each visits the captures with a transcoder of their layout.
func each(t *testing.T, visit func(c captured, format transcoder.Transcoder)) {
	t.Helper()
	classes := shop(t)
	formats := map[string]transcoder.Transcoder{}
	for _, layout := range []string{"1", "4"} {
		formats[layout] = configured(t, transcoder.Settings{Classes: classes, Layout: layout})
	}
	for _, c := range readable(t) {
		visit(c, formats[layoutOf(c)])
	}
}

// Whatever one attribute is edited to, the others mean what they meant.
func TestEditOneAttribute(t *testing.T) {
	fresh := javaobj.NewMap("java.util.LinkedHashMap", javaobj.Entry{Key: javaobj.String("k\x00é😀"), Value: javaobj.NewInteger(1)})
	each(t, func(c captured, format transcoder.Transcoder) {
		whole := transcodertest.Decode(t, format, c.Attributes)
		before := transcodertest.Render(t, whole)
		names := whole.Names()
		for _, name := range names {
			others := maps.Clone(before)
			delete(others, name)

			d := transcodertest.Decode(t, format, c.Attributes)
			if !d.Remove(name) || d.Remove(name) {
				t.Fatalf("%s: Remove(%s)", c.Name, name)
			}
			d = reencode(t, c.Name, format, d)
			if want := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name }); !slices.Equal(d.Names(), want) {
				t.Errorf("%s: without %s there is %v", c.Name, name, d.Names())
			}
			sameAttributes(t, c.Name+" without "+name, others, before, transcodertest.Render(t, d))

			d = transcodertest.Decode(t, format, c.Attributes)
			if err := d.Set(name, fresh); err != nil {
				t.Fatalf("%s: Set(%s): %v", c.Name, name, err)
			}
			d = reencode(t, c.Name, format, d)
			if !slices.Equal(d.Names(), names) {
				t.Errorf("%s: with another %s there is %v", c.Name, name, d.Names())
			}
			if got := transcodertest.Get(t, d, name); !javaobj.Equal(got, fresh) {
				t.Errorf("%s: %s wasn't set: %v", c.Name, name, got)
			}
			sameAttributes(t, c.Name+" with another "+name, others, before, transcodertest.Render(t, d))
		}
		d := transcodertest.Decode(t, format, c.Attributes)
		if err := d.Set("added", fresh); err != nil {
			t.Fatal(err)
		}
		d = reencode(t, c.Name, format, d)
		if !slices.Equal(d.Names(), append(names, "added")) {
			t.Errorf("%s: after adding there is %v", c.Name, d.Names())
		}
		sameAttributes(t, c.Name+" and one more", before, before, transcodertest.Render(t, d))
	})
}

// A filter leaves attributes out of the bytes and not out of the document
// (CFG-41).
func TestEncodeFiltered(t *testing.T) {
	format := configured(t, transcoder.Settings{Classes: shop(t)})
	for _, name := range []string{"1.6.5/kryo/shared", "2.1.1/kryo/shared"} {
		data := scenario(t, name)
		d := transcodertest.Decode(t, format, data)
		names := d.Names()
		out, err := d.Encode(func(name string) bool { return name != names[0] })
		if err != nil {
			t.Fatal(err)
		}
		if got := transcodertest.Decode(t, format, out).Names(); !slices.Equal(got, names[1:]) {
			t.Errorf("filtered: %v", got)
		}
		if all, err := d.Encode(nil); err != nil || !bytes.Equal(all, data) {
			t.Errorf("the document itself changed: %v", err)
		}
	}
}

// A copy of what a session holds, made of new Values, is either written so
// that it means the same or refused by the name of its class.
func TestSetCopies(t *testing.T) {
	refused := map[string]int{}
	written := 0
	each(t, func(c captured, format transcoder.Transcoder) {
		for _, name := range transcodertest.Decode(t, format, c.Attributes).Names() {
			d := transcodertest.Decode(t, format, c.Attributes)
			before := transcodertest.Render(t, d)
			err := d.Set(name, transcodertest.Clone(transcodertest.Get(t, d, name)))
			var unsupported *transcoder.UnsupportedError
			if errors.As(err, &unsupported) {
				refused[unsupported.Class+": "+unsupported.Reason]++
				if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, c.Attributes) {
					t.Errorf("%s: a refused edit changed the record", c.Name)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: Set(%s): %v", c.Name, name, err)
				continue
			}
			written++
			again := reencode(t, c.Name+" with a copy of "+name, format, d)
			sameAttributes(t, c.Name+" with a copy of "+name, before, before, transcodertest.Render(t, again))
		}
	})
	if written < 230 {
		t.Errorf("only %d copies were written", written)
	}
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		t.Log(refused[reason], reason)
	}
}

// What is made once is one object, of whatever kind.
func TestMadeOnce(t *testing.T) {
	for _, layout := range []string{"3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		for name, v := range map[string]javaobj.Value{
			"bytes": &javaobj.Bytes{Data: []byte{1}}, "no bytes": &javaobj.Bytes{}, "date": &javaobj.Date{Class: "java.util.Date", Millis: 5},
			"array": javaobj.NewList("[I"), "builder": &javaobj.Scalar{Class: "java.lang.StringBuilder", Text: "x"}, "class": &javaobj.Class{Name: "int"},
			"list": javaobj.NewList("java.util.ArrayList"), "none": javaobj.NewList("java.util.Collections$EmptyList"),
		} {
			d := format.New()
			if err := d.Set("k", javaobj.NewList("java.util.ArrayList", v, v)); err != nil {
				t.Errorf("layout %s, %s: %v", layout, name, err)
				continue
			}
			got := transcodertest.Get(t, reencode(t, name, format, d), "k").(*javaobj.List)
			if got.Elems[0] != got.Elems[1] {
				t.Errorf("layout %s: %s is two", layout, name)
			}
		}
	}
}

// The class of nothing is carried, but not made.
func TestVoid(t *testing.T) {
	for _, layout := range []string{"1", "3", "4"} {
		d := configured(t, transcoder.Settings{Layout: layout, Release: map[string]string{"1": "1.8"}[layout]}).New()
		var refused *transcoder.UnsupportedError
		if err := d.Set("k", &javaobj.Class{Name: "void"}); !errors.As(err, &refused) || refused.Class != "void" {
			t.Errorf("layout %s: %v", layout, err)
		}
		if err := d.Set("k", &javaobj.Class{Name: "java.lang.Void"}); err != nil {
			t.Errorf("layout %s: %v", layout, err)
		}
	}
	format := configured(t, transcoder.Settings{Layout: "4"})
	d := transcodertest.Decode(t, format, []byte("\x01\x01\x03\x01\x82k\x01\x00java.lang.Clas\xf3\x01\x0b\x01"))
	if err := d.Set("l", javaobj.NewList("java.util.ArrayList", transcodertest.Get(t, d, "k"))); err != nil {
		t.Fatal(err)
	}
	if !d.Remove("k") {
		t.Fatal("not removed")
	}
	l := transcodertest.Get(t, reencode(t, "moved", format, d), "l").(*javaobj.List)
	if c, ok := l.Elems[0].(*javaobj.Class); !ok || c.Name != "void" {
		t.Errorf("moved it is %v", l.Elems[0])
	}
}

// The first reference that is left becomes the object.
func TestRemoveDefinition(t *testing.T) {
	each(t, func(c captured, format transcoder.Transcoder) {
		d := transcodertest.Decode(t, format, c.Attributes)
		if !d.Remove("a-user") {
			return
		}
		d = reencode(t, c.Name, format, d)
		cart := transcodertest.Get(t, d, "b-cart").(*javaobj.Bean)
		if owner := transcodertest.Get(t, d, "c-owner-again"); cart.Fields[0].Value != owner {
			t.Errorf("%s: the owner is no longer shared", c.Name)
		}
	})
}

// A value set twice is one object, as in Java; one that came from the session stays
// what it is.
func TestSetShares(t *testing.T) {
	classes := files(t, map[string]string{"app.A": "java.lang.Object Ljava/lang/Object;:other"})
	for _, layout := range []string{"1", "3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout, Classes: classes})
		d := format.New()
		first := &javaobj.Bean{Class: "app.A", Fields: []javaobj.Field{{Name: "other", Value: nil}}}
		for _, name := range []string{"a", "b"} {
			if err := d.Set(name, first); err != nil {
				t.Fatal(err)
			}
		}
		d = reencode(t, layout, format, d)
		second := &javaobj.Bean{Class: "app.A", Fields: []javaobj.Field{{Name: "other", Value: transcodertest.Get(t, d, "b")}}}
		if err := d.Set("c", second); err != nil {
			t.Fatal(err)
		}
		d = reencode(t, layout, format, d)
		a, b := transcodertest.Get(t, d, "a"), transcodertest.Get(t, d, "b")
		if c := transcodertest.Get(t, d, "c").(*javaobj.Bean); a != b || c.Fields[0].Value != a {
			t.Errorf("layout %s: they are no longer one", layout)
		}
	}
}
