package javolution

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

func cart(b *testing.B) captured {
	b.Helper()
	for _, c := range captures(b) {
		if c.Scenario == "cart" && c.Release == "2.1.1" && c.Serializer == "javolution" {
			return c
		}
	}
	b.Fatal("there is no capture of a cart")
	return captured{}
}

func BenchmarkDecode(b *testing.B) {
	c := cart(b)
	b.SetBytes(int64(len(c.data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Transcoder{}).Decode(c.data, transcoder.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeAndReadAll(b *testing.B) {
	c := cart(b)
	b.SetBytes(int64(len(c.data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := Transcoder{}.Decode(c.data, transcoder.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range d.Names() {
			if _, err := d.Get(name); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkEncodeUnedited(b *testing.B) {
	c := cart(b)
	d := decoded(b, c.data)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Encode(nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeAnew(b *testing.B) {
	c := cart(b)
	d := decoded(b, c.data)
	d.tree()
	b.SetBytes(int64(len(c.data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.write(d.entries); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEditOne(b *testing.B) {
	c := cart(b)
	b.SetBytes(int64(len(c.data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := Transcoder{}.Decode(c.data, transcoder.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Set("counter", javaobj.NewInteger(1)); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Encode(nil); err != nil {
			b.Fatal(err)
		}
	}
}
