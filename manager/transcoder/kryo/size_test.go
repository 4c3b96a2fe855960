package kryo

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// TestMaxStoredSetting: who has given MSM a larger buffer, or none that ends, can
// say so.
func TestMaxStoredSetting(t *testing.T) {
	for most, fits := range map[int]bool{0: true, 100: false, 1100: true, -1: true} {
		d := configured(t, transcoder.Settings{Layout: "4", MaxStored: most}).New()
		err := d.Set("a", javaobj.String(strings.Repeat("x", 1000)))
		if err == nil {
			_, err = d.Encode(nil)
		}
		var limit *transcoder.LimitError
		if fits != (err == nil) || !fits && (!errors.As(err, &limit) || limit.Max != most) {
			t.Errorf("1000 bytes with a limit of %d: %v", most, err)
		}
	}
	d := configured(t, transcoder.Settings{Layout: "4", MaxStored: -1}).New()
	if err := d.Set("a", javaobj.String(strings.Repeat("x", 2*maxStored))); err != nil {
		t.Errorf("without a limit: %v", err)
	}
}

// TestMaxStored: a session that MSM couldn't store is read and carried, but not
// made.
func TestMaxStored(t *testing.T) {
	refused := func(what string, err error) {
		t.Helper()
		var limit *transcoder.LimitError
		if !errors.As(err, &limit) || limit.Max != maxStored || !strings.Contains(err.Error(), "msm.kryo.bufferSize.max") {
			t.Errorf("%s: %v", what, err)
		}
	}
	for layout, front := range map[string]string{"1": "\x11\x01a\x11", "3": "\x03\x01\x82a\x03\x01", "4": "\x03\x01\x82a\x03\x01"} {
		format := configured(t, transcoder.Settings{Layout: layout, Release: map[string]string{"1": "1.8"}[layout]})
		// The largest text that fits, with three or four bytes of length.
		room := maxStored - 2 - len(front) - map[string]int{"1": 3, "3": 4, "4": 4}[layout]
		d := format.New()
		if err := d.Set("a", javaobj.String(strings.Repeat("x", room-1))); err != nil {
			t.Fatalf("layout %s: %v", layout, err)
		}
		for size := range 3 { // one less, as many, one more
			if err := d.Set("a", javaobj.String(strings.Repeat("x", room-1+size))); err != nil {
				t.Fatalf("layout %s: %v", layout, err)
			}
			out, err := d.Encode(nil)
			if size < 2 && (err != nil || len(out) != maxStored-1+size) {
				t.Errorf("layout %s: %d bytes: %v", layout, len(out), err)
			}
			if size == 2 {
				refused(layout+": text", err)
			}
		}
		refused(layout+": one value", d.Set("a", javaobj.NewList("java.util.ArrayList", javaobj.String(strings.Repeat("x", maxStored)))))
		refused(layout+": one text", d.Set("a", javaobj.String(strings.Repeat("x", maxStored+1))))

		large := "\x01\x01" + front + string(d.(*document).appendText(nil, strings.Repeat("x", 2*maxStored)))
		d = transcodertest.Decode(t, format, []byte(large))
		if out, err := d.Encode(nil); err != nil || string(out) != large {
			t.Errorf("layout %s: a large one doesn't go through: %v", layout, err)
		}
		if err := format.(transcoder.Verifier).Verify([]byte(large)); err != nil {
			t.Errorf("layout %s: %v", layout, err)
		}
		if err := d.Set("b", javaobj.NewInteger(1)); err != nil {
			t.Errorf("layout %s: %v", layout, err)
		}
		_, err := d.Encode(nil)
		refused(layout+": changed", err)
		if err := d.Set("a", javaobj.String("small")); err != nil {
			t.Error(err)
		}
		reencode(t, layout, format, d)
	}
}
