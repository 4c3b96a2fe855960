package memcacheserver

import (
	"bufio"
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"msmgate/internal/freeport"
)

// clock is a clock that moves when told.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Unix(1_700_000_000, 0)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// listening gives a server on a free port that the test closes.
func listening(t testing.TB, o Options) *Server {
	t.Helper()
	s := New(o)
	if err := s.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// client is a connection that expects exact answers.
type client struct {
	t testing.TB
	net.Conn
	r *bufio.Reader
}

func dial(t testing.TB, s *Server) *client {
	t.Helper()
	nc, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { nc.Close() })
	nc.SetDeadline(time.Now().Add(20 * time.Second))
	return &client{t: t, Conn: nc, r: bufio.NewReader(nc)}
}

func (c *client) send(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		c.t.Fatalf("send %.80q: %v", text, err)
	}
}

func (c *client) expect(want string) {
	c.t.Helper()
	got := make([]byte, len(want))
	n, err := io.ReadFull(c.r, got)
	if err != nil || string(got) != want {
		c.t.Fatalf("got %.200q (%v), want %.200q", got[:n], err, want)
	}
}

// say sends text and expects an answer, to the byte.
func (c *client) say(text, want string) {
	c.t.Helper()
	c.send(text)
	c.expect(want)
}

// ended waits for the end of the connection and gives what came before.
func (c *client) ended() (rest string, err error) {
	b, err := io.ReadAll(c.r)
	return string(b), err
}

func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// checkStore proves that map, ring and byte count agree.
func checkStore(t testing.TB, s *store) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	count, bytes := 0, 0
	for it := s.ring.next; it != &s.ring; it = it.next {
		if s.items[it.key] != it || it.next.prev != it {
			t.Fatal("ring and map of the store disagree")
		}
		count++
		bytes += it.size()
	}
	if count != len(s.items) || bytes != s.used || s.used > s.maxMemory {
		t.Fatalf("store counts %d items and %d bytes (limit %d), its ring holds %d and %d", len(s.items), s.used, s.maxMemory, count, bytes)
	}
}
