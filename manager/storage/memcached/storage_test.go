package memcached_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

// start serves memcached until the test ends.
func start(t testing.TB, o memcacheserver.Options) *memcacheserver.Server {
	t.Helper()
	server := memcacheserver.New(o)
	if err := server.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server
}

// open makes a Storage with the server as node n1.
func open(t testing.TB, server *memcacheserver.Server, o memcached.Options) *memcached.Storage {
	t.Helper()
	if o.Addresses == nil {
		o.Addresses = map[string]string{"n1": server.Addr()}
	}
	if o.OperationTimeout == 0 {
		o.OperationTimeout = 30 * time.Second // tests that need a short one say so
	}
	s := memcached.New(o)
	t.Cleanup(func() { s.Close() })
	return s
}

func TestCommands(t *testing.T) {
	var sent memcacheserver.Recorder
	server := start(t, memcacheserver.Options{Trace: sent.Record})
	s, ctx := open(t, server, memcached.Options{}), t.Context()

	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("get of nothing: %v", err)
	}
	if err := s.Delete(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("delete of nothing: %v", err)
	}
	if err := s.Set(ctx, "n1", "A-n1", storage.Item{Flags: 2048, Value: []byte("gets x\r\n")}, 1800); err != nil {
		t.Error(err)
	}
	item, err := s.Get(ctx, "n1", "A-n1")
	if err != nil || item.Flags != 2048 || string(item.Value) != "gets x\r\n" {
		t.Errorf("got %+v, %v", item, err)
	}
	if err := s.Add(ctx, "n1", "A-n1", storage.Item{Flags: 512, Value: []byte{1}}, 5); !errors.Is(err, storage.ErrNotStored) {
		t.Errorf("add to a taken key: %v", err)
	}
	if err := s.Add(ctx, "n1", "lock:A-n1", storage.Item{Value: []byte("locked")}, 5); err != nil {
		t.Errorf("add to a free key: %v", err)
	}
	if err := s.Delete(ctx, "n1", "lock:A-n1"); err != nil {
		t.Error(err)
	}
	want := []string{
		"< get A-n1", "> END", "< delete A-n1", "> NOT_FOUND", "< set A-n1 2048 1800 8", "> STORED",
		"< get A-n1", "> sending key A-n1", "> END", "< add A-n1 512 5 1", "> NOT_STORED",
		"< add lock:A-n1 0 5 6", "> STORED", "< delete lock:A-n1", "> DELETED",
	}
	if got := sent.Lines(); !slices.Equal(got, want) {
		t.Errorf("WIRE-75: commands sent:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, e := range sent.Events() {
		if e.Conn != 1 {
			t.Fatalf("an idle connection was not used again: %v", e)
		}
	}
}

// TestExptimesArriveAsGiven stores with the exptimes that MSM computes.
func TestExptimesArriveAsGiven(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s, ctx := open(t, server, memcached.Options{}), t.Context()
	for _, exptime := range []int32{0, 1, 2592000, 2147483647} {
		if err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("v")}, exptime); err != nil {
			t.Fatal(err)
		}
		if item, ok := server.Get("A-n1"); !ok || item.Exptime != exptime {
			t.Errorf("WIRE-60: stored with %d, want %d", item.Exptime, exptime)
		}
	}
	if err := s.Set(ctx, "n1", "A-n1", storage.Item{Value: []byte("v")}, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("WIRE-68: a negative exptime is dead at once, got %v", err)
	}
}

func TestKeysAndValues(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s, ctx := open(t, server, memcached.Options{}), t.Context()
	for _, c := range []struct {
		rule, key string
		value     []byte
		want      error
	}{
		{"SID-70 longest key", strings.Repeat("k", 250), []byte("v"), nil},
		{"SID-70 too long", strings.Repeat("k", 251), []byte("v"), memcached.ErrBadKey},
		{"SID-70 blank", "A -n1", []byte("v"), memcached.ErrBadKey},
		{"SID-70 line end", "A-n1\r\nflush_all", []byte("v"), memcached.ErrBadKey},
		{"SID-70 NUL", "A\x00", []byte("v"), memcached.ErrBadKey},
		{"SID-70 empty", "", []byte("v"), memcached.ErrBadKey},
		{"WIRE-7 UTF-8", "schloß-n1", []byte("v"), nil},
		{"empty value", "A-n1", nil, nil},
		{"nearly 1 MiB", "A-n1", bytes.Repeat([]byte("\r\nEND\r\n"), 149000), nil},
		{"WIRE-22 over memcached's limit", "A-n1", make([]byte, 1<<20), memcached.ErrRefused},
		{"WIRE-22 over the client's limit", "A-n1", make([]byte, memcached.MaxValue+1), memcached.ErrTooLarge},
	} {
		t.Run(c.rule, func(t *testing.T) {
			err := s.Set(ctx, "n1", c.key, storage.Item{Value: c.value}, 0)
			if !errors.Is(err, c.want) {
				t.Fatalf("set: %v, want %v", err, c.want)
			}
			if err != nil && c.key != "" && strings.Contains(err.Error(), c.key) {
				t.Errorf("the error tells the key: %v", err)
			}
			if c.want != nil {
				return
			}
			got, err := s.Get(ctx, "n1", c.key)
			if err != nil || !bytes.Equal(got.Value, c.value) {
				t.Errorf("got %d bytes, %v; want %d", len(got.Value), err, len(c.value))
			}
		})
	}
}

func TestEndOfContext(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s := open(t, server, memcached.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Delete(ctx, "n1", "A-n1"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended before it began: %v", err)
	}
	server.Pause()
	defer server.Resume()
	ctx, cancel = context.WithCancel(t.Context())
	go func() {
		server.AwaitHeld(t.Context(), 1)
		cancel()
	}()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended while waiting for the answer: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, memcached.ErrTimeout) {
		t.Errorf("deadline earlier than operationTimeout: %v", err)
	}
	server.Resume()
	if _, err := s.Get(t.Context(), "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
		t.Errorf("the next operation meets the end of an earlier one: %v", err)
	}
}

func TestUnknownNode(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s := open(t, server, memcached.Options{})
	if _, err := s.Get(t.Context(), "n2", "A-n2"); !errors.Is(err, memcached.ErrUnknownNode) {
		t.Errorf("%v, want ErrUnknownNode", err)
	}
}

func TestAddresses(t *testing.T) {
	got := memcached.Addresses(contextxml.Nodes{List: []contextxml.Node{
		{ID: "n1", Host: "a", Port: 1}, {ID: "n2", Host: "b", Port: 2}, {ID: "n1", Host: "c", Port: 3},
	}})
	if len(got) != 2 || got["n1"] != "c:3" || got["n2"] != "b:2" {
		t.Errorf("CFG-60: %v", got)
	}
}
