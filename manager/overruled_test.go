package manager

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
)

// TestTwoChangesWhenTheLocksNodeDies lets two nodes change a session at the same
// time, since the lock of the first died with its node. The second is answered
// first and keeps its change; the first's is refused, not lost in silence
// (TRAP-71, NST-72). With AsMSM it is answered as if all were well.
func TestTwoChangesWhenTheLocksNodeDies_TRAP71(t *testing.T) {
	for name, c := range map[string]struct {
		plain  bool
		change string
	}{
		"refused":          {false, "first"},
		"the same content": {false, "second"}, // they may be sums
		"as MSM":           {true, "first"},
	} {
		t.Run(name, func(t *testing.T) {
			plain := c.plain
			nodes, storage := realCluster(t, 2, 1, nonSticky(contextxml.LockAll))
			first := newNode(t, Config{Application: nodes[0].app, AsMSM: plain})
			second := nodes[0]
			b := &browser{t: t}
			b.get(first, "/", set(t, "x", "0"))
			first.settle()
			other := &browser{t: t, cookie: b.cookie}
			answer := b.get(first, "/", with(t, true, func(s *Session) {
				storage.servers[at(b)].Stop()
				other.get(second, "/", set(t, "x", "second"))
				second.settle()
				if err := s.Set("x", c.change); err != nil {
					t.Error(err)
				}
			}))
			first.settle()
			if plain {
				if answer.Code != http.StatusOK {
					t.Errorf("answered %d", answer.Code)
				}
				return
			}
			if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), "not stored") {
				t.Errorf("answered %d %q", answer.Code, answer.Body)
			}
			if n := first.Stats().RefusedAnswers; n != 1 {
				t.Errorf("%d refused answers counted", n)
			}
			for _, m := range nodes {
				for _, user := range []*browser{b, other} {
					user.get(m, "/", wantAttribute(t, "x", "second"))
					m.settle()
				}
			}
		})
	}
}

// TestLockGoesAlong has a node relocate a session that another request on it
// has locked: the lock is held for that at the new place, too, until it ends.
func TestLockGoesAlong_TRAP71(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	from := l.node()
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		l.stop(from)
		inner := &browser{t: t, cookie: l.b.cookie}
		inner.get(l.m, "/", wantAttribute(t, "x", "1"))
		if at(inner) == from {
			t.Fatal("not relocated")
		}
		if _, ok := l.storage.servers[1-from].Get("lock:" + inner.cookie); !ok {
			t.Error("nothing keeps other nodes out while the outer request runs")
		}
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
	}))
	l.m.settle()
	if _, ok := l.storage.servers[1-from].Get("lock:" + l.b.cookie); ok {
		t.Error("the lock leaks")
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "2"))
}

// TestStoredNowhere refuses a change that no storage node took.
func TestStoredNowhere(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	answer := l.b.get(l.m, "/", with(t, true, func(s *Session) {
		l.storage.servers[0].Stop()
		l.storage.servers[1].Stop()
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
	}))
	if answer.Code != http.StatusServiceUnavailable {
		t.Errorf("answered %d", answer.Code)
	}
}

// TestLockIsRenewed_NST28 keeps the lock of a request that runs for longer than
// lockExpiration, and releases it.
func TestLockIsRenewed_NST28(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", with(t, true, func(*Session) {
		for range 4 {
			l.clock.Advance(3 * time.Second)
			l.m.renewLocks(t.Context())
		}
		if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); !ok {
			t.Error("the lock has expired")
		}
	}))
	l.m.settle()
	if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); ok {
		t.Error("the lock was not released though it was still ours")
	}
	l.m.renewLocks(t.Context())
	if commands := l.storage.all(); strings.Count(commands, "set lock:") != 4 {
		t.Errorf("not renewed four times:\n%s", commands)
	}
}

// TestNothingIsLearnedFromAStoreForAnother doesn't take a request for one that
// only reads since a parallel one has stored its change (NST-30).
func TestNothingIsLearnedFromAStoreForAnother_NST30(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAuto))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/change", with(t, true, func(s *Session) {
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
		(&browser{t: t, cookie: l.b.cookie}).get(l.m, "/other", wantAttribute(t, "x", "2"))
	}))
	l.m.settle()
	if l.m.requests.readOnly("GET /change") {
		t.Error("known as read-only")
	}
}
