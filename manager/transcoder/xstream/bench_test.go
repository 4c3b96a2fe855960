package xstream

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

var benchmarked = []string{"cart", "collections", "shared"}

func BenchmarkDecode(b *testing.B) {
	for _, name := range benchmarked {
		data := scenario(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				d, err := Transcoder{}.Decode(data, transcoder.Limits{})
				if err != nil {
					b.Fatal(err)
				}
				for _, name := range d.Names() {
					if _, err := d.Get(name); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, name := range benchmarked {
		data := scenario(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := mustDecode(b, data).Encode(nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEditOne(b *testing.B) {
	for _, name := range benchmarked {
		data := scenario(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				d := mustDecode(b, data)
				if err := d.Set("visits", javaobj.NewInteger(4)); err != nil {
					b.Fatal(err)
				}
				if _, err := d.Encode(nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
