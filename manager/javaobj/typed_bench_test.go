package javaobj_test

import (
	"testing"

	"msmgate/manager/javaobj"
)

func benchCart(b *testing.B) javaobj.Value {
	former, err := openCapture(b, "2.1.1/java/cart").Get("cart")
	if err != nil {
		b.Fatal(err)
	}
	return former
}

func BenchmarkUnmarshalCart(b *testing.B) {
	former := benchCart(b)
	b.ReportAllocs()
	for b.Loop() {
		var cart Cart
		if err := javaobj.Unmarshal(former, &cart); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkToGoCart is what there is to compare with: no structs.
func BenchmarkToGoCart(b *testing.B) {
	former := benchCart(b)
	b.ReportAllocs()
	for b.Loop() {
		javaobj.ToGo(former)
	}
}

func BenchmarkMarshalUnchangedCart(b *testing.B) {
	former := benchCart(b)
	var cart Cart
	if err := javaobj.Unmarshal(former, &cart); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if v, err := javaobj.Marshal(&cart, former); err != nil || v != former {
			b.Fatal(v, err)
		}
	}
}

func BenchmarkMarshalChangedCart(b *testing.B) {
	former := benchCart(b)
	var cart Cart
	if err := javaobj.Unmarshal(former, &cart); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		cart.Items[0].Quantity = 10 + n%100
		if v, err := javaobj.Marshal(&cart, former); err != nil || v == former {
			b.Fatal(v, err)
		}
	}
}
