package javolution

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

var exchangeable = []javaobj.Value{
	javaobj.NewInteger(7), javaobj.NewInteger(-1 << 31), javaobj.NewLong(1 << 40), javaobj.NewBoolean(true), javaobj.NewDouble(1.5), javaobj.NewFloat(2), javaobj.NewCharacter('x'),
	javaobj.String(""), javaobj.String("a\x00<&>\"'\U0001F600"), javaobj.String("a\xff"), javaobj.String("\xed\xa0\x80"),
	&javaobj.Scalar{Class: "java.lang.Integer", Text: "x"}, &javaobj.Scalar{Class: "java.lang.Boolean", Text: "yes"}, nil,
	&javaobj.Scalar{Class: "java.util.Currency", Text: "EUR"}, &javaobj.Scalar{Class: "java.math.BigDecimal", Text: "1"},
	&javaobj.Class{Name: "java.lang.String"}, javaobj.NewList("java.util.ArrayList", javaobj.String("x")),
}

// Random edits of all captured sessions give the same bytes, values and errors
// with the tree and, as long as there is none, without.
func TestExchange(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 7))
	exchanged := 0
	for _, c := range captures(t) {
		for range 16 {
			exchanged += compareEdits(t, c.data, random)
		}
	}
	if exchanged < 20 {
		t.Errorf("%d edits did without the tree", exchanged)
	}
}

func compareEdits(t *testing.T, data []byte, random *rand.Rand) (exchanged int) {
	t.Helper()
	d, withTree := decoded(t, data), decoded(t, data)
	withTree.tree()
	names := append(d.Names(), "new")
	for range 3 {
		name := names[random.IntN(len(names))]
		switch random.IntN(8) {
		case 0:
			if d.Remove(name) != withTree.Remove(name) {
				t.Fatalf("removing %s differs", name)
			}
		case 1:
			a, err1 := d.Get(name)
			b, err2 := withTree.Get(name)
			if (err1 == nil) != (err2 == nil) || !javaobj.Equal(a, b) {
				t.Fatalf("%s is %v (%v), want %v (%v)", name, a, err1, b, err2)
			}
		default:
			v := like(data, name, random)
			err1, err2 := d.Set(name, v), withTree.Set(name, v)
			if fmt.Sprint(err1) != fmt.Sprint(err2) {
				t.Fatalf("setting %s: %v, want %v", name, err1, err2)
			}
			if d.unparsed && err1 == nil {
				exchanged++
			}
		}
		have, err1 := d.Encode(nil)
		want, err2 := withTree.Encode(nil)
		if err1 != nil || err2 != nil || !bytes.Equal(have, want) {
			t.Fatalf("%s: got\n%s (%v)\nwant\n%s (%v)", name, have, err1, want, err2)
		}
	}
	return exchanged
}

// like gives a value, most times of the class that the session has there.
func like(data []byte, name string, random *rand.Rand) javaobj.Value {
	from := random.IntN(len(exchangeable))
	d, _ := Transcoder{}.Decode(data, transcoder.Limits{})
	old, _ := d.Get(name)
	for i := range len(exchangeable) * min(random.IntN(4), 1) {
		v := exchangeable[(from+i)%len(exchangeable)]
		if v != nil && javaobj.ClassOf(v) == javaobj.ClassOf(old) {
			return v
		}
	}
	return exchangeable[from]
}

// FuzzExchange does so with whatever can be decoded.
func FuzzExchange(f *testing.F) {
	for _, c := range captures(f) {
		if len(c.data) < 3000 {
			f.Add(c.data, uint64(1))
		}
	}
	f.Add([]byte(head+` size="1"><k class="java.lang.String" value="k"/><v class="java.lang.Integer" value="007"/></attributes>`), uint64(2))
	f.Add([]byte(head+` size="2"><k class="java.lang.String" value="k"/><v class="java.lang.String" value="&apos;"/><k class="java.lang.String" __id="1" value="l"/><v class="java.lang.Integer" value="7"/></attributes>`), uint64(3))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		if _, err := (Transcoder{}).Decode(data, transcoder.Limits{}); err != nil || len(data) > 1<<14 {
			return
		}
		compareEdits(t, data, rand.New(rand.NewPCG(seed, 0)))
	})
}
