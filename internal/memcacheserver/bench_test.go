package memcacheserver

import (
	"io"
	"strings"
	"testing"
)

// 2057 bytes is the record of a small real session.
const benchSize = 2057

func BenchmarkSet(b *testing.B) {
	request := set("set", "826BA13506885DF77D98A083726135E8-n2", benchSize)
	benchmark(b, request, len("STORED\r\n"))
}

func BenchmarkGet(b *testing.B) {
	key := "826BA13506885DF77D98A083726135E8-n2"
	benchmark(b, "get "+key+"\r\n", len("VALUE "+key+" 0 2057\r\n\r\nEND\r\n")+benchSize)
}

func BenchmarkGetMiss(b *testing.B) {
	benchmark(b, "get ping-n1\r\n", len("END\r\n"))
}

// benchmark sends a request and reads an answer of a known length, over loopback TCP.
func benchmark(b *testing.B, request string, answer int) {
	s := listening(b, Options{})
	if err := s.Set("826BA13506885DF77D98A083726135E8-n2", 0, 0, []byte(strings.Repeat("x", benchSize))); err != nil {
		b.Fatal(err)
	}
	c := dial(b, s)
	buf := make([]byte, answer)
	b.SetBytes(int64(len(request) + answer))
	b.ReportAllocs()
	for b.Loop() {
		c.send(request)
		if _, err := io.ReadFull(c.r, buf); err != nil {
			b.Fatal(err)
		}
	}
}
