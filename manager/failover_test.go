package manager

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// lone is one node with its storage.
type lone struct {
	clock   *fakeClock
	storage *storageNodes
	m       *Manager
	b       *browser
}

func newLone(t *testing.T, storages int, dialect Dialect, change func(*contextxml.Application)) *lone {
	l := &lone{clock: newClock(), b: &browser{t: t}}
	l.storage = startStorage(t, storages, l.clock)
	l.m = newNode(t, Config{
		Application: application(l.storage.config(t), change), Dialect: dialect,
		Now: l.clock.Now, After: l.clock.After,
	})
	return l
}

// node gives the index of the storage node of the browser's session.
func (l *lone) node() int {
	n, _ := sessionid.Node(l.b.cookie)
	return int(n[1] - '1')
}

// stop kills a storage node and lets the answer about its availability grow old.
func (l *lone) stop(i int) {
	l.storage.servers[i].Stop()
	l.clock.Advance(2 * time.Second)
}

// Shows STK-31, NODE-36 too.
func TestStickyRelocation_STK30(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	old, from := l.b.cookie, l.node()
	l.stop(from)
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	if l.node() == from || sessionid.Random(old) != sessionid.Random(l.b.cookie) {
		t.Fatal("the session was not relocated")
	}
	if _, ok := l.storage.servers[l.node()].Get(l.b.cookie); !ok {
		t.Error("no record on the other node")
	}
	late := &browser{t: t, cookie: old}
	late.get(l.m, "/", wantAttribute(t, "x", "1"))
	if s := l.m.Stats(); s.MemcachedFailover != 1 {
		t.Errorf("%d relocations counted, want 1", s.MemcachedFailover)
	}
}

// Shows NODE-47, STK-32 too.
// TestRelocatedSinceItCameIn has a request look for its session just after a
// parallel one has relocated it: under an id that nothing is stored under.
func TestRelocatedSinceItCameIn_TRAP70(t *testing.T) {
	for name, look := range map[string]func(*Manager, *Request) *Session{
		"before the application": func(m *Manager, r *Request) *Session {
			m.keepAlive(r.ctx, r)
			return r.session
		},
		"when it asks": func(m *Manager, r *Request) *Session {
			s, err := m.find(r.ctx, r, false)
			if err != nil {
				t.Error(err)
			}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, nil)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			r := &Request{m: l.m, asked: l.b.cookie, begun: l.clock.Now(), ctx: t.Context(), http: new(http.Request)}
			r.answer.begin(discard{}, nil)
			l.stop(l.node())
			l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
			l.m.settle()
			if l.b.cookie == r.asked {
				t.Fatal("not relocated")
			}
			if s := look(l.m, r); s == nil || s.ID() != l.b.cookie || r.asked != l.b.cookie {
				t.Errorf("the request got %v and asks for %s", s, r.asked)
			}
		})
	}
}

func TestStickyWithoutAnyNode_TRAP60(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.storage.servers[0].Stop()
	l.b.get(l.m, "/", set(t, "x", "1"))
	if _, ok := sessionid.Node(l.b.cookie); ok {
		t.Error("the id has a node though none is up (NODE-5)")
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	addr := l.m.conf().Nodes.List[0]
	if err := l.storage.servers[0].Listen("127.0.0.1:" + strconv.Itoa(addr.Port)); err != nil {
		t.Fatal(err)
	}
	l.clock.Advance(2 * time.Second)
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	if node, _ := sessionid.Node(l.b.cookie); node != "n1" {
		t.Error("the id got no node when nodes were back (SID-35)")
	}
	if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
		t.Error("the session was not stored")
	}
}

// Shows NODE-31, NST-24 too.
func TestNonStickyRelocation_NST70(t *testing.T) {
	for _, mode := range []contextxml.LockMode{contextxml.LockNone, contextxml.LockAll} {
		l := newLone(t, 2, DialectAuto, nonSticky(mode))
		l.b.get(l.m, "/", set(t, "x", "1"))
		l.m.settle()
		old, from := l.b.cookie, l.node()
		l.stop(from)
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
		l.m.settle()
		if l.node() == from || sessionid.Random(old) != sessionid.Random(l.b.cookie) {
			t.Fatal("the session was not relocated")
		}
		for _, key := range []string{l.b.cookie, "validity:" + l.b.cookie} {
			if _, ok := l.storage.servers[l.node()].Get(key); !ok {
				t.Errorf("key %s… is missing on the other node", key[:9])
			}
		}
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
		l.b.get(l.m, "/", set(t, "x", "2"))
		late := &browser{t: t, cookie: old}
		late.get(l.m, "/", wantAttribute(t, "x", "2"))
	}
}

// A node that dies while its availability is still believed in: the session
// comes from the secondary copy, and no new one is made (TRAP-74).
// Also NST-23.
func TestDeathNotNoticedYet_TRAP74(t *testing.T) {
	for _, create := range []bool{false, true} {
		l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
		l.b.get(l.m, "/", set(t, "x", "1"))
		l.m.settle()
		old, from := l.b.cookie, l.node()
		l.storage.servers[from].Stop()
		l.b.get(l.m, "/", with(t, create, func(s *Session) {
			if s == nil || s.IsNew() {
				t.Errorf("create=%v: the session is lost", create)
			}
		}))
		if sessionid.Random(old) != sessionid.Random(l.b.cookie) || l.node() == from {
			t.Errorf("create=%v: not relocated", create)
		}
	}
}

// Without a copy it isn't known whether there is a session: that is an error
// for the whole request. Once the node is known to be down, a new session may
// be made, as MSM does (NODE-30).
func TestNoCopyNoNewSession_TRAP74(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	id := l.b.cookie
	l.storage.servers[0].Stop()
	l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		for _, create := range []bool{false, true} {
			if s, err := r.Session(create); s != nil || !errors.Is(err, ErrNoStorage) {
				t.Errorf("Session(%v) is %v, %v", create, s, err)
			}
		}
	})
	if l.b.cookie != id {
		t.Error("the cookie was replaced")
	}
	l.b.get(l.m, "/", set(t, "x", "2"))
	if l.b.cookie == id {
		t.Error("no new session though the node is known to be down")
	}
}

// The secondary copy doesn't depend on the primary's success (TRAP-71).
// Also NST-47, NST-49.
func TestNodeDiesDuringRequest_TRAP71(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	from := l.node()
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		l.storage.servers[from].Stop()
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
	}))
	l.clock.Advance(2 * time.Second)
	l.b.get(l.m, "/", wantAttribute(t, "x", "2"))
}

func TestHangingNodeCostsABoundedTime(t *testing.T) {
	nodes, storage := realCluster(t, 2, 1, func(a *contextxml.Application) {
		nonSticky(contextxml.LockAll)(a)
		a.Manager.OperationTimeout = 6 * time.Second // most of it goes to the node that hangs
	})
	b := &browser{t: t}
	b.get(nodes[0], "/", set(t, "x", "1"))
	nodes[0].settle()
	node, _ := sessionid.Node(b.cookie)
	storage.servers[node[1]-'1'].Pause()
	defer storage.servers[node[1]-'1'].Resume()
	b.get(nodes[0], "/", wantAttribute(t, "x", "1"))
	if now, _ := sessionid.Node(b.cookie); now == node {
		t.Error("the session stayed on the node that hangs")
	}
}

// Shows TRAP-2, TRAP-66, NST-48 too.
func TestPingRefills_NST46(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	primary, other := l.storage.servers[l.node()], l.storage.servers[1-l.node()]
	// Memcached lost the record while the request ran.
	l.b.get(l.m, "/", with(t, false, func(*Session) { primary.FlushAll() }))
	l.m.settle()
	if item, ok := primary.Get(l.b.cookie); !ok || len(item.Value) < 100 {
		t.Error("the record was not stored again")
	}
	if n := l.m.Stats().NonStickySessionsPingFailed; n != 1 {
		t.Errorf("%d failed pings counted, want 1", n)
	}
	// The copy alone is lost.
	other.FlushAll()
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	l.m.settle()
	for _, key := range []string{"bak:" + l.b.cookie, "bak:validity:" + l.b.cookie} {
		if item, ok := other.Get(key); !ok || len(item.Value) < 20 {
			t.Errorf("%s… was not stored again", key[:12])
		}
	}
	l.clock.Advance(6 * time.Second)
	// Both are gone: somebody has invalidated the session (TRAP-72).
	l.b.get(l.m, "/", with(t, false, func(*Session) { primary.FlushAll(); other.FlushAll() }))
	l.m.settle()
	for _, srv := range l.storage.servers {
		for _, key := range srv.Keys() {
			if item, _ := srv.Get(key); !strings.Contains(key, "validity:") && len(item.Value) > 1 {
				t.Errorf("%s… was brought back", key[:4])
			}
		}
	}
}

// A ping came between the two deletions that end a session, and left its byte in
// the copy's place. The next one must not take that for the copy (TRAP-72).
func TestPingIsNoCopy(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	primary, other := l.storage.servers[l.node()], l.storage.servers[1-l.node()]
	l.b.get(l.m, "/", with(t, false, func(*Session) {
		primary.FlushAll()
		other.FlushAll()
		if err := other.Set("bak:"+l.b.cookie, 0, 5, []byte{1}); err != nil {
			t.Error(err)
		}
	}))
	l.m.settle()
	if item, ok := primary.Get(l.b.cookie); ok && len(item.Value) > 1 {
		t.Error("the session was brought back")
	}
}

func TestCopyGoesToTheNextNode_NODE21(t *testing.T) {
	l := newLone(t, 3, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	at := l.node()
	if _, ok := l.storage.servers[(at+1)%3].Get("bak:" + l.b.cookie); !ok {
		t.Error("no copy on the next node")
	}
	l.stop((at + 1) % 3)
	l.b.get(l.m, "/", set(t, "x", "2"))
	l.m.settle()
	if _, ok := l.storage.servers[(at+2)%3].Get("bak:" + l.b.cookie); !ok {
		t.Error("no copy on the node after that")
	}
}
