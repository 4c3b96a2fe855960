package javaser

import (
	"math/rand/v2"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// exchangeable are values that are exchanged where the class fits, and some that
// never are.
var exchangeable = []javaobj.Value{
	javaobj.NewInteger(7), javaobj.NewInteger(-1 << 31), javaobj.NewLong(1 << 40), javaobj.NewBoolean(true), javaobj.NewDouble(1.5), javaobj.NewCharacter('x'),
	javaobj.String(""), javaobj.String("a\x00\U0001F600"), javaobj.String("a\xff"), javaobj.String("alice"), javaobj.String(notSerializableMark),
	&javaobj.Scalar{Class: "java.lang.Integer", Text: "x"}, &javaobj.Scalar{Class: "java.lang.Integer", Text: "7", Lost: "half"}, nil,
	&javaobj.Scalar{Class: "java.math.BigInteger", Text: "123456789012345678901234567890"}, javaobj.NewDate(0),
	javaobj.NewList("java.util.ArrayList", javaobj.String("x")),
}

// What is copied is what would be written: random edits of all captured sessions
// give the same bytes, values and errors with the exchange and without.
func TestExchange(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 7))
	for _, c := range captures(t) {
		for range 8 {
			compareEdits(t, c.Attributes, random)
		}
	}
}

func compareEdits(t *testing.T, data []byte, random *rand.Rand) {
	t.Helper()
	transcodertest.Weave(t, mustDecode(t, data), writing{mustDecode(t, data).(*document)}, exchangeable, random)
}

// writing is a document whose Set never exchanges.
type writing struct{ *document }

func (d writing) Set(name string, v javaobj.Value) error {
	if v == nil || v == javaobj.String(notSerializableMark) || !javaobj.Valid(name) {
		return d.document.Set(name, v)
	}
	return d.replace(name, v)
}

// An exchange takes a value of the same class that nothing refers to; the same
// object in a second place is a reference to the first, as ever.
func TestExchanged(t *testing.T) {
	fresh := func() *document {
		d := Transcoder{}.New()
		shared := javaobj.NewLong(5)
		for _, e := range []struct {
			name  string
			value javaobj.Value
		}{{"n", javaobj.NewInteger(1)}, {"m", javaobj.NewInteger(1)}, {"s", javaobj.String("x")}, {"a", shared}, {"b", shared}} {
			if err := d.Set(e.name, e.value); err != nil {
				t.Fatal(err)
			}
		}
		out, err := d.Encode(nil)
		if err != nil {
			t.Fatal(err)
		}
		return mustDecode(t, out).(*document)
	}
	two := javaobj.NewInteger(2)
	for _, c := range []struct {
		name, attribute string
		before          func(d *document)
		value           javaobj.Value
		want            bool
	}{
		{"a box", "n", nil, two, true},
		{"a string", "s", nil, javaobj.String("longer"), true},
		{"the same string", "s", nil, javaobj.String("x"), true},
		{"another class", "n", nil, javaobj.NewLong(2), false},
		{"another kind", "s", nil, two, false},
		{"a new attribute", "o", nil, two, false},
		{"referred to", "a", nil, javaobj.NewLong(2), false},
		{"a reference", "b", nil, javaobj.NewLong(2), false},
		{"once more", "n", func(d *document) { d.exchange("n", javaobj.NewInteger(3)) }, two, true},
		{"the same object elsewhere", "m", func(d *document) { d.exchange("n", two) }, two, false},
		{"behind another edit", "n", func(d *document) { d.Remove("s") }, two, false},
	} {
		for _, prepare := range []func(*document){func(*document) {}, func(d *document) { d.read() }, (*document).parse} {
			d := fresh()
			prepare(d)
			if c.before != nil {
				c.before(d)
			}
			if have := d.exchange(c.attribute, c.value); have != c.want {
				t.Errorf("%s: exchanged: %v", c.name, have)
			}
			if err := d.Set(c.attribute, c.value); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			if v := transcodertest.Get(t, d, c.attribute); javaobj.ClassOf(v) != javaobj.ClassOf(c.value) {
				t.Errorf("%s: it is %v", c.name, v)
			}
			if out, err := d.Encode(nil); err != nil || Verify(out) != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
	d := fresh()
	for _, name := range []string{"n", "m"} {
		if err := d.Set(name, two); err != nil {
			t.Fatal(err)
		}
	}
	out, _ := d.Encode(nil)
	again := mustDecode(t, out)
	if transcodertest.Get(t, again, "n") != transcodertest.Get(t, again, "m") || transcodertest.Get(t, d, "n") != javaobj.Value(two) {
		t.Error("what is shared isn't one object")
	}
}

// Whatever a stream holds, an exchange gives what writing it anew would.
func FuzzExchange(f *testing.F) {
	for _, c := range captures(f) {
		if len(c.Attributes) < 3000 {
			f.Add(c.Attributes, uint64(1))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		if _, err := decode(data, transcoder.Limits{}); err != nil || len(data) > 1<<14 {
			return
		}
		compareEdits(t, data, rand.New(rand.NewPCG(seed, 0)))
	})
}
