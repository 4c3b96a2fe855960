package manager

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/record"
)

func nodeAddress(m *Manager, i int) string {
	n := m.conf().Nodes.List[i]
	return fmt.Sprintf("%s:%d", n.Host, n.Port)
}

// TestRestartedEmptyNode finds a session by its secondary copy though its node,
// which was restarted, knows nothing of it (TRAP-66, NST-74): also where only a
// ping's byte is left of it (TRAP-1), and while a request uses the session.
func TestRestartedEmptyNode_TRAP66(t *testing.T) {
	for _, mode := range []contextxml.LockMode{contextxml.LockNone, contextxml.LockAll} {
		for _, c := range []string{"empty", "ping", "in use"} {
			t.Run(fmt.Sprint(mode, " ", c), func(t *testing.T) {
				l := newLone(t, 2, DialectAuto, nonSticky(mode))
				l.b.get(l.m, "/", set(t, "x", "1"))
				l.m.settle()
				id, primary := l.b.cookie, l.storage.servers[l.node()]
				switch c {
				case "ping":
					if err := primary.Set(id, 512, 5, record.PingValue()); err != nil {
						t.Fatal(err)
					}
				case "empty":
					primary.FlushAll()
				}
				l.b.get(l.m, "/", with(t, true, func(s *Session) {
					if c == "in use" {
						primary.FlushAll()
						(&browser{t: t, cookie: id}).get(l.m, "/", wantAttribute(t, "x", "1"))
					}
					if s.IsNew() {
						t.Error("a new session")
					}
				}))
				l.m.settle()
				if l.b.cookie != id {
					t.Error("another session")
				}
				if item, ok := primary.Get(id); !ok || len(item.Value) < 100 {
					t.Error("the record was not stored again")
				}
				l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
			})
		}
	}
}

// TestOutage refuses a request for a session while no storage node answers, for a
// while; then a new session may take its place, as in MSM (TRAP-61, TRAP-74).
func TestOutage_TRAP61(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	id := l.b.cookie
	l.storage.servers[0].Stop()
	l.stop(1)
	for range 2 {
		l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
			r, _ := FromContext(req.Context())
			if s, err := r.Session(true); s != nil || !errors.Is(err, ErrNoStorage) {
				t.Errorf("%v, %v", s, err)
			}
		})
	}
	if l.b.cookie != id {
		t.Error("the cookie was replaced")
	}
	l.clock.Advance(outagePatience)
	l.b.get(l.m, "/", set(t, "x", "2"))
	if l.b.cookie == id {
		t.Error("no new session though the outage lasts")
	}
}

// TestCopyOfAnEndedSession doesn't store a missing copy again if that was only
// the first part of ending the session (TRAP-72).
func TestCopyOfAnEndedSession_TRAP72(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	waits := 0
	after := func(d time.Duration) <-chan time.Time {
		if d == refillDelay {
			waits++
			for _, s := range l.storage.servers {
				s.Delete(l.b.cookie) // what the other node does next
			}
		}
		return l.clock.After(d)
	}
	m := newNode(t, Config{Application: l.m.app, Now: l.clock.Now, After: after})
	l.b.get(m, "/", set(t, "x", "1"))
	m.settle()
	l.storage.servers[1-l.node()].Delete("bak:" + l.b.cookie)
	l.b.get(m, "/", wantAttribute(t, "x", "1"))
	m.settle()
	if waits != 1 {
		t.Errorf("waited %d times", waits)
	}
	for i, s := range l.storage.servers {
		for _, key := range s.Keys() {
			if item, _ := s.Get(key); !strings.Contains(key, "validity:") && len(item.Value) > 1 {
				t.Errorf("%s… is on node %d", key[:9], i+1)
			}
		}
	}
}

// TestLookingForAMovedSessionIsNoMiss doesn't remember as missing what was only
// not relocated yet (NODE-74).
func TestLookingForAMovedSessionIsNoMiss_NODE74(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockAll))
	b := &browser{t: t}
	b.get(nodes[0], "/", set(t, "x", "1"))
	nodes[0].settle()
	other := fmt.Sprint("n", 2-at(b))
	moved := strings.Replace(b.cookie, fmt.Sprint("-n", at(b)+1), "-"+other, 1)
	if _, _, _, err := nodes[1].fetchRelocated(t.Context(), b.cookie, moved); err != nil {
		t.Fatal(err)
	}
	storage.servers[at(b)].Stop()
	b.get(nodes[0], "/", set(t, "x", "2"))
	nodes[0].settle()
	if b.cookie != moved {
		t.Fatal("not relocated")
	}
	b.get(nodes[1], "/", wantAttribute(t, "x", "2"))
}
