package memcached_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

// start serves memcached until the test ends.
func start(t testing.TB, o memcacheserver.Options) *memcacheserver.Server {
	t.Helper()
	server := memcacheserver.New(o)
	if err := server.Listen(freeport.Address()); err != nil {
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

func TestAddresses(t *testing.T) {
	got := memcached.Addresses(contextxml.Nodes{List: []contextxml.Node{
		{ID: "n1", Host: "a", Port: 1}, {ID: "n2", Host: "b", Port: 2}, {ID: "n1", Host: "c", Port: 3},
	}})
	if len(got) != 2 || got["n1"] != "c:3" || got["n2"] != "b:2" {
		t.Errorf("CFG-60: %v", got)
	}
}
