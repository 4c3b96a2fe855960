package kryo

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

type captured = transcodertest.Capture

// shop is a class path with the classes of the application that was captured.
func shop(t testing.TB) classfile.Classes {
	t.Helper()
	path, err := classfile.Open("testdata/shop.jar")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { path.Close() })
	return path
}

func configured(t testing.TB, s transcoder.Settings) transcoder.Transcoder {
	t.Helper()
	format, err := transcoder.Configure(Transcoder{}, s)
	if err != nil {
		t.Fatal(err)
	}
	return format
}

// layoutOf is the layout of a capture, and releaseOf the release of MSM.
func layoutOf(c captured) string {
	if strings.HasPrefix(c.Scenario, "1.6") {
		return "1"
	}
	return "4"
}

func captures(t testing.TB) []captured {
	t.Helper()
	return transcodertest.Captures(t, 37, "kryo")
}

func scenario(t testing.TB, name string) []byte {
	t.Helper()
	return transcodertest.Scenario(t, captures(t), name).Attributes
}

// corrupt is the record with null inside an int[][], of which MSM itself says that it can't
// be loaded.
const corrupt = "1.6.5/kryo/arrays"

// readable are the captures that can be read to their end.
func readable(t testing.TB) []captured {
	t.Helper()
	return slices.DeleteFunc(captures(t), func(c captured) bool { return c.Scenario == corrupt })
}

func TestCapturesVerify(t *testing.T) {
	classes := shop(t)
	for _, layout := range []string{"", "1", "4"} {
		format := configured(t, transcoder.Settings{Classes: classes, Layout: layout})
		transcodertest.Verify(t, format, slices.DeleteFunc(readable(t), func(c captured) bool {
			return layout != "" && layoutOf(c) != layout
		}))
	}
}

// Without a layout the records themselves tell.
func TestCapturesTellTheirLayout(t *testing.T) {
	format := configured(t, transcoder.Settings{Classes: shop(t)})
	for _, c := range readable(t) {
		d := transcodertest.Decode(t, format, c.Attributes).(Document)
		if len(d.Names()) > 0 && d.Layout() != layoutOf(c) {
			t.Errorf("%s: layout %s", c.Name, d.Layout())
		}
		if hidden, err := d.Unread(); hidden != 0 || err != nil {
			t.Errorf("%s: %d attributes are hidden: %v", c.Name, hidden, err)
		}
	}
}

// The other layout reads none of them.
func TestCapturesInAnotherLayout(t *testing.T) {
	classes := shop(t)
	for _, c := range captures(t) {
		other := map[string]string{"1": "4", "4": "1"}[layoutOf(c)]
		_, err := configured(t, transcoder.Settings{Classes: classes, Layout: other}).Decode(c.Attributes, transcoder.Limits{})
		if (err == nil) != (c.Scenario == "1.6.5/kryo/empty" || c.Scenario == "2.1.1/kryo/empty") {
			t.Errorf("%s as layout %s: %v", c.Name, other, err)
		}
	}
}

// What the session held is what is shown; where the format loses something,
// what another Tomcat loaded.
func TestCapturesExpected(t *testing.T) {
	format := configured(t, transcoder.Settings{Classes: shop(t)})
	compared := 0
	for _, c := range readable(t) {
		want := maps.Clone(c.Expected)
		have := transcodertest.Render(t, transcodertest.Decode(t, format, c.Attributes))
		maps.DeleteFunc(want, func(name string, _ any) bool {
			return slices.Contains(c.Meta.SkippedAttributes, name) || c.Reloaded[name] != nil && losesNothingElse(name)
		})
		sameAttributes(t, c.Name, want, c.Expected, have)
		reloaded := maps.Clone(c.Reloaded)
		maps.DeleteFunc(reloaded, func(name string, v any) bool { return !losesNothingElse(name) })
		sameAttributes(t, c.Name+" reloaded", reloaded, c.Reloaded, have)
		compared += len(want) + len(reloaded)
		if len(have) != len(want)+len(reloaded) {
			t.Errorf("%s: %d attributes, want %d", c.Name, len(have), len(want)+len(reloaded))
		}
	}
	if compared < 300 {
		t.Errorf("only %d attributes were compared", compared)
	}
}

// losesNothingElse names the attributes of which the record keeps less than the
// session held, so that what was loaded again says what to expect: the others
// differ because their transient fields, or Java 17's Locale, are lost, or because
// Java 17 doesn't let kryo set the fields it read.
func losesNothingElse(name string) bool { return name == "timestamp" }

// A record that can't be read to its end goes through as it is; what stands in
// front can be read.
func TestCorruptCaptureIsCarried(t *testing.T) {
	c := transcodertest.Scenario(t, captures(t), corrupt)
	d := transcodertest.Decode(t, configured(t, transcoder.Settings{Classes: shop(t)}), c.Attributes)
	if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, c.Attributes) {
		t.Errorf("it doesn't go through: %v", err)
	}
	v := transcodertest.Get(t, d, "floats")
	if list, ok := v.(*javaobj.List); !ok || len(list.Elems) != 4 {
		t.Errorf("floats: %#v", v)
	}
	if _, err := d.Get("nested"); err == nil || !strings.Contains(err.Error(), "[[I") {
		t.Errorf("nested: %v", err)
	}
}
