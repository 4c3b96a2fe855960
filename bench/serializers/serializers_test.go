package serializers

import (
	"bytes"
	"sync"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/all" // registers the formats
	"msmgate/manager/transcoder/transcodertest"
)

func records(t testing.TB) []Record {
	t.Helper()
	list, err := Records()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// shop is the class path of the application whose cart was captured: kryo's
// bytes can't be read without it.
var shop = sync.OnceValues(func() (*classfile.Path, error) {
	return classfile.Open("../../manager/transcoder/kryo/testdata/shop.jar")
})

// A node with a class path, too, decodes a session that nobody reads with one
// allocation for each attribute at most.
func TestDecodeAllocates(t *testing.T) {
	for _, r := range records(t) {
		transcodertest.Allocations(t, formatOf(t, r), map[string][]byte{r.Name: r.Data})
	}
}

// formatOf gives a record's transcoder as a node would run it.
func formatOf(t testing.TB, r Record) transcoder.Transcoder {
	t.Helper()
	classes, err := shop()
	if err != nil {
		t.Fatal(err)
	}
	format, err := transcoder.Lookup(r.FactoryClass)
	if err != nil {
		t.Fatal(err)
	}
	configured, err := transcoder.Configure(format, transcoder.Settings{Classes: classes})
	if err != nil {
		t.Fatal(err)
	}
	return configured
}

// What is measured does without t.Helper: that takes longer than a small record.

func open(t testing.TB, format transcoder.Transcoder, r Record) transcoder.Document {
	d, err := format.Decode(r.Data, transcoder.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	return d
}

// readAll makes every value.
func readAll(t testing.TB, d transcoder.Document) {
	for _, name := range d.Names() {
		if _, err := d.Get(name); err != nil {
			t.Fatal(err)
		}
	}
}

// edit changes one attribute and writes the session.
func edit(t testing.TB, d transcoder.Document, visits int) []byte {
	if err := d.Set("visits", javaobj.NewInteger(int32(visits&1023))); err != nil {
		t.Fatal(err)
	}
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What is compared is the same: every record can be read in full and comes back
// byte for byte, and the session of plain values has its nine attributes in
// every format.
func TestRecords(t *testing.T) {
	for _, r := range records(t) {
		format := formatOf(t, r)
		d := open(t, format, r)
		readAll(t, d)
		if n := len(d.Names()); r.Name[:3] == "map" && n != 9 {
			t.Errorf("%s: %d attributes", r.Name, n)
		}
		if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, r.Data) {
			t.Errorf("%s doesn't come back: %v", r.Name, err)
		}
		v, _ := d.Get("visits")
		if n, ok := javaobj.Int(v); !ok || n != 3 {
			t.Errorf("%s: visits is %v", r.Name, v)
		}
		again := open(t, format, Record{r.Name, r.FactoryClass, edit(t, d, 4)})
		v, _ = again.Get("visits")
		if n, ok := javaobj.Int(v); !ok || n != 4 {
			t.Errorf("%s: visits is %v after an edit", r.Name, v)
		}
	}
	if n := len(records(t)[0].Data); n != 2350 {
		t.Errorf("the session of plain values has %d bytes", n)
	}
}

func benchmark(b *testing.B, work func(format transcoder.Transcoder, r Record)) {
	for _, r := range records(b) {
		format := formatOf(b, r)
		b.Run(r.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				work(format, r)
			}
		})
	}
}

// BenchmarkDecode checks a record and tells its attributes' names.
func BenchmarkDecode(b *testing.B) {
	benchmark(b, func(format transcoder.Transcoder, r Record) { open(b, format, r) })
}

// BenchmarkDecodeAll makes every value, too, as a JVM does.
func BenchmarkDecodeAll(b *testing.B) {
	benchmark(b, func(format transcoder.Transcoder, r Record) { readAll(b, open(b, format, r)) })
}

// BenchmarkKeep decodes a record and encodes it as it is.
func BenchmarkKeep(b *testing.B) {
	benchmark(b, func(format transcoder.Transcoder, r Record) {
		if _, err := open(b, format, r).Encode(nil); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkEncode writes a decoded session in which an attribute has changed.
func BenchmarkEncode(b *testing.B) {
	for _, r := range records(b) {
		format := formatOf(b, r)
		b.Run(r.Name, func(b *testing.B) {
			d := open(b, format, r)
			readAll(b, d)
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				edit(b, d, n)
			}
		})
	}
}

// BenchmarkEditOne decodes a record, changes an attribute and encodes it.
func BenchmarkEditOne(b *testing.B) {
	n := 0
	benchmark(b, func(format transcoder.Transcoder, r Record) {
		n++
		edit(b, open(b, format, r), n)
	})
}
