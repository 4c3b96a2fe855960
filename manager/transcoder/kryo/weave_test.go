package kryo

import (
	"errors"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// sameWriting checks that an edited document writes what writing every node
// writes, and tells whether it copied.
func sameWriting(t *testing.T, what string, d *document) (copied bool) {
	t.Helper()
	out, copied := d.weave(d.list())
	d.load()
	d.fill(d.attrs)
	want, err := d.emit(d.attrs)
	if copied && (err != nil || string(out) != string(want)) {
		t.Fatalf("%s: of\n     %x comes\n     %x\n not %x: %v", what, d.data, out, want, err)
	}
	return copied
}

// Whatever is set, added and removed in a record of which nothing was read, in
// one that was read, and twice: what is copied is what would be written.
func TestWeaveAgrees(t *testing.T) {
	values := map[string]func() javaobj.Value{
		"text":   func() javaobj.Value { return javaobj.String("text") },
		"number": func() javaobj.Value { return javaobj.NewInteger(-1 << 20) },
		"list": func() javaobj.Value {
			list := javaobj.NewList("java.util.ArrayList", javaobj.String("x"), javaobj.NewList("java.util.LinkedList"))
			list.Elems = append(list.Elems, list.Elems[1])
			return list
		},
		"decimal": func() javaobj.Value { return &javaobj.Scalar{Class: "java.math.BigDecimal", Text: "12.50"} },
	}
	format := configured(t, transcoder.Settings{Classes: shop(t)})
	copied, written := 0, 0
	for _, c := range readable(t) {
		for _, name := range append(decoded(t, format, c.Attributes).Names(), "added") {
			for what, value := range values {
				for _, read := range []bool{false, true} {
					d := decoded(t, format, c.Attributes)
					if read {
						readAll(t, d)
					}
					if err := d.Set(name, value()); err != nil {
						continue
					}
					if i := d.indexOf(name); what == "list" && !d.spanOf(&d.attrs[i]).shared && d.unread == read {
						t.Fatalf("%s: set %s to a %s: the others were read", c.Name, name, what)
					}
					what := c.Name + ": " + name + " is a " + what
					if sameWriting(t, what, d) {
						copied++
					} else {
						written++
					}
					sameEdit(t, what, format, c.Attributes, d, name, value())
				}
			}
			d := decoded(t, format, c.Attributes)
			if d.Remove(name) {
				sameEdit(t, c.Name+" without "+name, format, c.Attributes, d, name, nil)
				sameWriting(t, c.Name+" without "+name, d)
			}
		}
	}
	if copied < written {
		t.Errorf("%d were copied, and %d had to be written", copied, written)
	}
}

// sameEdit checks that a document in which an attribute was set, or removed if
// v is nil, is one that was edited with all nodes.
func sameEdit(t *testing.T, what string, format transcoder.Transcoder, data []byte, d *document, name string, v javaobj.Value) {
	t.Helper()
	other, err := format.(Transcoder).known().read(data, d.limits)
	if err == nil && v == nil && !other.Remove(name) {
		err = errors.New("it isn't there")
	} else if err == nil && v != nil {
		err = other.Set(name, v)
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	have, err := d.Encode(nil)
	want, wantErr := other.Encode(nil)
	if (err == nil) != (wantErr == nil) || string(have) != string(want) {
		t.Fatalf("%s:\n     %x\n not %x: %v, %v", what, have, want, err, wantErr)
	}
}

func decoded(t testing.TB, format transcoder.Transcoder, data []byte) *document {
	t.Helper()
	return transcodertest.Decode(t, format, data).(*document)
}

func readAll(t testing.TB, d *document) {
	t.Helper()
	for _, name := range d.Names() {
		transcodertest.Get(t, d, name)
	}
}

// An attribute that others refer into, or that refers to another, keeps what it
// shares.
func TestWeaveKeepsSharing(t *testing.T) {
	shared := "\x01\x03\x03\x01\x82a\x01\x00java.util.ArrayLis\xf4\x01\x01\x03\x01\x82x\x03\x01\x82b\x01\x00\x04\x03\x01\x82c\x02\x0a"
	for name, c := range map[string]struct {
		edit   func(d *document) error
		copied bool
	}{
		"neither":      {func(d *document) error { return d.Set("c", javaobj.NewInteger(6)) }, true},
		"what refers":  {func(d *document) error { return d.Set("b", javaobj.NewInteger(6)) }, true},
		"what is kept": {func(d *document) error { return d.Set("a", javaobj.NewInteger(6)) }, false},
		"by removal":   {func(d *document) error { return removed(d, "a") }, false},
		"by a filter":  {func(d *document) error { return nil }, true},
		"a view": {func(d *document) error {
			v, err := d.Get("a")
			if err != nil {
				return err
			}
			return d.Set("c", v)
		}, false},
		"one value twice": {func(d *document) error {
			v := javaobj.NewList("java.util.ArrayList")
			return errors.Join(d.Set("c", v), d.Set("d", v))
		}, false},
	} {
		d := decoded(t, configured(t, transcoder.Settings{Layout: "4"}), []byte(shared))
		if err := c.edit(d); err != nil {
			t.Fatal(err)
		}
		if copied := sameWriting(t, name, d); copied != c.copied {
			t.Errorf("%s: copied: %v", name, copied)
		}
		out, err := d.Encode(func(name string) bool { return name != "a" || c.copied && name == "b" })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again := decoded(t, configured(t, transcoder.Settings{Layout: "4"}), out)
		if i := slices.Index(again.Names(), "a"); i >= 0 {
			t.Errorf("%s: filtered: %q", name, again.Names())
		}
	}
}

func removed(d *document, name string) error {
	if !d.Remove(name) {
		return errors.New("it isn't there")
	}
	return nil
}

// What is set to what it holds changes nothing, and nothing is read for it.
func TestSetTheSame(t *testing.T) {
	for layout, data := range map[string]string{
		"1": "\x01\x03\x11\x01a\x0d\x05\x11\x01b\x11\x01x\x11\x01c\x00",
		"4": "\x01\x03\x03\x01\x82a\x02\x0a\x03\x01\x82b\x03\x01\x82x\x03\x01\x82c\x00",
	} {
		d := decoded(t, configured(t, transcoder.Settings{Layout: layout, Release: "1.6"}), []byte(data))
		if err := errors.Join(d.Set("a", javaobj.NewInteger(5)), d.Set("b", javaobj.String("x"))); err != nil || d.edited || !d.unread {
			t.Errorf("layout %s: edited: %v, unread: %v: %v", layout, d.edited, d.unread, err)
		}
		if err := errors.Join(d.Set("a", javaobj.String("y")), d.Set("b", javaobj.NewInteger(5)), d.Set("c", javaobj.String("z"))); err != nil || !d.edited {
			t.Errorf("layout %s: edited: %v: %v", layout, d.edited, err)
		}
		sameWriting(t, layout, d)
		if v := transcodertest.Get(t, d, "c"); v != javaobj.String("z") {
			t.Errorf("layout %s: %v", layout, v)
		}
	}
}
