package javaser

import (
	"fmt"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// benchmarkSessions are the captured cart (1.9 KB, beans) and a map of 2 KB.
func benchmarkSessions(b *testing.B) map[string][]byte {
	d := Transcoder{}.New()
	m := javaobj.NewMap("java.util.LinkedHashMap")
	for i := range 50 {
		m.Entries = append(m.Entries, javaobj.Entry{Key: javaobj.String(fmt.Sprintf("key-%04d", i)), Value: javaobj.String("a value of the map")})
	}
	if err := d.Set("map", m); err != nil {
		b.Fatal(err)
	}
	if err := d.Set("visits", javaobj.NewInteger(1)); err != nil {
		b.Fatal(err)
	}
	data, err := d.Encode(nil)
	if err != nil {
		b.Fatal(err)
	}
	return map[string][]byte{"cart": scenario(b, "cart").Attributes, "map": data}
}

func benchmark(b *testing.B, work func(b *testing.B, data []byte)) {
	for _, name := range []string{"cart", "map"} {
		data := benchmarkSessions(b)[name]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				work(b, data)
			}
		})
	}
}

func decoded(b *testing.B, data []byte) transcoder.Document {
	d, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	return d
}

func BenchmarkDecode(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) { decoded(b, data) })
}

// BenchmarkNames is what a node pays that only looks which attributes there
// are.
func BenchmarkNames(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) {
		if len(decoded(b, data).Names()) != 2 {
			b.Fatal("names")
		}
	})
}

func BenchmarkGetOne(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) {
		if _, err := decoded(b, data).Get("visits"); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkGetAll(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) {
		d := decoded(b, data)
		for _, name := range d.Names() {
			if _, err := d.Get(name); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkEncodeUnmodified(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) {
		if _, err := decoded(b, data).Encode(nil); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkEditOneAndEncode(b *testing.B) {
	benchmark(b, func(b *testing.B, data []byte) {
		d := decoded(b, data)
		if err := d.Set("visits", javaobj.NewInteger(77)); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Encode(nil); err != nil {
			b.Fatal(err)
		}
	})
}
