package manager

import (
	"context"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// tardy holds what releases a lock back, once it was told to be sent, until the
// next request has come.
type tardy struct {
	storage.Storage
	held, comes chan struct{}
}

func (s *tardy) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	if sent := ops[len(ops)-1].Sent; sent != nil {
		sent()
		s.held <- struct{}{}
		<-s.comes
	}
	return storage.Do(ctx, s.Storage, ops...)
}

// A request that follows at once doesn't find the lock taken of the one before
// it, whose release is still on its way: it would wait for ten milliseconds, and
// ask again.
func TestNextRequestWhileTheLockIsReleased(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	slow := &tardy{Storage: l.m.current.Load().raw, held: make(chan struct{}, 2), comes: make(chan struct{})}
	waits := make(chan time.Duration, 10)
	m := newNode(t, Config{
		Application: application(l.storage.config(t), nonSticky(contextxml.LockAll)), Storage: slow, Now: l.clock.Now,
		After: func(d time.Duration) <-chan time.Time {
			if d <= maxLockWait {
				waits <- d
			}
			return nil
		},
	})
	l.b.get(m, "/", set(t, "x", "1"))
	l.storage.all()
	l.b.get(m, "/", set(t, "x", "2"))
	<-slow.held
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		l.b.get(m, "/", wantAttribute(t, "x", "2"))
	}()
	<-waits
	close(slow.comes)
	<-answered
	if commands := l.storage.all(); len(waits) > 0 || strings.Count(commands, "add lock:") != 2 {
		t.Errorf("waited %d times more; commands:\n%s", len(waits), commands)
	}
}
