package transcodertest

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Weave makes the same random edits in a document that copies what it can, and
// in one that writes all anew: both give the same bytes, values and errors.
// Values are what attributes are set to, besides each other.
func Weave(t *testing.T, woven, written transcoder.Document, values []javaobj.Value, random *rand.Rand) {
	t.Helper()
	names := append(woven.Names(), "new")
	for range 6 {
		name := names[random.IntN(len(names))]
		switch random.IntN(6) {
		case 0:
			a, _ := woven.Get(name)
			b, _ := written.Get(name)
			if w, h := javaobj.ClassOf(b), javaobj.ClassOf(a); w != h {
				t.Fatalf("%s is %s, want %s", name, h, w)
			}
		case 1:
			if woven.Remove(name) != written.Remove(name) {
				t.Fatalf("removing %s differs", name)
			}
		case 2: // an object that is there
			other := names[random.IntN(len(names))]
			a, _ := woven.Get(other)
			b, _ := written.Get(other)
			sameErrors(t, woven.Set(name, a), written.Set(name, b))
		default:
			v := values[random.IntN(len(values))]
			sameErrors(t, woven.Set(name, v), written.Set(name, v))
		}
		var keep func(string) bool
		if random.IntN(4) == 0 {
			keep = func(n string) bool { return n != name }
		}
		have, err1 := woven.Encode(keep)
		want, err2 := written.Encode(keep)
		sameErrors(t, err1, err2)
		if !bytes.Equal(have, want) {
			t.Fatalf("%s: got\n%q\nwant\n%q", name, have, want)
		}
	}
}

func sameErrors(t *testing.T, have, want error) {
	t.Helper()
	if (have == nil) != (want == nil) || want != nil && have.Error() != want.Error() {
		t.Fatalf("error %v, want %v", have, want)
	}
}
