package manager

import (
	"context"
	"net/http"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// stuckStorage doesn't answer while it is stuck, not even when it should give up.
type stuckStorage struct {
	storage.Storage
	stuck chan struct{} // closed to let it go on; nil while it isn't stuck
}

func (s *stuckStorage) wait() {
	if s.stuck != nil {
		<-s.stuck
	}
}

func (s *stuckStorage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	s.wait()
	return s.Storage.Set(ctx, node, key, item, exptime)
}

func (s *stuckStorage) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	s.wait()
	return storage.Do(ctx, s.Storage, ops...)
}

// A request whose change can't be stored anywhere is held for operationTimeout
// and then refused, however long storage takes to give up (CFG-38, TRAP-71).
func TestRequestsAreHeldForABoundedTime(t *testing.T) {
	clock := newClock()
	servers := startStorage(t, 2, clock)
	app := application(servers.config(t), func(a *contextxml.Application) {
		nonSticky(contextxml.LockNone)(a)
		a.Manager.OperationTimeout = time.Hour
	})
	stuck := &stuckStorage{}
	passed := make(chan time.Time)
	close(passed)
	m := newNode(t, Config{Application: app, Now: clock.Now, After: func(d time.Duration) <-chan time.Time {
		if d < 2*app.Manager.BackupTimeout {
			return nil
		}
		return passed // the waits for the backup and for storage are over at once
	}})
	next := *m.current.Load()
	stuck.Storage = next.storage
	next.storage = stuck
	m.current.Store(&next)
	b := &browser{t: t}
	b.get(m, "/", func(http.ResponseWriter, *http.Request) {}) // starts what asks the nodes
	stuck.stuck = make(chan struct{})
	answered := make(chan reply)
	go func() { answered <- b.get(m, "/", set(t, "x", "1")) }()
	select {
	case got := <-answered:
		if got.Code != http.StatusServiceUnavailable {
			t.Errorf("answered %d though nothing is stored", got.Code)
		}
	case <-time.After(30 * time.Second):
		t.Error("the request is held by storage")
	}
	close(stuck.stuck)
	m.settle()
	if n := m.Stats().RefusedAnswers; n != 1 {
		t.Errorf("%d answers were refused", n)
	}
}
