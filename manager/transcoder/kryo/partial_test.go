package kryo

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// Without class files a record goes through as it is; what stands in front of
// the first class that isn't known can be read, and edits are refused by its
// name.
func TestWithoutClassFiles(t *testing.T) {
	for _, name := range []string{"1.6.5/kryo/cart", "2.1.1/kryo/cart"} {
		data := scenario(t, name)
		d := transcodertest.Decode(t, Transcoder{}, data)
		if names := d.Names(); !slices.Equal(names, []string{"visits", "cart"}) {
			t.Errorf("%s: names %v", name, names)
		}
		if v := transcodertest.Get(t, d, "visits"); !javaobj.Equal(v, javaobj.NewInteger(3)) {
			t.Errorf("%s: visits: %v", name, v)
		}
		_, err := d.Get("cart")
		if err == nil || !strings.Contains(err.Error(), "com.acme.shop.Cart") || !strings.Contains(err.Error(), "--classpath") {
			t.Errorf("%s: cart: %v", name, err)
		}
		if _, err := d.Get("other"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("%s: no attribute is hidden, so there is no other: %v", name, err)
		}
		shown, err := transcoder.Show(d, "cart")
		if opaque, ok := shown.(*javaobj.Opaque); err != nil || !ok || opaque.Class != "com.acme.shop.Cart" || opaque.Size == 0 {
			t.Errorf("%s: shown as %#v: %v", name, shown, err)
		}
		var refused *transcoder.UnsupportedError
		if err := d.Set("visits", javaobj.NewInteger(4)); !errors.As(err, &refused) || refused.Class != "com.acme.shop.Cart" {
			t.Errorf("%s: set: %v", name, err)
		}
		if err := d.Set("visits", javaobj.NewInteger(3)); err != nil {
			t.Errorf("%s: what it is already: %v", name, err)
		}
		if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, data) {
			t.Errorf("%s: it doesn't go through: %v", name, err)
		}
		if out, err := d.Encode(func(string) bool { return true }); err != nil || !bytes.Equal(out, data) {
			t.Errorf("%s: a filter that keeps all: %v", name, err)
		}
		if _, err := d.Encode(func(name string) bool { return name != "visits" }); err == nil || !strings.Contains(err.Error(), "com.acme.shop.Cart") {
			t.Errorf("%s: a filter that drops one: %v", name, err)
		}
		if err := (Transcoder{}).Verify(data); err == nil || !strings.Contains(err.Error(), "com.acme.shop.Cart") {
			t.Errorf("%s: verified: %v", name, err)
		}
		if had, err := transcoder.Remove(d, "visits"); had || !errors.As(err, &refused) {
			t.Errorf("%s: removed: %v", name, err)
		}
		if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, data) {
			t.Errorf("%s: after a refusal that was told: %v", name, err)
		}
		if d.Remove("nothing") {
			t.Errorf("%s: removed what isn't there", name)
		}
		if d.Remove("visits") {
			t.Errorf("%s: removed", name)
		}
		if _, err := d.Encode(nil); err == nil || !strings.Contains(err.Error(), "visits") || !strings.Contains(err.Error(), "com.acme.shop.Cart") {
			t.Errorf("%s: the removal is lost: %v", name, err)
		}
	}
}

// Names behind an unknown class aren't known, so nobody can say that there is no
// such attribute.
func TestHiddenAttributes(t *testing.T) {
	d := transcodertest.Decode(t, Transcoder{}, scenario(t, "2.1.1/kryo/misc")).(Document)
	if names := d.Names(); !slices.Contains(names, "class-int") || slices.Contains(names, "url") {
		t.Errorf("names %v", names)
	}
	if hidden, err := d.Unread(); hidden != 15-len(d.Names()) || err == nil {
		t.Errorf("%d hidden: %v", hidden, err)
	}
	if _, err := d.Get("url"); err == nil || errors.Is(err, transcoder.ErrNoAttribute) {
		t.Errorf("url: %v", err)
	}
	if d.Remove("url") {
		t.Error("removed")
	}
	if _, err := d.Encode(nil); err == nil {
		t.Error("the removal is lost")
	}
}

// Class files of another release of the application don't fit: what was read
// with them isn't shown, and the record goes through.
func TestOtherClassFiles(t *testing.T) {
	other := files(t, map[string]string{
		"com.acme.shop.Cart": "java.lang.Object I:total", "com.acme.shop.User": "java.lang.Object Ljava/lang/Object;:x",
	})
	for _, layout := range []string{"1", "4"} {
		release := map[string]string{"1": "1.6.5", "4": "2.1.1"}[layout]
		data := scenario(t, release+"/kryo/cart")
		d := transcodertest.Decode(t, configured(t, transcoder.Settings{Classes: other, Layout: layout}), data)
		if v := transcodertest.Get(t, d, "visits"); !javaobj.Equal(v, javaobj.NewInteger(3)) {
			t.Errorf("visits: %v", v)
		}
		if v, err := d.Get("cart"); err == nil {
			t.Errorf("cart: %v", v)
		}
		if err := d.Set("visits", javaobj.NewInteger(4)); err == nil {
			t.Error("an edit went through")
		}
		if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, data) {
			t.Errorf("it doesn't go through: %v", err)
		}
	}
}

// What kryo would write otherwise can be read, but not edited: not all of it would
// come out again.
func TestLooseBytes(t *testing.T) {
	for name, layout := range map[string]string{"long count": "1", "a name twice": "1"} {
		data := []byte(hostile()[layout][name])
		d := transcodertest.Decode(t, configured(t, transcoder.Settings{Layout: layout}), data)
		if _, err := d.Get("k"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := d.Set("k", javaobj.String("x")); err == nil {
			t.Errorf("%s: an edit went through", name)
		}
		if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, data) {
			t.Errorf("%s: it doesn't go through: %v", name, err)
		}
	}
	// The spelling of a number stays as it is.
	data := []byte(hostile()["1"]["longer than needed"])
	d := transcodertest.Decode(t, configured(t, transcoder.Settings{Layout: "1", Release: "1.6"}), data)
	if err := d.Set("l", javaobj.String("x")); err != nil {
		t.Fatal(err)
	}
	if out, err := d.Encode(nil); err != nil || !bytes.HasPrefix(out[2:], data[2:]) {
		t.Errorf("%x: %v", out, err)
	}
}

// Reading may break off inside an attribute's name, where an object's fields were
// relied on: what was read for sure in front of it is shown, the rest is carried.
func TestBrokenName(t *testing.T) {
	for name, c := range map[string]struct {
		layout, data string
		names        []string
		hidden       int
	}{
		"kryo 1, the first":  {"1", "\x01\x02\xff\x7f\x00\x0ejava.util.UUID\x00", nil, 2},
		"kryo 1, the second": {"1", "\x01\x02\x11\x01k\x0d\x05\xff\x7f\x00\x0ejava.util.UUID\x00", []string{"k"}, 1},
		"kryo 3, the first":  {"3", "\x01\x02\x01\x00java.util.UUI\xc4\x01\x02", nil, 2},
		"kryo 4, the first":  {"4", "\x01\x02\x01\x00java.util.UUI\xc4\x01\x02", nil, 2},
		"kryo 4, the second": {"4", "\x01\x02\x03\x01\x82k\x02\x0a\x01\x00java.util.UUI\xc4\x01\x02", []string{"k"}, 1},
		"kryo 4, no string":  {"4", "\x01\x01\x01\x00java.util.UUI\xc4\x01\x04\x02\x02\x0a", nil, 1},
	} {
		d := transcodertest.Decode(t, configured(t, transcoder.Settings{Layout: c.layout}), []byte(c.data)).(Document)
		if names := d.Names(); !slices.Equal(names, c.names) {
			t.Errorf("%s: names %v", name, names)
		}
		hidden, stop := d.Unread()
		var unknown *UnknownClassError
		if hidden != c.hidden || !errors.As(stop, &unknown) || unknown.Class != "java.util.UUID" {
			t.Errorf("%s: %d hidden: %v", name, hidden, stop)
		}
		if _, err := d.Get("other"); !errors.As(err, &unknown) {
			t.Errorf("%s: other: %v", name, err)
		}
		if len(c.names) > 0 && !javaobj.Equal(transcodertest.Get(t, d, "k"), javaobj.NewInteger(5)) {
			t.Errorf("%s: what stands in front of it is another", name)
		}
		if err := d.Set("other", javaobj.String("x")); !errors.As(err, new(*transcoder.UnsupportedError)) {
			t.Errorf("%s: set: %v", name, err)
		}
		if out, err := d.Encode(nil); err != nil || string(out) != c.data {
			t.Errorf("%s: it doesn't go through: %v", name, err)
		}
	}
}
