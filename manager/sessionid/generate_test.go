package sessionid_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"testing"

	"msmgate/manager/sessionid"
)

func TestGenerate(t *testing.T) {
	source := make([]byte, 64)
	for i := range source {
		source[i] = byte(i*7 + 0x1f)
	}
	for _, c := range []struct {
		rule   string
		length int
		route  string
		want   string
		read   int
	}{
		{"SID-2", 16, "", "1F262D343B424950575E656C737A8188", 16},
		{"SID-1", 16, "tcA", "1F262D343B424950575E656C737A8188.tcA", 16},
		{"CFG-91 one byte of a chunk", 1, "", "1F", 16},
		{"CFG-91 two chunks", 17, "", "1F262D343B424950575E656C737A81888F", 32},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := bytes.NewReader(source)
			got, err := sessionid.Generate(r, c.length, c.route)
			if err != nil || got != c.want {
				t.Fatalf("%q, %v; want %q", got, err, c.want)
			}
			if read := len(source) - r.Len(); read != c.read {
				t.Errorf("read %d bytes, want %d", read, c.read)
			}
		})
	}
}

func TestGenerateRefuses(t *testing.T) {
	if _, err := sessionid.Generate(rand.Reader, 0, ""); err == nil {
		t.Error("length 0 must be refused")
	}
	_, err := sessionid.Generate(bytes.NewReader(make([]byte, 15)), 16, "")
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a dry source gives %v, want io.ErrUnexpectedEOF", err)
	}
}

func TestHash(t *testing.T) {
	a := sessionid.Hash("2F83085E968652A561500B43118BB994-n2.tcA")
	if b := sessionid.Hash("2F83085E968652A561500B43118BB994-n1.tcB"); a != b {
		t.Errorf("node and route must not change the mark: %s, %s", a, b)
	}
	if b := sessionid.Hash("2F83085E968652A561500B43118BB995-n2.tcA"); a == b {
		t.Errorf("two sessions share the mark %s", a)
	}
	if len(a) != 8 {
		t.Errorf("mark %q has not 8 digits", a)
	}
}

func BenchmarkGenerate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sessionid.Generate(rand.Reader, sessionid.DefaultLength, "tcA"); err != nil {
			b.Fatal(err)
		}
	}
}
