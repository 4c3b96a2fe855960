package javaser

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// reencode encodes an edited document and decodes the result; the parse must
// be lossless.
func reencode(t *testing.T, what string, d transcoder.Document) transcoder.Document {
	t.Helper()
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := Verify(out); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return mustDecode(t, out)
}

// sameAttributes tells whether the attributes named mean the same graph.
func sameAttributes(t *testing.T, what string, names []string, want, have map[string]any) {
	t.Helper()
	cmp := newComparison(want, have)
	for _, name := range names {
		if err := cmp.same(want[name], have[name]); err != nil {
			t.Errorf("%s: attribute %s: %v", what, name, err)
		}
	}
}

// Whatever one attribute is edited to, the others mean what they meant, what
// they share included.
func TestEditOneAttribute(t *testing.T) {
	fresh := javaobj.NewMap("java.util.LinkedHashMap", javaobj.Entry{Key: javaobj.String("k\x00é😀"), Value: javaobj.NewInteger(1)})
	for _, c := range captures(t) {
		whole := mustDecode(t, c.Attributes)
		before := render(t, whole)
		names := whole.Names()
		for _, name := range names {
			others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })

			d := mustDecode(t, c.Attributes)
			if !d.Remove(name) || d.Remove(name) {
				t.Fatalf("%s: Remove(%s)", c.Name, name)
			}
			d = reencode(t, c.Name, d)
			if !slices.Equal(d.Names(), others) {
				t.Errorf("%s: without %s there is %v", c.Name, name, d.Names())
			}
			sameAttributes(t, c.Name+" without "+name, others, before, render(t, d))

			d = mustDecode(t, c.Attributes)
			if err := d.Set(name, fresh); err != nil {
				t.Fatalf("%s: Set(%s): %v", c.Name, name, err)
			}
			d = reencode(t, c.Name, d)
			if !slices.Equal(d.Names(), names) {
				t.Errorf("%s: with another %s there is %v", c.Name, name, d.Names())
			}
			after := render(t, d)
			sameAttributes(t, c.Name+" with another "+name, others, before, after)
			if fmt.Sprint(after[name].(map[string]any)["class"]) != "java.util.LinkedHashMap" {
				t.Errorf("%s: %s wasn't set: %v", c.Name, name, after[name])
			}
		}
		d := mustDecode(t, c.Attributes)
		if err := d.Set("added", fresh); err != nil {
			t.Fatal(err)
		}
		d = reencode(t, c.Name, d)
		if !slices.Equal(d.Names(), append(names, "added")) {
			t.Errorf("%s: after adding there is %v", c.Name, d.Names())
		}
		sameAttributes(t, c.Name+" and one more", names, before, render(t, d))
	}
}

// A filter leaves attributes out of the bytes and not out of the document
// (CFG-41).
func TestEncodeFiltered(t *testing.T) {
	c := scenario(t, "shared")
	d := mustDecode(t, c.Attributes)
	names := d.Names()
	out, err := d.Encode(func(name string) bool { return name != names[0] })
	if err != nil {
		t.Fatal(err)
	}
	if got := mustDecode(t, out).Names(); !slices.Equal(got, names[1:]) {
		t.Errorf("filtered: %v", got)
	}
	sameAttributes(t, "filtered", names[1:], render(t, d), render(t, mustDecode(t, out)))
	if all, err := d.Encode(nil); err != nil || !bytes.Equal(all, c.Attributes) {
		t.Errorf("the document itself changed: %v", err)
	}
}

// A copy of what a session holds, made of new Values, is either written so
// that it means the same or refused by the name of its class.
func TestSetCopies(t *testing.T) {
	refused := map[string]int{}
	written := 0
	for _, c := range captures(t) {
		for _, name := range mustDecode(t, c.Attributes).Names() {
			d := mustDecode(t, c.Attributes)
			before := render(t, d)
			v, err := d.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			err = d.Set(name, transcodertest.Clone(v))
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
			again := reencode(t, c.Name, d)
			sameAttributes(t, c.Name+" with a copy of "+name, []string{name}, before, render(t, again))
		}
	}
	if written < 500 {
		t.Errorf("only %d copies were written", written)
	}
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		t.Log(refused[reason], reason)
	}
}
