package storagetest

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
)

func (f Faults) restart(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	address := server.Addr()
	s, ctx := f.open(t, server, Options{Addresses: map[string]string{"n1": address}}), t.Context()
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
func warm(t *testing.T, s storage.Storage, server *memcacheserver.Server, n int) {
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

func (f Faults) oneRetryOnly(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	s, ctx := f.open(t, server, Options{}), t.Context()
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

// halfAnAnswer breaks the connection inside an answer: that is no stale
// connection, and nothing is sent again.
func (f Faults) halfAnAnswer(t *testing.T) {
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
			s := f.open(t, nil, Options{Addresses: map[string]string{"n1": address}})
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
	talk := func(c net.Conn) {
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
			go talk(c)
		}
	}()
	return listener.Addr().String()
}
