package javaser

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// FuzzEdit edits sessions at random: values move, are shared, copied, wrapped,
// removed. What the document says it holds is what its bytes hold.
func FuzzEdit(f *testing.F) {
	var sessions [][]byte
	for _, name := range []string{"cart", "shared", "cyclic", "collections", "beans", "arrays", "misc"} {
		sessions = append(sessions, scenario(f, name).Attributes)
	}
	sessions = append(sessions, readTestdata(f, "java-session.ser"))
	for seed := range uint64(24) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		d := mustDecode(t, sessions[random.IntN(len(sessions))])
		for range 1 + random.IntN(8) {
			editAtRandom(t, d, random)
		}
		out, err := d.Encode(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Verify(out); err != nil {
			t.Fatal(err)
		}
		want := render(t, d)
		again := mustDecode(t, out)
		have := render(t, again)
		if fmt.Sprint(d.Names()) != fmt.Sprint(again.Names()) {
			t.Fatalf("%v, %v", d.Names(), again.Names())
		}
		sameAttributes(t, fmt.Sprint("seed ", seed), d.Names(), want, have)
	})
}

func editAtRandom(t *testing.T, d transcoder.Document, random *rand.Rand) {
	names := d.Names()
	if len(names) == 0 {
		return
	}
	pick := func() (string, javaobj.Value) {
		name := names[random.IntN(len(names))]
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		return name, v
	}
	name, v := pick()
	_, w := pick()
	var err error
	switch random.IntN(7) {
	case 0:
		d.Remove(name)
	case 1:
		err = d.Set(fmt.Sprint("new", random.IntN(3)), v)
	case 2:
		err = d.Set(name, w)
	case 3:
		err = d.Set(name, transcodertest.Clone(w))
	case 4:
		err = d.Set(name, javaobj.NewList("java.util.ArrayList", v, w, v, inside(v, random)))
	case 5:
		m := javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("v"), Value: v}, javaobj.Entry{Key: javaobj.String("w"), Value: inside(w, random)})
		m.Entries = append(m.Entries, javaobj.Entry{Key: javaobj.String("self"), Value: m})
		err = d.Set(name, m)
	case 6:
		err = d.Set(name, inside(v, random))
	}
	var unsupported *transcoder.UnsupportedError
	if err != nil && !errors.As(err, &unsupported) {
		t.Fatal(err)
	}
}

// inside goes a few steps into a Value.
func inside(v javaobj.Value, random *rand.Rand) javaobj.Value {
	for range random.IntN(4) {
		var next []javaobj.Value
		switch v := v.(type) {
		case *javaobj.List:
			if len(v.Class) != 2 { // the elements of an int[] have no identity in Java
				next = v.Elems
			}
		case *javaobj.Map:
			for _, e := range v.Entries {
				next = append(next, e.Key, e.Value)
			}
		case *javaobj.Bean:
			for _, f := range v.Fields {
				if !primitives[f.Type] {
					next = append(next, f.Value)
				}
			}
		}
		if len(next) == 0 {
			break
		}
		if n := next[random.IntN(len(next))]; n != nil {
			v = n
		}
	}
	return v
}
