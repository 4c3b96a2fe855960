package manager

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// Every node reads the flags of every release, 0, 2048 and 2050 (gzip), of the
// record and of the validity info (WIRE-18, WIRE-20, TRAP-3); and what it
// writes is its own dialect's, whatever was there.
func TestFlagsOfOtherReleases_TRAP3(t *testing.T) {
	for _, reader := range []Dialect{DialectAuto, Dialect16, Dialect18, Dialect2x} {
		for _, writer := range []Dialect{DialectAuto, Dialect16, Dialect18, Dialect2x} {
			for mode, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
				t.Run(fmt.Sprintf("%s, %d reads %d", mode, reader, writer), func(t *testing.T) {
					clock := newClock()
					storage := startStorage(t, 1, clock)
					node := func(d Dialect) *Manager {
						return newNode(t, Config{Application: application(storage.config(t), change), Dialect: d, Now: clock.Now, After: clock.After})
					}
					long := strings.Repeat("a", 2*gzipAbove)
					b := &browser{t: t}
					b.get(node(writer), "/", set(t, "x", long))
					m := node(reader)
					b.get(m, "/", wantAttribute(t, "x", long))
					b.get(m, "/", set(t, "y", "1"))
					m.settle()
					item, ok := storage.servers[0].Get(b.cookie)
					if !ok {
						t.Fatal("no record")
					}
					want := map[Dialect]uint32{DialectAuto: 2048, Dialect16: 2050, Dialect18: 2050, Dialect2x: 0}[reader]
					if item.Flags != want {
						t.Errorf("flags %d, want %d", item.Flags, want)
					}
				})
			}
		}
	}
}

// A validity info that can't be read costs MSM the session; a Go node goes by
// the record's own times (NST-11).
func TestUnreadableValidity_NST11(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	if err := l.storage.servers[0].Set("validity:"+l.b.cookie, 7, 0, []byte("?")); err != nil {
		t.Fatal(err)
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
}

// Non-sticky and everything down: the session lives for one request, with an
// id without node, and MSM's cookie names nothing then (TRAP-61, NST-54, NODE-5).
func TestNonStickyWithoutAnyNode_TRAP61(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockAll))
	l.storage.servers[0].Stop()
	l.stop(1)
	l.b.get(l.m, "/", set(t, "x", "1"))
	if _, ok := sessionid.Node(l.b.cookie); ok {
		t.Error("the id has a node")
	}
	l.m.settle()
	l.b.get(l.m, "/", noSession(t))
}

// The order of memcachedNodes decides where a backup is: it is on the next
// node of the list, and with another order on one node it isn't found (TRAP-62).
func TestOrderOfNodes_TRAP62(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 3, clock)
	node := func(order ...int) *Manager {
		app := application(storage.config(t), nonSticky(contextxml.LockNone))
		list := app.Manager.Nodes.List
		app.Manager.Nodes.List = nil
		for _, i := range order {
			app.Manager.Nodes.List = append(app.Manager.Nodes.List, list[i])
		}
		return newNode(t, Config{Application: app, Now: clock.Now, After: clock.After, IntN: func(int) int { return 0 }})
	}
	b := &browser{t: t}
	writer := node(0, 1, 2)
	b.get(writer, "/", set(t, "x", "1"))
	writer.settle()
	if _, ok := storage.servers[1].Get("bak:" + b.cookie); !ok {
		t.Fatal("the backup isn't on the next node")
	}
	same, other := node(0, 1, 2), node(0, 2, 1)
	storage.servers[0].Stop()
	clock.Advance(2 * time.Second)
	(&browser{t: t, cookie: b.cookie}).get(other, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		if s, _ := r.Session(false); s != nil {
			t.Error("found in spite of another order")
		}
	})
	(&browser{t: t, cookie: b.cookie}).get(same, "/", wantAttribute(t, "x", "1"))
}

// A session on a failover node has no backup copy (TRAP-67, NODE-23), so it is
// lost with its node (NST-74).
func TestNoBackupOfAFailoverNode_TRAP67(t *testing.T) {
	l := newLone(t, 2, DialectAuto, withFailover(nonSticky(contextxml.LockNone), "n2"))
	l.stop(0)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	if l.node() != 1 {
		t.Fatal("the session isn't on the failover node")
	}
	for _, key := range l.storage.servers[1].Keys() {
		if strings.HasPrefix(key, "bak:") {
			t.Error("a backup beside the session itself")
		}
	}
	l.stop(1)
	l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		if s, _ := r.Session(false); s != nil {
			t.Error("the session came back from nowhere")
		}
	})
}

// The id inside the record is the session's, whatever key it was found under
// (WIRE-40); a Go node puts the key's there, since it would be stored under
// another one else (TRAP-8).
func TestRecordUnderAnotherKey_WIRE40(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	item, ok := l.storage.servers[0].Get(l.b.cookie)
	if !ok {
		t.Fatal("no record")
	}
	other := "0123456789ABCDEF0123456789ABCDEF-n1"
	if err := l.storage.servers[0].Set(other, item.Flags, 0, item.Value); err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, cookie: other}
	b.get(l.m, "/", with(t, false, func(s *Session) {
		if s == nil || s.ID() != other {
			t.Error("the session isn't the one of the key")
		}
	}))
}

// Strings that have one hash code in Java are different content: MSM's 32-bit
// hash of all bytes would lose a change that gives the same hash (TRAP-41);
// a Go node compares the bytes with those that it read itself (TRAP-42).
func TestEqualHashes_TRAP41(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "Aa"))
	p.a.settle()
	b.get(p.a, "/", set(t, "x", "BB"))
	p.a.settle()
	b.get(p.b, "/", wantAttribute(t, "x", "BB"))
}
