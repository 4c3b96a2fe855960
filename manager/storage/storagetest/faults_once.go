package storagetest

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
)

// once releases a lock over connections that break. A second delete could meet
// another node's lock.
func (f Faults) once(t *testing.T) {
	server := serve(t, memcacheserver.Options{})
	s, ctx := f.open(t, server, Options{}), t.Context()
	const key = "lock:A-n1"
	release := func() error {
		return storage.Do(ctx, s, storage.Op{Verb: storage.Delete, Node: "n1", Key: key, Once: true})[0].Err
	}
	lock := func(owner string) {
		t.Helper()
		if err := server.Set(key, 0, 0, []byte(owner)); err != nil {
			t.Fatal(err)
		}
	}
	var tries atomic.Int32
	for name, fault := range map[string]memcacheserver.Fault{
		"cut before it took effect": {CutBefore: true}, "cut after it took effect": {CutAfter: true},
	} {
		server.SetFault(nil)
		lock("ours")
		warm(t, s, server, 1)
		tries.Store(0)
		server.SetFault(func(_ uint64, line string) memcacheserver.Fault {
			if !strings.HasPrefix(line, "delete") || tries.Add(1) > 1 {
				return memcacheserver.Fault{}
			}
			return fault
		})
		if err := release(); err == nil || errors.Is(err, storage.ErrMiss) || tries.Load() != 1 {
			t.Errorf("%s: %v after %d tries; want the fault itself, after one", name, err, tries.Load())
		}
		if _, there := server.Get(key); there != fault.CutBefore {
			t.Errorf("%s: the lock is there: %v; the case tests something else", name, there)
		}
	}
	server.SetFault(nil)
	lock("ours")
	warm(t, s, server, 4)
	address := server.Addr()
	server.Stop()
	if err := server.Listen(address); err != nil {
		t.Fatal(err)
	}
	lock("ours")
	for _, wanted := range []error{nil, storage.ErrMiss} {
		if err := release(); !errors.Is(err, wanted) {
			t.Errorf("over a connection that was closed while it was idle: %v, want %v", err, wanted)
		}
	}
}
