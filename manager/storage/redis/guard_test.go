package redis

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"msmgate/manager/storage"
)

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		name, said string
		want       bool
	}{
		{"a value", "$3\r\nabc\r\n", true},
		{"a value that looks like a length", "$12\r\n$9999999999\r\r\n+OK\r\n", true},
		{"none", "$-1\r\n", true},
		{"empty", "$0\r\n\r\n$-1\r\n:1\r\n+OK\r\n-ERR $99999999999\r\n", true},
		{"the largest", "$20971520\r\n", true},
		{"too large", "$20971521\r\n", false},
		{"too large behind others", "+OK\r\n$1\r\nx\r\n$4294967295\r\n", false},
		{"too large for a number", "$99999999999999999999999\r\n", false},
		{"very long", "$" + strings.Repeat("0", 100) + "1\r\n", false},
		{"what HELLO says", "*14\r\n$6\r\nserver\r\n$5\r\nredis\r\n", true},
		{"a long list", "*65\r\n", false},
		{"a long map", "%1000000000\r\n", false},
		{"no list", "*-1\r\n", true},
		{"a long error", "!99999999999\r\n", false},
		{"no length", "$abc\r\n", true},
	} {
		guardSays(t, c.name, guard{}, c.said, c.want)
	}
}

// guardSays shows a guard an answer, whole and byte by byte.
func guardSays(t *testing.T, name string, g guard, said string, want bool) {
	t.Helper()
	whole, drops := g, g
	if err := whole.bearable([]byte(said)); (err == nil) != want {
		t.Errorf("%s: %v, want %v", name, err, want)
	}
	var err error
	for i := range len(said) {
		err = cmp.Or(err, drops.bearable([]byte(said[i:i+1])))
	}
	if (err == nil) != want {
		t.Errorf("%s, byte by byte: %v, want %v", name, err, want)
	}
}

// Lists of keys may be longer, but not all of them together.
func TestGuardOfKeys(t *testing.T) {
	keys := func(n, size int) string {
		return fmt.Sprintf("*2\r\n$2\r\n17\r\n*%d\r\n", n) + strings.Repeat(fmt.Sprintf("$%d\r\n%s\r\n", size, strings.Repeat("k", size)), n)
	}
	for _, c := range []struct {
		name, said string
		want       bool
	}{
		{"few", keys(3, 40), true},
		{"many", keys(1000, 40), true},
		{"many again", keys(1000, 40) + keys(65, 40) + "$20971520\r\n", true},
		{"too many", "*8193\r\n", false},
		{"a list in a long list", "*65\r\n*65\r\n", false},
	} {
		guardSays(t, c.name, guard{keys: true}, c.said, c.want)
	}
	g := guard{keys: true}
	if err := g.bearable([]byte("*65\r\n$20971519\r\n" + strings.Repeat("k", 20971519) + "\r\n$1\r\n")); err != nil {
		t.Error(err)
	}
	if err := g.bearable([]byte("k\r\n$1\r\n")); err == nil {
		t.Error("keys may be longer together than a value")
	}
}

// said is a connection over which the same is said after each write.
type said struct {
	net.Conn
	answer []byte
	left   bytes.Reader
}

func (s *said) Write(p []byte) (int, error) {
	s.left.Reset(s.answer)
	return len(p), nil
}
func (s *said) Read(p []byte) (int, error)       { return s.left.Read(p) }
func (s *said) SetDeadline(time.Time) error      { return nil }
func (s *said) SetReadDeadline(time.Time) error  { return nil }
func (s *said) SetWriteDeadline(time.Time) error { return nil }
func (s *said) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (s *said) Close() error                     { return nil }

// TestHostileAnswers lets a server say what none should.
func TestHostileAnswers(t *testing.T) {
	for _, answer := range []string{
		"+OK\r\n", "$1\r\nx\r\n", "$-1\r\n", ":1\r\n", "-ERR x\r\n", "$4294967295\r\n", "$20971520\r\nx",
		"*1000000000\r\n", "%1000000000\r\n", "~1000000000\r\n", "*64\r\n*64\r\n*64\r\n", "*-1\r\n", "%2\r\n", "_\r\n", "\r\n", "x",
		"", "$abc\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "-NOAUTH\r\n$1\r\nx\r\n+OK\r\n:1\r\n", strings.Repeat("x", 1<<20),
	} {
		s := New(Options{
			Address: "a:1", OperationTimeout: time.Minute,
			Dial: func(context.Context, string, string) (net.Conn, error) { return &said{answer: []byte(answer)}, nil },
		})
		results := s.Do(t.Context(),
			storage.Op{Verb: storage.Get, Key: "A-n1"}, storage.Op{Verb: storage.Set, Key: "A-n1"},
			storage.Op{Verb: storage.Add, Key: "A-n1", Exptime: 5}, storage.Op{Verb: storage.Delete, Key: "A-n1"})
		if got := results[0]; got.Err == nil && !strings.Contains(answer, string(got.Item.Value)) {
			t.Errorf("%.30q: the value %q was not in the answer", answer, got.Item.Value)
		}
		for _, r := range results {
			if errors.Is(r.Err, storage.ErrTimeout) {
				t.Errorf("%.30q: %v", answer, r.Err)
			}
			if r.Err != nil && strings.Contains(r.Err.Error(), "A-n1") {
				t.Errorf("the error tells the key: %v", r.Err)
			}
		}
		s.Close()
	}
}
