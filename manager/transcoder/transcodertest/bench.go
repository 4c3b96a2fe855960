package transcodertest

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// bench runs work on each of the attribute bytes, by name.
func bench(b *testing.B, sessions map[string][]byte, work func(b *testing.B, data []byte)) {
	for name, data := range sessions {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				work(b, data)
			}
		})
	}
}

// BenchmarkDecode decodes and gets every attribute.
func BenchmarkDecode(b *testing.B, format transcoder.Transcoder, sessions map[string][]byte) {
	bench(b, sessions, func(b *testing.B, data []byte) {
		d := Decode(b, format, data)
		for _, name := range d.Names() {
			Get(b, d, name)
		}
	})
}

// BenchmarkEncode decodes and encodes without an edit.
func BenchmarkEncode(b *testing.B, format transcoder.Transcoder, sessions map[string][]byte) {
	bench(b, sessions, func(b *testing.B, data []byte) {
		if _, err := Decode(b, format, data).Encode(nil); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkEditOne decodes, sets the attribute visits and encodes.
func BenchmarkEditOne(b *testing.B, format transcoder.Transcoder, sessions map[string][]byte) {
	bench(b, sessions, func(b *testing.B, data []byte) {
		d := Decode(b, format, data)
		if err := d.Set("visits", javaobj.NewInteger(4)); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Encode(nil); err != nil {
			b.Fatal(err)
		}
	})
}
