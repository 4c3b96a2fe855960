package memcacheserver

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/internal/freeport"
)

func TestListenRefuses(t *testing.T) {
	for _, tt := range []struct {
		address  string
		loopback bool
	}{
		{"0.0.0.0:0", false},
		{":0", false},
		{"[::]:0", false},
		{"192.0.2.1:11211", false},
		{"example.org:11211", false},
		{"127.0.0.1", true},
		{"127.0.0.1:", true},
		{"127.0.0.1:memcache", true},
		{"127.0.0.1:65536", true},
	} {
		s := New(Options{})
		err := s.Listen(tt.address)
		s.Close()
		if err == nil || errors.Is(err, ErrNotLoopback) == tt.loopback || !strings.Contains(err.Error(), tt.address) {
			t.Errorf("Listen(%q) = %v", tt.address, err)
		}
	}
}

// TestListenLocalhost: localhost is reachable under every name it has here.
func TestListenLocalhost(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	if err := s.Listen("localhost:0"); err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(s.Addr())
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("address %q", s.Addr())
	}
	for _, l := range s.listeners {
		if _, p, _ := net.SplitHostPort(l.Addr().String()); p != port {
			t.Errorf("listens on %s too, want port %s", l.Addr(), port)
		}
		nc, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		nc.Close()
	}
}

func TestListenTaken(t *testing.T) {
	s := listening(t, Options{})
	other := New(Options{})
	defer other.Close()
	if err := other.Listen(s.Addr()); err == nil || !strings.Contains(err.Error(), s.Addr()) {
		t.Errorf("got %v, want an error that names the address", err)
	}
}

// TestCloseLeavesNothing: no goroutine of the server lives after Close, with
// clients idle, in the middle of a command, paused and delayed.
func TestCloseLeavesNothing(t *testing.T) {
	s := New(Options{})
	if err := s.Listen("localhost:0"); err != nil {
		t.Fatal(err)
	}
	dial(t, s).say("version\r\n", "VERSION "+DefaultVersion+"\r\n")
	half := dial(t, s)
	half.say("version\r\nset k 0 0 100\r\nabc", "VERSION "+DefaultVersion+"\r\n")
	s.Pause()
	dial(t, s).send("get k\r\n")
	if err := s.AwaitHeld(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if err := s.Listen(freeport.Address()); !errors.Is(err, ErrClosed) {
		t.Errorf("Listen after Close: %v", err)
	}
	// A goroutine that has told the WaitGroup needs a moment to end.
	for range 100_000 {
		if !strings.Contains(goroutines(), "memcacheserver.(*Server).serve") && !strings.Contains(goroutines(), "memcacheserver.(*Server).accept") {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("goroutines left:\n%s", goroutines())
}

func goroutines() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}

func TestServe(t *testing.T) {
	s := listening(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error)
	go func() { result <- s.Serve(ctx) }()
	dial(t, s).say("get k\r\n", "END\r\n")
	cancel()
	if err := <-result; err != nil {
		t.Error(err)
	}
	if err := s.Listen(freeport.Address()); !errors.Is(err, ErrClosed) {
		t.Errorf("Listen after Serve: %v", err)
	}
	if err := s.Serve(context.Background()); err != nil { // closed: at once
		t.Error(err)
	}
}

// TestGomemcache: the client that msmgate itself uses gets along with it.
func TestGomemcache(t *testing.T) {
	s := listening(t, Options{})
	c := memcache.New(s.Addr())
	defer c.Close()
	if err := c.Ping(); err != nil {
		t.Fatal(err)
	}
	if err := c.Set(&memcache.Item{Key: "k", Value: []byte("v"), Flags: 2048, Expiration: 60}); err != nil {
		t.Fatal(err)
	}
	if err := c.Add(&memcache.Item{Key: "k", Value: []byte("w")}); !errors.Is(err, memcache.ErrNotStored) {
		t.Errorf("add: %v", err)
	}
	item, err := c.Get("k")
	if err != nil || string(item.Value) != "v" || item.Flags != 2048 {
		t.Errorf("get: %+v, %v", item, err)
	}
	item.Value = []byte("w")
	if err := c.CompareAndSwap(item); err != nil {
		t.Errorf("cas: %v", err)
	}
	if items, err := c.GetMulti([]string{"k", "none"}); err != nil || len(items) != 1 {
		t.Errorf("get of several: %v, %v", items, err)
	}
	if err := c.Delete("k"); err != nil {
		t.Errorf("delete: %v", err)
	}
	if _, err := c.Get("k"); !errors.Is(err, memcache.ErrCacheMiss) {
		t.Errorf("get of nothing: %v", err)
	}
}

// TestParallelIncrements: no increment of several clients is lost.
func TestParallelIncrements(t *testing.T) {
	s := listening(t, Options{Trace: new(Recorder).Record})
	if err := s.Set("n", 0, 0, []byte("0")); err != nil {
		t.Fatal(err)
	}
	const clients, times = 8, 100
	var wg sync.WaitGroup
	for range clients {
		c := dial(t, s)
		wg.Go(func() {
			for range times {
				c.send("incr n 1\r\n")
				if _, err := c.r.ReadString('\n'); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if item, _ := s.Get("n"); string(item.Value) != itoa(clients*times) {
		t.Errorf("got %s", item.Value)
	}
}
