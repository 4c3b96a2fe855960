package storagetest

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
)

func (f Faults) hangingServer(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	s, ctx := f.open(t, server, Options{OperationTimeout: 50 * time.Millisecond}), t.Context()
	for _, state := range []string{"new connection", "open connection"} {
		server.Pause()
		began := time.Now()
		err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("v")}, 0)
		if !errors.Is(err, storage.ErrTimeout) {
			t.Errorf("%s: %v, want ErrTimeout", state, err)
		}
		if took := time.Since(began); took < 40*time.Millisecond {
			t.Errorf("%s: gave up after %v", state, took)
		}
		server.Resume()
		_, err = s.Get(ctx, "n1", "B-n1")
		for until := time.Now().Add(patient); errors.Is(err, storage.ErrTimeout) && time.Now().Before(until); {
			_, err = s.Get(ctx, "n1", "B-n1") // a busy machine may be slower than the timeout
		}
		want(t, state+": after the server went on", err, storage.ErrMiss)
	}
}

// hangingDial never gets a connection: the time for connecting is part of
// the operation's.
func (f Faults) hangingDial(t *testing.T) {
	s := f.open(t, nil, Options{
		Addresses:        map[string]string{"n1": "nowhere:1"},
		OperationTimeout: 20 * time.Millisecond,
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	})
	if _, err := s.Get(t.Context(), "n1", "A-n1"); !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("%v, want ErrTimeout", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want Canceled", err)
	}
}

func (f Faults) endWhileWaiting(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	s := f.open(t, server, Options{})
	server.Pause()
	defer server.Resume()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		server.AwaitHeld(t.Context(), 1)
		cancel()
	}()
	_, err := s.Get(ctx, "n1", "A-n1")
	want(t, "ended while waiting for the answer", err, context.Canceled)
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("deadline earlier than operationTimeout: %v", err)
	}
	server.Resume()
	_, err = s.Get(t.Context(), "n1", "A-n1")
	want(t, "the next operation after one that was left", err, storage.ErrMiss)
}

// addressChange moves a name to another server: names are looked up again
// for each new connection (unlike NODE-46).
func (f Faults) addressChange(t *testing.T) {
	before, after := serve(t, memcacheserver.Options{}), serve(t, memcacheserver.Options{})
	now := before
	s := f.open(t, nil, Options{
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

// localhost reaches a server that listens on one of the two addresses that
// the name has.
func (f Faults) localhost(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	_, port, err := net.SplitHostPort(server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	s := f.open(t, nil, Options{Addresses: map[string]string{"": net.JoinHostPort("localhost", port)}})
	if _, err := s.Get(t.Context(), "", "A"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("NODE-60: a single node without id on localhost: %v", err)
	}
	server.Close()
	_, err = s.Get(t.Context(), "", "A")
	if err == nil || !strings.Contains(err.Error(), "get on storage node localhost:"+port) {
		t.Errorf("the error doesn't name the node by its address: %v", err)
	}
}

func (f Faults) close(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	server := memcacheserver.New(memcacheserver.Options{})
	if err := server.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	s := f.open(t, server, Options{})
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
		if err := <-failed; !errors.Is(err, storage.ErrClosed) {
			t.Errorf("under way: %v, want ErrClosed", err)
		}
	}
	if err := s.Delete(t.Context(), "n1", "A-n1"); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("afterwards: %v, want ErrClosed", err)
	}
	server.Resume()
	server.Close()
	for runtime.NumGoroutine() > goroutines { // ends with go test's own time limit
		runtime.Gosched()
	}
}
