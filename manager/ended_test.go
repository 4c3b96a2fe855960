package manager

import (
	"net/http"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

func end(t testing.TB) http.HandlerFunc {
	return with(t, false, func(s *Session) {
		if err := s.Invalidate(); err != nil {
			t.Error(err)
		}
	})
}

func wantNone(t testing.TB) http.HandlerFunc {
	return with(t, false, func(s *Session) {
		if s != nil {
			t.Error("a session that was ended is back")
		}
	})
}

// at gives the index of the storage node in a browser's cookie.
func at(b *browser) int {
	node, _ := sessionid.Node(b.cookie)
	return int(node[1] - '1')
}

// TestEndedWhileAnotherNodeMovesIt has two nodes relocate a session when its
// storage node dies; one of them ends it while a request that only reads it is on
// its way at the other one (TRAP-36, NST-84).
func TestEndedWhileAnotherNodeMovesIt_TRAP36(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockAuto))
	first, second := nodes[0], nodes[1]
	b := &browser{t: t}
	b.get(first, "/", set(t, "x", "1"))
	first.settle()
	for range 2 {
		b.get(second, "/read", wantAttribute(t, "x", "1")) // learns that this only reads
		second.settle()
	}
	dead := b.cookie
	storage.servers[at(b)].Stop()
	reader := &browser{t: t, cookie: b.cookie}
	reader.get(second, "/read", func(w http.ResponseWriter, req *http.Request) {
		wantAttribute(t, "x", "1")(w, req)
		b.get(first, "/logout", end(t))
		first.settle()
	})
	second.settle()
	for _, id := range []string{dead, b.cookie, reader.cookie} {
		for _, m := range nodes {
			late := &browser{t: t, cookie: id}
			late.get(m, "/read", wantNone(t))
			m.settle()
		}
	}
}

// TestEndedWhileItsNodeIsDown ends a session whose record is on a node that
// doesn't answer and comes back with all that it held (NST-73, NST-80).
func TestEndedWhileItsNodeIsDown_NST73(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	id, from := l.b.cookie, l.node()
	l.stop(from)
	l.b.get(l.m, "/", end(t))
	l.m.settle()
	l.revive(from)
	if !l.m.nodes().Up(t.Context(), l.m.conf().Nodes.List[from].ID) {
		t.Fatal("not back")
	}
	for _, key := range []string{id, "validity:" + id} {
		if _, ok := l.storage.servers[from].Get(key); ok {
			t.Errorf("%s… is still there", key[:9])
		}
	}
}

// TestRemainsAreDeleted relocates a session: what it left on the node that was
// down is deleted when that is back, but not what was stored there since.
func TestRemainsAreDeleted_NST73(t *testing.T) {
	for name, later := range map[string]bool{"old": false, "stored since": true} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			id, from := l.b.cookie, l.node()
			l.stop(from)
			l.b.get(l.m, "/", set(t, "x", "2"))
			l.m.settle()
			if later { // by a node that didn't notice
				moved, _ := l.storage.servers[1-from].Get(l.b.cookie)
				if err := l.storage.servers[from].Set(id, moved.Flags, 0, moved.Value); err != nil {
					t.Fatal(err)
				}
			}
			l.revive(from)
			l.m.nodes().Up(t.Context(), l.m.conf().Nodes.List[from].ID)
			if _, ok := l.storage.servers[from].Get(id); ok != later {
				t.Errorf("still there: %v, want %v", ok, later)
			}
			l.b.get(l.m, "/", wantAttribute(t, "x", "2"))
		})
	}
}

// TestEndedByATomcatAfterARelocation isn't misled by the copy under the id that
// the session had before, which no Tomcat deletes (NST-73, NST-80).
func TestEndedByATomcatAfterARelocation_NST80(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	from := l.node()
	l.stop(from)
	l.b.get(l.m, "/", set(t, "x", "2"))
	l.m.settle()
	l.revive(from)
	l.b.get(l.m, "/", set(t, "x", "3"))
	l.m.settle()
	for _, s := range l.storage.servers {
		for _, key := range s.Keys() {
			if strings.HasSuffix(key, l.b.cookie) {
				s.Delete(key)
			}
		}
	}
	l.b.get(l.m, "/", wantNone(t))
}

// TestEndedWhileItsCopysNodeIsDown ends a session whose secondary copy can't be
// deleted: it must not bring the session back, at any node (TRAP-36).
func TestEndedWhileItsCopysNodeIsDown_TRAP36(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(nodes[0], "/", set(t, "x", "1"))
	nodes[0].settle()
	id, other := b.cookie, 1-at(b)
	storage.servers[other].Stop()
	b.get(nodes[0], "/", end(t))
	if item, ok := storage.servers[1-other].Get(id); !ok || len(item.Value) > 2 {
		t.Error("no tombstone")
	}
	storage.listen(t, other, nodes[0])
	// The second node knows nothing of all this, and finds the copy's node up.
	late := &browser{t: t, cookie: id}
	late.get(nodes[1], "/", wantNone(t))
	awaitUp(t, other, nodes[0])
	if _, ok := storage.servers[other].Get("bak:" + id); ok {
		t.Error("the copy was not deleted when its node was back")
	}
}
