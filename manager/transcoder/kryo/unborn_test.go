package kryo

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// refusedFor wants a refusal that names an attribute and a class.
func refusedFor(t *testing.T, what string, err error, attribute, class string) {
	t.Helper()
	var refused *transcoder.UnsupportedError
	if !errors.As(err, &refused) || refused.Class != class || !strings.Contains(err.Error(), `"`+attribute+`"`) {
		t.Errorf("%s: %v, want it refused for %s in %q", what, err, class, attribute)
	}
}

// unedited wants a document's bytes.
func unedited(t *testing.T, what string, d transcoder.Document, want []byte) {
	t.Helper()
	if out, err := d.Encode(nil); err != nil || string(out) != string(want) {
		t.Errorf("%s: it comes out as %x: %v", what, out, err)
	}
}

// What is made only after its content was read can't be met first inside
// itself: a list that holds a wrapper that holds the list can't go if the
// wrapper stays.
func TestMetFirstInItself(t *testing.T) {
	list := func() *javaobj.List { return javaobj.NewList("java.util.ArrayList") }
	makers := map[string]func(inside javaobj.Value) javaobj.Value{
		"java.util.Optional": func(inside javaobj.Value) javaobj.Value {
			return &javaobj.Bean{Class: "java.util.Optional", Fields: []javaobj.Field{{Name: "value", Value: inside}}}
		},
	}
	for _, class := range []string{"SingletonList", "SingletonSet", "UnmodifiableList", "UnmodifiableCollection", "SynchronizedRandomAccessList", "SynchronizedSet"} {
		makers["java.util.Collections$"+class] = func(inside javaobj.Value) javaobj.Value {
			return javaobj.NewList("java.util.Collections$"+class, inside)
		}
	}
	for _, class := range []string{"SingletonMap", "UnmodifiableMap", "SynchronizedMap"} {
		makers["java.util.Collections$"+class] = func(inside javaobj.Value) javaobj.Value {
			return javaobj.NewMap("java.util.Collections$"+class, javaobj.Entry{Key: javaobj.String("k"), Value: inside})
		}
	}
	makers["java.util.Arrays$ArrayList"] = func(inside javaobj.Value) javaobj.Value {
		return javaobj.NewList("java.util.Arrays$ArrayList", inside)
	}
	for _, layout := range []string{"3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		for class, wrap := range makers {
			if layout == "3" && class == "java.util.Optional" {
				continue // a bean
			}
			what := layout + ", " + class
			d := format.New()
			outer := list()
			inner := wrap(outer)
			outer.Elems = []javaobj.Value{inner}
			for _, each := range []javaobj.Field{{Name: "a", Value: outer}, {Name: "x", Value: javaobj.NewInteger(1)}, {Name: "b", Value: inner}} {
				if err := d.Set(each.Name, each.Value); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
			}
			d = reencode(t, what, format, d)
			before, _ := d.Encode(nil)

			_, err := transcoder.Remove(d, "a")
			refusedFor(t, what+": remove", err, "b", class)
			refusedFor(t, what+": set", d.Set("a", javaobj.String("x")), "b", class)
			_, err = d.Encode(func(name string) bool { return name != "a" })
			refusedFor(t, what+": filter", err, "b", class)
			unedited(t, what, d, before)

			if err := d.Set("x", javaobj.NewInteger(2)); err != nil {
				t.Errorf("%s: another attribute: %v", what, err)
			}
			if had, err := transcoder.Remove(d, "b"); !had || err != nil {
				t.Errorf("%s: the reference: %v", what, err)
			}
			if had, err := transcoder.Remove(d, "a"); !had || err != nil {
				t.Errorf("%s: all of it: %v", what, err)
			}
			if names := reencode(t, what, format, d).Names(); !slices.Equal(names, []string{"x"}) {
				t.Errorf("%s: left are %v", what, names)
			}
		}
	}
}

// A comparator is read before the sorted set, or map, is there.
func TestComparatorMetFirst(t *testing.T) {
	classes := files(t, map[string]string{"app.C": "java.lang.Object Ljava/lang/Object;:of"})
	for _, tree := range []string{"java.util.TreeSe\xf4", "java.util.TreeMa\xf0"} {
		data := "\x01\x02\x03\x01\x82a\x01\x00app.\xc3\x01\x01\x01" + tree + "\x01\x01\x00\x04\x00\x03\x01\x82b\x01\x01\x05"
		for _, layout := range []string{"3", "4"} {
			d := transcodertest.Decode(t, configured(t, transcoder.Settings{Layout: layout, Classes: classes}), []byte(data))
			_, err := transcoder.Remove(d, "a")
			refusedFor(t, layout, err, "b", tree[:len(tree)-1]+string(tree[len(tree)-1]&0x7f))
			if d.Remove("a") {
				t.Error("removed")
			}
			_, err = d.Encode(nil)
			refusedFor(t, layout+": the removal is not lost", err, "a", tree[:len(tree)-1]+string(tree[len(tree)-1]&0x7f))
		}
	}
}

// What MSM itself loses of a record is carried.
func TestLostAlready(t *testing.T) {
	for layout, format := range map[string]transcoder.Transcoder{
		"3": configured(t, transcoder.Settings{Layout: "3"}), "4": configured(t, transcoder.Settings{Layout: "4"}),
	} {
		wraps := "\x01\x02\x03\x01\x82k\x0f\x01\x01\x0f\x04\x03\x01\x82l\x02"
		d := transcodertest.Decode(t, format, []byte(wraps+"\x0a"))
		if err := d.Set("l", javaobj.NewInteger(6)); err != nil {
			t.Errorf("layout %s: %v", layout, err)
		}
		unedited(t, layout, d, []byte(wraps+"\x0c"))
	}
}

const enumMap = "java.util.EnumMa\xf0\x01\x01"

// MSM loads a java.lang.Object where an EnumMap is mentioned a second time.
func TestEnumMapTwice(t *testing.T) {
	const class, of = "java.util.EnumMap", "java.util.concurrent.TimeUni\xf4\x01\x00\x02\x0a"
	for _, layout := range []string{"3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		once := "\x01\x01\x03\x01\x82a\x01\x00" + enumMap + "\x01" + of
		d := transcodertest.Decode(t, format, []byte(once))
		m := transcodertest.Get(t, d, "a")
		refusedFor(t, layout+": alone", d.Set("b", m), "b", class)
		refusedFor(t, layout+": in a list", d.Set("b", javaobj.NewList("java.util.ArrayList", m)), "b", class)
		refusedFor(t, layout+": in its own place", d.Set("a", javaobj.NewList("java.util.ArrayList", m, m)), "a", class)
		unedited(t, layout, d, []byte(once))
		again := transcodertest.Clone(m)
		if err := d.Set("b", again); err != nil {
			t.Errorf("layout %s: a copy: %v", layout, err)
		}
		refusedFor(t, layout+": the copy again", d.Set("c", again), "c", class)
		if had, err := transcoder.Remove(d, "b"); !had || err != nil {
			t.Errorf("layout %s: %v", layout, err)
		}
		if err := d.Set("c", again); err != nil {
			t.Errorf("layout %s: the copy elsewhere: %v", layout, err)
		}
		if err := d.Set("a", javaobj.NewList("java.util.ArrayList", m)); err != nil {
			t.Errorf("layout %s: into a list: %v", layout, err)
		}
		reencode(t, layout, format, d)

		twice := "\x01\x02\x03\x01\x82a\x01\x00" + enumMap + "\x01" + of + "\x03\x01\x82b\x01\x00\x04"
		d = transcodertest.Decode(t, format, []byte(twice))
		if err := d.Set("c", javaobj.NewInteger(5)); err != nil {
			t.Errorf("layout %s: another attribute: %v", layout, err)
		}
		unedited(t, layout, d, []byte("\x01\x03"+twice[2:]+"\x03\x01\x82c\x02\x0a"))
		refusedFor(t, layout+": a third time", d.Set("c", transcodertest.Get(t, d, "a")), "c", class)
		if had, err := transcoder.Remove(d, "a"); !had || err != nil {
			t.Errorf("layout %s: the first: %v", layout, err)
		}
		reencode(t, layout, format, d)

		// The list that has it would come after the reference.
		moved := "\x01\x02\x03\x01\x82a\x01\x00java.util.ArrayLis\xf4\x01\x01\x01\x01" + strings.Replace(enumMap, "\x01\x01", "\x01\x01\x02", 1) + of +
			"\x03\x01\x82b\x01\x00\x01\x02\x01\x01\x05\x01\x00\x04"
		d = transcodertest.Decode(t, format, []byte(moved))
		_, err := transcoder.Remove(d, "a")
		refusedFor(t, layout+": moved", err, "b", class)
		unedited(t, layout, d, []byte(moved))
	}
}

// An object may refer to the map of the attributes, which no attribute defines.
func TestSessionItself(t *testing.T) {
	data := "\x01\x01\x03\x01\x82k\x01\x00java.util.concurrent.ConcurrentHashMa\xf0\x02"
	for _, layout := range []string{"3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		d := transcodertest.Decode(t, format, []byte(data))
		if _, opaque := transcodertest.Get(t, d, "k").(*javaobj.Opaque); !opaque {
			t.Errorf("layout %s: shown as %v", layout, transcodertest.Get(t, d, "k"))
		}
		if err := d.Set("l", javaobj.NewInteger(5)); err != nil {
			t.Error(err)
		}
		unedited(t, layout, d, []byte("\x01\x02"+data[2:]+"\x03\x01\x82l\x02\x0a"))
		reencode(t, layout, format, d)
	}
}
