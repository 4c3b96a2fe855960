package manager

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/pulse"
	"msmgate/manager/nodes"
	"msmgate/manager/storage"
)

// hanging is a storage whose nodes take operations and never answer.
type hanging struct {
	storage.Storage
	asked chan string
}

func (h hanging) Get(ctx context.Context, node, _ string) (storage.Item, error) {
	h.asked <- node
	<-ctx.Done()
	return storage.Item{}, ctx.Err()
}

func twoNodes(t *testing.T) *nodes.Set {
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{Kind: contextxml.NodesWithIDs, List: []contextxml.Node{{ID: "n1"}, {ID: "n2"}}},
		Ping:  func(context.Context, string) error { return errors.New("no answer") },
		After: func(time.Duration) <-chan time.Time { return make(chan time.Time) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// TestAllWaitersFailAtOnce has many requests wait for a node that hangs. When one
// of them finds out, none waits on, and none begins to (TRAP-74).
func TestAllWaitersFailAtOnce_TRAP74(t *testing.T) {
	set, h := twoNodes(t), hanging{asked: make(chan string, 100)}
	g := &reach{storage: h, nodes: set, patience: time.Hour, now: time.Now}
	var waiting sync.WaitGroup
	for range 20 {
		waiting.Go(func() {
			if _, err := g.Get(t.Context(), "n1", "k"); !errors.Is(err, nodes.ErrDown) {
				t.Errorf("%v, want ErrDown", err)
			}
		})
	}
	for range 20 {
		<-h.asked
	}
	set.MarkDown("n1")
	waiting.Wait()
	if _, err := g.Get(t.Context(), "n1", "k"); !errors.Is(err, nodes.ErrDown) || len(h.asked) > 0 {
		t.Errorf("a node that is down is asked: %v", err)
	}
	results := g.Do(t.Context(), storage.Op{Verb: storage.Get, Node: "n1", Key: "a"}, storage.Op{Verb: storage.Get, Node: "n1", Key: "b"})
	for _, r := range results {
		if !errors.Is(r.Err, nodes.ErrDown) {
			t.Errorf("in a batch: %v", r.Err)
		}
	}
}

// TestPatience marks a node as down that doesn't answer in time, but not because
// a request has no time left for it.
func TestPatience(t *testing.T) {
	set, h := twoNodes(t), hanging{asked: make(chan string, 100)}
	g := &reach{storage: h, nodes: set, patience: time.Hour, now: time.Now}
	b := &budget{left: time.Millisecond}
	b.begin()
	ctx := &budgeted{t.Context(), b}
	if _, err := g.Get(ctx, "n1", "k"); !errors.Is(err, errHeld) {
		t.Errorf("%v, want errHeld", err)
	}
	if _, err := g.Get(ctx, "n1", "k"); !errors.Is(err, errHeld) || len(h.asked) > 1 {
		t.Errorf("no time left: %v", err)
	}
	if set.IsDown("n1") {
		t.Error("down by a request's impatience")
	}
	g.patience = time.Millisecond
	if _, err := g.Get(t.Context(), "n2", "k"); err == nil || !set.IsDown("n2") || set.IsDown("n1") {
		t.Errorf("%v; n2 down: %v", err, set.IsDown("n2"))
	}
}

// TestWhatTellsThatANodeIsDown classifies errors (NODE-12, NODE-16).
func TestWhatTellsThatANodeIsDown_NODE16(t *testing.T) {
	for _, c := range []struct {
		err             error
		down, suspected bool
	}{
		{nil, false, false},
		{storage.ErrMiss, false, false},
		{fmt.Errorf("set: %w", storage.ErrRefused), false, false},
		{storage.ErrTooLarge, false, false},
		{storage.ErrTimeout, true, false},
		{&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}, true, false},
		{&net.OpError{Op: "dial", Err: syscall.ECONNRESET}, true, false},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, false, true},
	} {
		set := twoNodes(t)
		set.MarkUp("n1")
		g := &reach{storage: failing{err: c.err}, nodes: set, patience: time.Hour, now: time.Now}
		if _, err := g.Get(t.Context(), "n1", "k"); !errors.Is(err, c.err) {
			t.Errorf("%v became %v", c.err, err)
		}
		if down := set.IsDown("n1"); down != c.down {
			t.Errorf("%v: down %v", c.err, down)
		}
		if up := set.Up(t.Context(), "n1"); up != (!c.down && !c.suspected) { // a suspect is asked
			t.Errorf("%v: up %v", c.err, up)
		}
	}
}

type failing struct {
	storage.Storage
	err error
}

func (f failing) Get(context.Context, string, string) (storage.Item, error) {
	return storage.Item{}, f.err
}

// TestCircuitOfASingleNode waits once for a single node without id that hangs,
// and not again for each operation of each request (TRAP-77, NODE-41).
func TestCircuitOfASingleNode_TRAP77(t *testing.T) {
	var asked atomic.Int32
	app := application(contextxml.Nodes{Kind: contextxml.NodesSingle, List: []contextxml.Node{{Host: "localhost", Port: 1}}},
		func(a *contextxml.Application) { a.Manager.OperationTimeout = 10 * time.Millisecond })
	m := newNode(t, Config{Application: app, After: newClock().After, Storage: counting{asked: &asked}})
	for range 5 {
		(&browser{t: t}).get(m, "/", set(t, "x", "1"))
		m.settle()
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the node was asked %d times", n)
	}
}

// counting never answers, and counts.
type counting struct{ asked *atomic.Int32 }

func (c counting) wait(ctx context.Context) error {
	c.asked.Add(1)
	<-ctx.Done()
	return ctx.Err()
}

func (c counting) Get(ctx context.Context, _, _ string) (storage.Item, error) {
	return storage.Item{}, c.wait(ctx)
}
func (c counting) Set(ctx context.Context, _, _ string, _ storage.Item, _ int32) error {
	return c.wait(ctx)
}
func (c counting) Add(ctx context.Context, _, _ string, _ storage.Item, _ int32) error {
	return c.wait(ctx)
}
func (c counting) Delete(ctx context.Context, _, _ string) error { return c.wait(ctx) }
func (counting) Close() error                                    { return nil }

// TestStoreIsRepeatedAfterAReset stores once more when a connection was reset and
// the node is up: the copy alone wouldn't be looked at (TRAP-74).
func TestStoreIsRepeatedAfterAReset_TRAP74(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	var resets atomic.Int32
	st := resetting{Storage: l.m.current.Load().raw, resets: &resets}
	m := newNode(t, Config{Application: l.m.app, Storage: st, Now: l.clock.Now, After: l.clock.After})
	l.b.get(m, "/", set(t, "x", "1"))
	m.settle()
	id := l.b.cookie
	answer := l.b.get(m, "/", with(t, true, func(s *Session) {
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
		resets.Store(1)
	}))
	m.settle()
	if answer.Code != http.StatusOK || l.b.cookie != id || resets.Load() != 0 {
		t.Errorf("answered %d, cookie changed: %v", answer.Code, l.b.cookie != id)
	}
	l.b.get(m, "/", wantAttribute(t, "x", "2"))
}

// resetting breaks the connection when a record is set.
type resetting struct {
	storage.Storage
	resets *atomic.Int32
}

func (r resetting) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	if !strings.Contains(key, ":") && r.resets.Load() > 0 {
		r.resets.Add(-1)
		return &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	}
	return r.Storage.Set(ctx, node, key, item, exptime)
}

// TestFirstRightAnswerAfterADeath answers the very first request after a storage
// node has died, without a wait: operationTimeout is far longer than the test.
func TestFirstRightAnswerAfterADeath(t *testing.T) {
	for _, mode := range []contextxml.LockMode{contextxml.LockNone, contextxml.LockAll} {
		nodes, storage := realCluster(t, 2, 2, func(a *contextxml.Application) {
			nonSticky(mode)(a)
			a.Manager.OperationTimeout = time.Hour
		})
		b := &browser{t: t}
		b.get(nodes[0], "/", set(t, "x", "1"))
		nodes[0].settle()
		storage.servers[at(b)].Stop()
		for _, m := range nodes {
			b.get(m, "/", wantAttribute(t, "x", "1"))
		}
	}
}

// pausing answers nothing, and takes the process's time while it doesn't.
type pausing struct {
	storage.Storage
	pause func()
}

func (p pausing) Get(context.Context, string, string) (storage.Item, error) {
	p.pause()
	return storage.Item{}, storage.ErrTimeout
}

// TestPauseIsNotHeldAgainstANode: after a pause of the whole process, as when its
// machine was moved, no node counts as down because it hasn't answered, and the
// request's time is given back. Two nodes that disagree about a storage node work
// on two copies of a session.
func TestPauseIsNotHeldAgainstANode(t *testing.T) {
	for name, pause := range map[string]time.Duration{"paused": time.Hour, "not": 0} {
		set := twoNodes(t)
		set.MarkUp("n1")
		var paused atomic.Int64
		p := pulse.New(func() time.Time { return time.Now().Add(time.Duration(paused.Load())) })
		s := pausing{pause: func() { paused.Add(int64(pause)) }}
		g := &reach{storage: s, nodes: set, patience: 2 * time.Hour, now: time.Now, pulse: p}
		b := &budget{left: 3 * time.Hour}
		b.begin()
		before := b.until()
		if _, err := g.Get(&budgeted{t.Context(), b}, "n1", "k"); !errors.Is(err, storage.ErrTimeout) {
			t.Errorf("%s: %v", name, err)
		}
		if set.IsDown("n1") != (pause == 0) {
			t.Errorf("%s: down: %t", name, set.IsDown("n1"))
		}
		if given := b.until().Sub(before); (given > pause/2) != (pause > 0) {
			t.Errorf("%s: %s were given back", name, given)
		}
	}
}
