package javaobj_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Primitives is a class of the captured shop with a field of each type.
type Primitives struct {
	_       struct{} `java:"class=com.acme.shop.Primitives"`
	Z       bool
	B       int8
	C       javaobj.Char
	S       int16
	I       int32
	J       int64
	F       float32
	D       float64
	WZ      *bool         `java:"wz"`
	WB      *int8         `java:"wb"`
	WC      *javaobj.Char `java:"wc"`
	WS      *int16        `java:"ws"`
	WI      *int          `java:"wi"`
	WJ      *int64        `java:"wj"`
	WF      *float32      `java:"wf"`
	WD      *float64      `java:"wd"`
	Ints    []int
	Strings []*string
	Nothing any
}

func orNil[T any](r *rand.Rand, v T) *T {
	if r.IntN(3) == 0 {
		return nil
	}
	return &v
}

func randomPrimitives(r *rand.Rand) Primitives {
	p := Primitives{
		Z: r.IntN(2) == 0, B: int8(r.Uint32()), C: javaobj.Char(r.Uint32()), S: int16(r.Uint32()), I: int32(r.Uint32()), J: int64(r.Uint64()),
		F: float32(r.NormFloat64()), D: r.NormFloat64() * math.Pow(10, float64(r.IntN(600)-300)),
		WZ: orNil(r, true), WB: orNil(r, int8(r.Uint32())), WC: orNil(r, javaobj.Char(r.Uint32())), WS: orNil(r, int16(r.Uint32())), WI: orNil(r, int(int32(r.Uint32()))),
		WJ: orNil(r, int64(r.Uint64())), WF: orNil(r, float32(math.Inf(1))), WD: orNil(r, math.Copysign(0, -1)),
	}
	if r.IntN(3) > 0 {
		p.Ints = make([]int, r.IntN(4))
		for i := range p.Ints {
			p.Ints[i] = int(int32(r.Uint32()))
		}
	}
	if r.IntN(3) > 0 {
		p.Strings = make([]*string, r.IntN(4))
		for i := range p.Strings {
			p.Strings[i] = orNil(r, []string{"", "é", "\x00", "😀"}[r.IntN(4)])
		}
	}
	switch r.IntN(4) {
	case 0:
		p.Nothing = "text"
	case 1:
		p.Nothing = int64(7)
	case 2:
		p.Nothing = []any{nil, int32(1), []any{}, []float64{1.5}}
	}
	return p
}

// Values of every field type get into the exact types of Java's fields, changed
// from what was there and new.
func TestFieldsOfEveryType(t *testing.T) {
	doc := openCapture(t, "2.1.1/java/beans")
	var former javaobj.Value
	for _, name := range doc.Names() {
		if v, err := doc.Get(name); err == nil && javaobj.ClassOf(v) == "com.acme.shop.Primitives" {
			former = v
		}
	}
	if former == nil {
		t.Fatal("the capture holds no Primitives")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		given := randomPrimitives(r)
		var opts []javaobj.Option
		at := former
		if i%2 == 0 {
			model := former
			at, opts = nil, append(opts, javaobj.WithRoots(func() []javaobj.Value { return []javaobj.Value{model} }))
		}
		v, err := javaobj.Marshal(given, at, opts...)
		if err != nil {
			t.Fatal(err)
		}
		doc, former = throughRecord(t, doc, v)
		var got Primitives
		if err := javaobj.Unmarshal(former, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, given) {
			t.Fatalf("%d: got %+v, want %+v", i, got, given)
		}
	}
}

func TestArraysOfArrays(t *testing.T) {
	doc := openCapture(t, "2.1.1/java/arrays")
	for _, name := range doc.Names() {
		v, err := doc.Get(name)
		if err != nil || javaobj.ClassOf(v) != "[[I" {
			continue
		}
		var grid [][]int
		if err := javaobj.Unmarshal(v, &grid); err != nil {
			t.Fatal(err)
		}
		grid = append(grid, []int{1, 2}, nil)
		changed, err := javaobj.Marshal(grid, v)
		if err != nil {
			t.Fatal(err)
		}
		var again [][]int
		_, back := throughRecord(t, doc, changed)
		if err := javaobj.Unmarshal(back, &again); err != nil || !reflect.DeepEqual(again, grid) || javaobj.ClassOf(back.(*javaobj.List).Elems[len(grid)-2]) != "[I" {
			t.Errorf("%v became %v: %v", grid, again, err)
		}
		return
	}
	t.Errorf("the capture holds no int[][] among %v", doc.Names())
}

// Changing the type of what an Object field holds is a matter of the session's
// format.
func TestRefusedByTheFormat(t *testing.T) {
	doc := openCapture(t, "2.1.1/java/beans")
	before, err := doc.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := javaobj.Marshal(struct {
		_ struct{} `java:"class=com.acme.Unheard"`
		A int
	}{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var unsupported *transcoder.UnsupportedError
	if err := doc.Set("x", javaobj.NewList("java.util.ArrayList", javaobj.String("x"), v)); err == nil {
		t.Error("an unknown class was taken")
	} else if unsupported, _ = err.(*transcoder.UnsupportedError); unsupported == nil || unsupported.Class != "com.acme.Unheard" {
		t.Errorf("%v", err)
	}
	if after, err := doc.Encode(nil); err != nil || string(after) != string(before) {
		t.Errorf("something was written: %v", err)
	}
}
