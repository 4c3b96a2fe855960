package manager

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// countingStorage counts how often requests wait for a node: a batch is one
// way there and one back.
type countingStorage struct {
	storage.Storage
	node     string
	trips    atomic.Int64
	answered chan struct{} // closed when the request is
}

func (c *countingStorage) count(node string) {
	if node == c.node {
		c.trips.Add(1)
	}
}

func (c *countingStorage) Get(ctx context.Context, node, key string) (storage.Item, error) {
	if !strings.HasPrefix(key, "ping-") { // asked for again when the answer is old (NODE-10a)
		c.count(node)
	}
	return c.Storage.Get(ctx, node, key)
}

func (c *countingStorage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	c.count(node)
	return c.Storage.Set(ctx, node, key, item, exptime)
}

func (c *countingStorage) Delete(ctx context.Context, node, key string) error {
	c.count(node)
	return c.Storage.Delete(ctx, node, key)
}

func (c *countingStorage) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	if sent := ops[len(ops)-1].Sent; sent != nil {
		sent()
		<-c.answered
	} else {
		c.count(ops[0].Node)
	}
	return storage.Do(ctx, c.Storage, ops...)
}

// How often a request waits for its session's storage node, where MSM waits
// five to seven times: what belongs together travels together. Add isn't
// counted: alone it is only sent when the answer doesn't wait for it (NST-44).
// Nor is what the answer doesn't wait for once it has been sent: it is held back
// until then.
func TestRoundTrips(t *testing.T) {
	change := func(t *testing.T) http.HandlerFunc { return set(t, "x", "2") }
	read := func(t *testing.T) http.HandlerFunc { return wantAttribute(t, "x", "1") }
	ended := func(t *testing.T) http.HandlerFunc { return end(t) }
	for _, c := range []struct {
		name    string
		app     func(*contextxml.Application)
		handler func(t *testing.T) http.HandlerFunc
		want    int64
	}{
		{"sticky, read", nil, read, 0},
		{"sticky, changed", nil, change, 1},
		{"no locks, read", nonSticky(contextxml.LockNone), read, 2},
		{"no locks, changed", nonSticky(contextxml.LockNone), change, 2},
		{"locked, read", nonSticky(contextxml.LockAll), read, 2},
		// The record comes first: should it not be stored, the lock is still held.
		// The lock's release is sent before the answer, and not waited for.
		{"locked, changed", nonSticky(contextxml.LockAll), change, 2},
		{"sticky, ended", nil, ended, 1},
		{"no locks, ended", nonSticky(contextxml.LockNone), ended, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, c.app)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			counting := &countingStorage{Storage: l.m.current.Load().raw, answered: make(chan struct{})}
			counting.node, _ = sessionid.Node(l.b.cookie)
			m := l.m
			if !l.m.sticky {
				m = newNode(t, Config{Application: application(l.storage.config(t), c.app), Storage: counting, Now: l.clock.Now, After: l.clock.After})
			} else {
				next := *l.m.current.Load()
				next.storage = counting
				l.m.current.Store(&next)
			}
			l.b.get(m, "/", c.handler(t))
			close(counting.answered)
			if got := counting.trips.Load(); got != c.want {
				t.Errorf("%d ways there and back, want %d", got, c.want)
			}
		})
	}
}
