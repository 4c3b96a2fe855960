package memcached_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

func TestHangingServer(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s, ctx := open(t, server, memcached.Options{OperationTimeout: 50 * time.Millisecond}), t.Context()
	for _, state := range []string{"new connection", "open connection"} {
		server.Pause()
		began := time.Now()
		err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("v")}, 0)
		if !errors.Is(err, memcached.ErrTimeout) {
			t.Errorf("%s: %v, want ErrTimeout", state, err)
		}
		if took := time.Since(began); took < 40*time.Millisecond {
			t.Errorf("%s: gave up after %v", state, took)
		}
		server.Resume()
		if _, err := s.Get(ctx, "n1", "B-n1"); !errors.Is(err, storage.ErrMiss) {
			t.Errorf("%s: after the server went on: %v", state, err)
		}
	}
}

// TestHangingDial never gets a connection: the time for connecting is part of
// the operation's.
func TestHangingDial(t *testing.T) {
	s := open(t, nil, memcached.Options{
		Addresses:        map[string]string{"n1": "nowhere:1"},
		OperationTimeout: 20 * time.Millisecond,
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	})
	if _, err := s.Get(t.Context(), "n1", "A-n1"); !errors.Is(err, memcached.ErrTimeout) {
		t.Errorf("%v, want ErrTimeout", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want Canceled", err)
	}
}

func TestRestart(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	address := server.Addr()
	s, ctx := open(t, server, memcached.Options{Addresses: map[string]string{"n1": address}}), t.Context()
	warm(t, s, server, 4)
	server.Stop()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("NODE-13: a dead node gives %v, want connection refused", err)
	}
	if err := server.Listen(address); err != nil {
		t.Fatal(err)
	}
	warm(t, s, server, 4)
	server.CutConnections()
	for range 8 {
		if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
			t.Errorf("over a connection that was closed meanwhile: %v", err)
		}
	}
}

// warm opens n connections at once.
func warm(t *testing.T, s *memcached.Storage, server *memcacheserver.Server, n int) {
	t.Helper()
	server.Pause()
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			if _, err := s.Get(t.Context(), "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
				t.Errorf("warming up: %v", err)
			}
		})
	}
	if err := server.AwaitHeld(t.Context(), n); err != nil {
		t.Error(err)
	}
	server.Resume()
	wg.Wait()
}

func TestOneRetryOnly(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s, ctx := open(t, server, memcached.Options{}), t.Context()
	var tries atomic.Int32
	cut := func(times int32) {
		tries.Store(0)
		server.SetFault(func(uint64, string) memcacheserver.Fault {
			return memcacheserver.Fault{CutBefore: tries.Add(1) <= times}
		})
	}
	cut(1)
	if err := s.Delete(ctx, "n1", "A-n1"); errors.Is(err, storage.ErrMiss) || err == nil || tries.Load() != 1 {
		t.Errorf("a new connection that breaks is not tried again: %v after %d tries", err, tries.Load())
	}
	cut(0)
	warm(t, s, server, 1)
	cut(1)
	if err := s.Delete(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) || tries.Load() != 2 {
		t.Errorf("an open one that breaks is tried once more: %v after %d tries", err, tries.Load())
	}
	cut(2)
	if err := s.Delete(ctx, "n1", "A-n1"); errors.Is(err, storage.ErrMiss) || err == nil || tries.Load() != 2 {
		t.Errorf("but once only: %v after %d tries", err, tries.Load())
	}
}

// TestHalfAnAnswer breaks the connection inside an answer: that is no stale
// connection, and nothing is sent again.
func TestHalfAnAnswer(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		want         string
	}{
		{"cut value", "VALUE A-n1 0 100\r\nabc", "EOF"},
		{"cut line", "VAL", "EOF"},
		{"nonsense", "HTTP/1.1 400 Bad Request A-n1\r\n\r\n", "not memcached's text protocol"},
		{"another key's value", "VALUE B-n1 0 1\r\nx\r\nEND\r\n", "for another key"},
		{"a huge length", "VALUE A-n1 0 4294967295\r\nabc", "more than 20971520 bytes"},
		{"not a length", "VALUE A-n1 0 99999999999999999999999\r\nabc", "more than 20971520 bytes"},
		{"node's own error", "SERVER_ERROR out of memory\r\n", "SERVER_ERROR out of memory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asked atomic.Int32
			address := answering(t, func(line string) string {
				if asked.Add(1); strings.Contains(line, "warm") {
					return "END\r\n"
				}
				return c.answer
			})
			s := open(t, nil, memcached.Options{Addresses: map[string]string{"n1": address}})
			if _, err := s.Get(t.Context(), "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
				t.Fatal(err)
			}
			_, err := s.Get(t.Context(), "n1", "A-n1")
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "A-n1") {
				t.Errorf("%v, want %q, without the key", err, c.want)
			}
			if n := asked.Load(); n != 2 {
				t.Errorf("asked %d times", n)
			}
			if _, err := s.Get(t.Context(), "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
				t.Errorf("the next operation meets what was left: %v", err)
			}
		})
	}
}

// answering is a server that gives each command the answer of the test and,
// unless it is a whole one, hangs up.
func answering(t *testing.T, answer func(line string) string) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	serve := func(c net.Conn) {
		defer c.Close()
		lines := bufio.NewScanner(c)
		for lines.Scan() {
			said := answer(lines.Text())
			fmt.Fprint(c, said)
			if !strings.HasSuffix(said, "END\r\n") {
				return
			}
		}
	}
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return listener.Addr().String()
}

// TestAddressChange moves a name to another server: names are looked up again
// for each new connection (unlike NODE-46).
func TestAddressChange(t *testing.T) {
	before, after := start(t, memcacheserver.Options{}), start(t, memcacheserver.Options{})
	now := before
	s := open(t, nil, memcached.Options{
		Addresses: map[string]string{"n1": "sessions.example:11211"},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if address != "sessions.example:11211" {
				t.Errorf("asked for %s, an address looked up too early", address)
			}
			return new(net.Dialer).DialContext(ctx, network, now.Addr())
		},
	})
	ctx := t.Context()
	if err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("old")}, 0); err != nil {
		t.Fatal(err)
	}
	now = after
	before.Close()
	if err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("new")}, 0); err != nil {
		t.Fatal(err)
	}
	if item, ok := after.Get("A-n1"); !ok || string(item.Value) != "new" {
		t.Error("stored elsewhere")
	}
}

// TestLocalhost reaches a server that listens on one of the two addresses that
// the name has.
func TestLocalhost(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	_, port, err := net.SplitHostPort(server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, nil, memcached.Options{Addresses: map[string]string{"": net.JoinHostPort("localhost", port)}})
	if _, err := s.Get(t.Context(), "", "A"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("NODE-60: a single node without id on localhost: %v", err)
	}
	server.Close()
	_, err = s.Get(t.Context(), "", "A")
	if err == nil || !strings.Contains(err.Error(), "get on storage node localhost:"+port) {
		t.Errorf("the error doesn't name the node by its address: %v", err)
	}
}

func TestClose(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	server := memcacheserver.New(memcacheserver.Options{})
	if err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s := open(t, server, memcached.Options{})
	warm(t, s, server, 3)
	server.Pause()
	failed := make(chan error)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range 5 {
		go func() {
			_, err := s.Get(ctx, "n1", "A-n1")
			failed <- err
		}()
	}
	if err := server.AwaitHeld(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for range 5 {
		if err := <-failed; !errors.Is(err, memcached.ErrClosed) {
			t.Errorf("under way: %v, want ErrClosed", err)
		}
	}
	if err := s.Delete(t.Context(), "n1", "A-n1"); !errors.Is(err, memcached.ErrClosed) {
		t.Errorf("afterwards: %v, want ErrClosed", err)
	}
	server.Resume()
	server.Close()
	for runtime.NumGoroutine() > goroutines { // ends with go test's own time limit
		runtime.Gosched()
	}
}
