package manager

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// revive starts a storage node again that was stopped, with all that it held,
// as one that hung.
func (l *lone) revive(i int) {
	l.storage.listen(l.b.t, i, l.m)
	l.clock.Advance(2 * time.Second)
}

// listen lets a storage node that was stopped answer again.
func (p *storageNodes) listen(t testing.TB, i int, m *Manager) {
	t.Helper()
	if err := p.servers[i].Listen(nodeAddress(m, i)); err != nil {
		t.Fatal(err)
	}
}

// revive also waits until session nodes know it.
func (p *storageNodes) revive(t testing.TB, i int, nodes ...*Manager) {
	t.Helper()
	p.listen(t, i, nodes[0])
	awaitUp(t, i, nodes...)
}

// awaitUp waits until session nodes have probed a storage node (NODE-42).
func awaitUp(t testing.TB, i int, nodes ...*Manager) {
	for _, m := range nodes {
		for !m.nodes().Up(t.Context(), m.conf().Nodes.List[i].ID) {
			<-time.After(time.Millisecond)
		}
	}
}

// A session that is relocated and back finds what it was on the way, not the
// record that it had left behind (NST-73).
func TestRelocatedThereAndBack_NST73(t *testing.T) {
	for _, mode := range []contextxml.LockMode{contextxml.LockNone, contextxml.LockAll} {
		l := newLone(t, 2, DialectAuto, nonSticky(mode))
		l.b.get(l.m, "/", set(t, "x", "1"))
		l.m.settle()
		from := l.node()
		l.stop(from)
		l.b.get(l.m, "/", set(t, "x", "2"))
		l.m.settle()
		l.revive(from)
		l.b.get(l.m, "/", set(t, "x", "3"))
		l.m.settle()
		l.stop(1 - from)
		l.b.get(l.m, "/", wantAttribute(t, "x", "3"))
		if l.node() != from {
			t.Fatal("the session was not relocated again")
		}
	}
}

// A session that was relocated and then invalidated doesn't come back by the
// record that it had left behind (NST-73, TRAP-36).
func TestRelocatedAndInvalidated_NST73(t *testing.T) {
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
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if err := s.Invalidate(); err != nil {
			t.Error(err)
		}
	}))
	l.m.settle()
	l.stop(1 - from)
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if s != nil {
			t.Error("an invalidated session is back")
		}
	}))
}

// A node that has relocated a session once doesn't send it back there when
// another node has relocated it since (NST-73).
func TestRelocatedBackByAnotherNode_NST73(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockAll))
	first, second := nodes[0], nodes[1]
	settle := func() { first.settle(); second.settle() }
	b := &browser{t: t}
	at := func() int { n, _ := sessionid.Node(b.cookie); return int(n[1] - '1') }
	b.get(first, "/", set(t, "x", "1"))
	settle()
	from := at()
	storage.servers[from].Stop()
	b.get(first, "/", set(t, "x", "2")) // first knows: from → the other
	settle()
	storage.revive(t, from, nodes...)
	b.get(first, "/", set(t, "x", "3"))
	settle()
	storage.servers[1-from].Stop()
	b.get(second, "/", set(t, "x", "4")) // and back
	settle()
	if at() != from {
		t.Fatal("the session was not relocated again")
	}
	storage.revive(t, 1-from, nodes...)
	b.get(first, "/", wantAttribute(t, "x", "4"))
	b.get(second, "/", wantAttribute(t, "x", "4"))
}

// A session that goes around all storage nodes is found where it is, by old
// ids, too.
func TestStickyAroundAllNodes_STK30(t *testing.T) {
	l := newLone(t, 3, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	seen := []string{l.b.cookie}
	for round := range 7 {
		from := l.node()
		l.stop(from)
		l.b.get(l.m, "/", set(t, "x", strconv.Itoa(round)))
		seen = append(seen, l.b.cookie)
		l.revive(from)
		for _, id := range seen {
			late := &browser{t: t, cookie: id}
			late.get(l.m, "/", wantAttribute(t, "x", strconv.Itoa(round)))
		}
	}
}

// A node that is back isn't left because another one was quicker to notice:
// what was learned of it a moment ago is asked again.
func TestNoRelocationFromANodeThatIsBack_NODE10a(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	id, from := l.b.cookie, l.node()
	l.m.nodes().MarkDown(l.m.conf().Nodes.List[from].ID)
	l.clock.Advance(300 * time.Millisecond)
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	if l.b.cookie != id {
		t.Error("the session was relocated from a node that answers")
	}
}

// A request that only reads a session, and moves it, doesn't overwrite what
// another node has stored under the new id while it ran (NST-72).
func TestReaderDoesNotOverwriteARelocatedSession_NST72(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockAuto))
	first, second := nodes[0], nodes[1]
	b := &browser{t: t}
	b.get(first, "/", set(t, "x", "1"))
	first.settle()
	wantAndForget := wantAttribute(t, "x", "1")
	for range 2 {
		b.get(second, "/read", wantAndForget) // learns that this only reads
		second.settle()
	}
	node, _ := sessionid.Node(b.cookie)
	storage.servers[node[1]-'1'].Stop()
	reader := &browser{t: t, cookie: b.cookie}
	reader.get(second, "/read", func(w http.ResponseWriter, req *http.Request) {
		wantAndForget(w, req)
		b.get(first, "/write", set(t, "x", "2"))
		first.settle()
	})
	second.settle()
	for _, m := range nodes {
		b.get(m, "/read", wantAttribute(t, "x", "2"))
		m.settle()
	}
}

// A change goes after its session if another node has relocated it since the
// storage node died, which was while the change was made (TRAP-71).
func TestChangeFollowsItsSession_TRAP71(t *testing.T) {
	nodes, storage := realCluster(t, 2, 2, nonSticky(contextxml.LockAuto))
	first, second := nodes[0], nodes[1]
	b := &browser{t: t}
	b.get(first, "/", set(t, "x", "1"))
	first.settle()
	for range 2 {
		b.get(second, "/read", wantAttribute(t, "x", "1")) // learns that this only reads
		second.settle()
	}
	node, _ := sessionid.Node(b.cookie)
	reader := &browser{t: t, cookie: b.cookie}
	b.get(first, "/", with(t, true, func(s *Session) {
		storage.servers[node[1]-'1'].Stop()
		reader.get(second, "/read", wantAttribute(t, "x", "1"))
		second.settle()
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
	}))
	first.settle()
	if reader.cookie != b.cookie {
		t.Error("the change's answer doesn't tell where the session is")
	}
	for _, m := range nodes {
		reader.get(m, "/read", wantAttribute(t, "x", "2"))
		m.settle()
	}
}
