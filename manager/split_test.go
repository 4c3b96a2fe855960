package manager

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// deaf is a storage that can't reach one of its nodes. Before is called before an
// operation is carried out.
type deaf struct {
	storage.Storage
	node   atomic.Pointer[string]
	before atomic.Pointer[func(op storage.Op)]
}

func (d *deaf) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	results := make([]storage.Result, len(ops))
	for i, op := range ops {
		if before := d.before.Load(); before != nil {
			(*before)(op)
		}
		if node := d.node.Load(); node != nil && op.Node == *node {
			results[i].Err = storage.ErrTimeout
			continue
		}
		results[i] = storage.Do(ctx, d.Storage, op)[0]
	}
	return results
}

func (d *deaf) one(ctx context.Context, op storage.Op) storage.Result { return d.Do(ctx, op)[0] }

func (d *deaf) Get(ctx context.Context, node, key string) (storage.Item, error) {
	r := d.one(ctx, storage.Op{Verb: storage.Get, Node: node, Key: key})
	return r.Item, r.Err
}

func (d *deaf) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return d.one(ctx, storage.Op{Verb: storage.Set, Node: node, Key: key, Item: item, Exptime: exptime}).Err
}

func (d *deaf) Add(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return d.one(ctx, storage.Op{Verb: storage.Add, Node: node, Key: key, Item: item, Exptime: exptime}).Err
}

func (d *deaf) Delete(ctx context.Context, node, key string) error {
	return d.one(ctx, storage.Op{Verb: storage.Delete, Node: node, Key: key}).Err
}

// split are two nodes of which the second can stop reaching a storage node.
type split struct {
	first, second *Manager
	hearing       *deaf
	b             *browser // its session is begun
	node          string   // of the session
}

func newSplit(t *testing.T) *split {
	nodes, _ := realCluster(t, 2, 1, nonSticky(contextxml.LockAll))
	var ticks atomic.Int64
	start := time.Now()
	// Whatever comes later is so by a millisecond at least.
	now := func() time.Time { return start.Add(time.Duration(ticks.Add(1)) * time.Millisecond) }
	s := &split{hearing: &deaf{Storage: nodes[0].current.Load().raw}, b: &browser{t: t}}
	s.first = newNode(t, Config{Application: nodes[0].app, Now: now})
	s.second = newNode(t, Config{Application: nodes[0].app, Now: now, Storage: s.hearing})
	s.b.get(s.first, "/", set(t, "x", "0"))
	s.first.settle()
	s.node, _ = sessionid.Node(s.b.cookie)
	return s
}

// all asks for the session, with each of its ids, at both nodes.
func (s *split) all(t *testing.T, want string, cookies ...string) {
	t.Helper()
	for _, m := range []*Manager{s.first, s.second} {
		for _, cookie := range cookies {
			(&browser{t: t, cookie: cookie}).get(m, "/", wantAttribute(t, "x", want))
			m.settle()
		}
	}
}

// TestRelocatedWhileInUse has a node relocate a session from a storage node that
// another one still reaches, and uses at that time. The change of the latter, which
// is stored last, is refused; everybody goes on with the relocated session. So it
// is with two changes of the same content: they may be sums.
func TestRelocatedWhileInUse_TRAP71(t *testing.T) {
	for name, change := range map[string]string{"other content": "first", "the same content": "second"} {
		t.Run(name, func(t *testing.T) {
			s := newSplit(t)
			s.first.nodes().NoteSlow(s.node)
			other := &browser{t: t, cookie: s.b.cookie}
			answer := s.b.get(s.first, "/", with(t, true, func(session *Session) {
				s.hearing.node.Store(&s.node)
				other.get(s.second, "/", set(t, "x", "second"))
				s.second.settle()
				if node, _ := sessionid.Node(other.cookie); node == s.node {
					t.Error("not relocated")
				}
				if err := session.Set("x", change); err != nil {
					t.Error(err)
				}
			}))
			s.first.settle()
			if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), "not stored") {
				t.Errorf("answered %d %q", answer.Code, answer.Body)
			}
			s.all(t, "second", s.b.cookie, other.cookie)
		})
	}
}

// TestChangedWhileRelocated has a node change a session after another one has
// read its copy, to relocate it, and before that has stored it: the change that was
// answered first is kept, the other one refused.
func TestChangedWhileRelocated_TRAP71(t *testing.T) {
	for name, change := range map[string]string{"other content": "second", "the same content": "first"} {
		t.Run(name, func(t *testing.T) { changedWhileRelocated(t, change) })
	}
}

func changedWhileRelocated(t *testing.T, second string) {
	s := newSplit(t)
	other := &browser{t: t, cookie: s.b.cookie}
	var once sync.Once
	change := func(op storage.Op) {
		if node, _ := sessionid.Node(op.Key); op.Verb != storage.Set || node == s.node || strings.Contains(op.Key, ":") {
			return
		}
		once.Do(func() {
			if answer := s.b.get(s.first, "/", set(t, "x", "first")); answer.Code != http.StatusOK {
				t.Errorf("the first change: answered %d", answer.Code)
			}
			s.first.settle()
		})
	}
	s.hearing.before.Store(&change)
	s.hearing.node.Store(&s.node)
	answer := other.get(s.second, "/", set(t, "x", second))
	s.second.settle()
	if answer.Code != http.StatusServiceUnavailable {
		t.Errorf("the second change: answered %d", answer.Code)
	}
	s.first.nodes().NoteSlow(s.node)
	s.all(t, "first", s.b.cookie, other.cookie)
}

// none asks for the session, with each of its ids, at both nodes: it has ended.
func (s *split) none(t *testing.T, cookies ...string) {
	t.Helper()
	for range 2 { // what a first look leaves must not bring it back, either
		for _, m := range []*Manager{s.first, s.second} {
			for _, cookie := range cookies {
				(&browser{t: t, cookie: cookie}).get(m, "/", wantNone(t))
				m.settle()
			}
		}
	}
}

// TestEndedWhereItWas has a node end a session that another one has relocated, or
// is about to: between its looking whether the session has been ended and its store.
func TestEndedWhereItWas_TRAP36(t *testing.T) {
	for name, meanwhile := range map[string]bool{"after the relocation": false, "before its store": true} {
		t.Run(name, func(t *testing.T) {
			s := newSplit(t)
			s.first.nodes().NoteSlow(s.node)
			was, other := s.b.cookie, &browser{t: t, cookie: s.b.cookie}
			logout := func() {
				s.b.get(s.first, "/logout", end(t))
				s.first.settle()
			}
			var once sync.Once
			between := func(op storage.Op) {
				if node, _ := sessionid.Node(op.Key); op.Verb == storage.Set && node != s.node && !strings.Contains(op.Key, ":") {
					once.Do(logout)
				}
			}
			if meanwhile {
				s.hearing.before.Store(&between)
			}
			s.hearing.node.Store(&s.node)
			other.get(s.second, "/", wantAttribute(t, "x", "0"))
			s.second.settle()
			once.Do(logout)
			if node, _ := sessionid.Node(other.cookie); node == s.node {
				t.Error("not relocated")
			}
			s.none(t, was, other.cookie)
		})
	}
}

// TestEndedWhereItWasRelocated has a node end a session where it has relocated it
// to, while another one changes or only reads it where it was.
func TestEndedWhereItWasRelocated_TRAP36(t *testing.T) {
	for name, use := range map[string]func(*Session) error{
		"changed":  func(session *Session) error { return session.Set("x", "1") },
		"read":     func(*Session) error { return nil },
		"not used": nil,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSplit(t)
			s.first.nodes().NoteSlow(s.node)
			was, other := s.b.cookie, &browser{t: t, cookie: s.b.cookie}
			logout := func() {
				s.hearing.node.Store(&s.node)
				other.get(s.second, "/logout", end(t))
				s.second.settle()
			}
			if use == nil {
				logout()
			} else {
				s.b.get(s.first, "/", with(t, true, func(session *Session) {
					logout()
					if err := use(session); err != nil {
						t.Error(err)
					}
				}))
				s.first.settle()
			}
			s.none(t, was, other.cookie)
		})
	}
}

// TestExpiredWhereItWas finds what a session has left behind, long ago, where it was
// before it was relocated: that it has expired is no end of the session.
func TestExpiredWhereItWas_NST73(t *testing.T) {
	s := newSplit(t)
	was, other := s.b.cookie, &browser{t: t, cookie: s.b.cookie}
	left, _, err := s.first.fetch(t.Context(), was)
	if err != nil {
		t.Fatal(err)
	}
	s.hearing.node.Store(&s.node)
	other.get(s.second, "/", set(t, "x", "1"))
	s.second.settle()
	s.first.nodes().NoteSlow(s.node)
	left.ThisAccessedTime, left.MaxInactiveInterval = 0, 60
	s.first.dropExpired(t.Context(), was, left, s.first.millis())
	if _, _, err := s.first.fetch(t.Context(), was); !errors.Is(err, errMissing) {
		t.Errorf("the expired record: %v", err)
	}
	s.all(t, "1", other.cookie)
}

// TestSlowNodeIsDoubtful notes a storage node that takes an eighth of what it may.
func TestSlowNodeIsDoubtful(t *testing.T) {
	s := newSplit(t)
	if s.second.doubtful(s.node) {
		t.Fatal("doubtful from the start")
	}
	slow := func(op storage.Op) {
		for range 5000 {
			s.second.cfg.Now()
		}
	}
	s.hearing.before.Store(&slow)
	if _, err := s.second.storage().Get(t.Context(), s.node, "x"); !errors.Is(err, storage.ErrMiss) {
		t.Fatal(err)
	}
	if !s.second.doubtful(s.node) {
		t.Error("not doubtful")
	}
}
