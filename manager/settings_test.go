package manager

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

func TestMaxActiveSessions_CFG90(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Manager.MaxActiveSessions = 1 })
	l.b.get(l.m, "/", set(t, "x", "1"))
	other := &browser{t: t}
	other.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		if s, err := r.Session(true); s != nil || !errors.Is(err, ErrTooManySessions) {
			t.Errorf("got %v, %v", s, err)
		}
	})
	if l.m.Stats().RejectedSessions != 1 {
		t.Error("not counted")
	}
}

func TestAttributeFilter_TRAP46(t *testing.T) {
	filter := func(a *contextxml.Application) { a.Manager.AttributeFilter = matcher("keep.*") }
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		others bool
	}{
		"sticky: the local session keeps all (STK-47)": {filter, true},
		"non-sticky: the others vanish": {func(a *contextxml.Application) {
			nonSticky(contextxml.LockNone)(a)
			filter(a)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, c.change)
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				_ = s.Set("keep", "1")
				_ = s.Set("drop", "2")
			}))
			l.m.settle()
			_, value, _ := l.only()
			rec, err := record.Decode(value)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := l.m.transcoder.Decode(rec.Attributes, transcoder.Limits{})
			if err != nil || !slices.Equal(doc.Names(), []string{"keep"}) {
				t.Errorf("stored %v, %v", doc.Names(), err)
			}
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				_, err := s.Get("drop")
				if got := err == nil; got != c.others {
					t.Errorf("the other attribute is there: %v", got)
				}
			}))
		})
	}
}

// Shows CFG-74, STK-33, STK-61, NST-4, NST-6, NST-61, TRAP-23 too.
func TestIgnoredRequests_STK60_NST60(t *testing.T) {
	ignore := func(change func(*contextxml.Application)) func(*contextxml.Application) {
		return func(a *contextxml.Application) {
			if change != nil {
				change(a)
			}
			a.Manager.IgnorePattern = matcher(`.*\.png`)
		}
	}
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		sets   int
	}{
		"sticky: stored by the next tracked request": {ignore(nil), 0},
		"non-sticky: stored, where MSM loses it":     {ignore(nonSticky(contextxml.LockAll)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, Dialect2x, c.change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			l.storage.all()
			l.b.get(l.m, "/a.png", func(http.ResponseWriter, *http.Request) {})
			if commands := l.storage.all(); commands != "" {
				t.Errorf("commands of an ignored request that uses nothing:\n%s", commands)
			}
			l.b.get(l.m, "/b.png", set(t, "x", "2"))
			l.m.settle()
			if n := strings.Count(l.storage.all(), "set "+l.b.cookie); n != c.sets {
				t.Errorf("%d sets, want %d", n, c.sets)
			}
			l.b.get(l.m, "/", wantAttribute(t, "x", "2"))
			l.m.settle()
			if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); ok {
				t.Error("a lock leaks")
			}
		})
	}
}

func TestSettings(t *testing.T) {
	nodes := contextxml.Nodes{Kind: contextxml.NodesWithIDs, List: []contextxml.Node{{ID: "n1", Host: "localhost", Port: 1}}}
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		want   string
	}{
		"no manager": {func(a *contextxml.Application) { a.Manager = nil }, "CFG-20"},
		"couchbase":  {func(a *contextxml.Application) { a.Manager.Nodes.Kind = contextxml.NodesCouchbase }, "couchbase"},
		"redis": {func(a *contextxml.Application) {
			a.Manager.Nodes = contextxml.Nodes{Kind: contextxml.NodesRedis, URL: "redis://:x@h:port"}
		}, "Redis"},
		"prefix":      {func(a *contextxml.Application) { a.Manager.StorageKeyPrefix = "my-app_" }, "TRAP-12"},
		"transcoder":  {func(a *contextxml.Application) { a.Manager.TranscoderClass = "com.example.Nope" }, "com.example.Nope"},
		"no failover": {func(a *contextxml.Application) { a.Manager.FailoverNodes = []string{"n9"} }, "n9"},
	} {
		_, err := New(Config{Application: application(nodes, c.change)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v doesn't name %s", name, err, c.want)
		}
	}
	if _, err := New(Config{}); err == nil {
		t.Error("no application: no error")
	}
}

// Shows STK-3, CFG-33 too.
func TestNotEnabled_STK70(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Manager.Enabled = false })
	l.b.get(l.m, "/", set(t, "x", "1"))
	if _, ok := sessionid.Node(l.b.cookie); ok {
		t.Error("the id has a node")
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if err := s.Invalidate(); err != nil {
			t.Error(err)
		}
	}))
	if commands := l.storage.all(); commands != "" {
		t.Errorf("commands:\n%s", commands)
	}
}

func TestSingleNodeWithoutID_NODE60(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll)} {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			p := startStorage(t, 1, clock)
			nodes := p.config(t)
			nodes.Kind, nodes.List[0].ID = contextxml.NodesSingle, ""
			m := newNode(t, Config{Application: application(nodes, change), Now: clock.Now, After: clock.After})
			b := &browser{t: t}
			b.get(m, "/", set(t, "x", "1"))
			if strings.Contains(b.cookie, "-") {
				t.Error("the id has a node (SID-5)")
			}
			b.get(m, "/", wantAttribute(t, "x", "1"))
			m.settle()
			if strings.Contains(p.all(), "ping-") {
				t.Error("availability is asked for")
			}
		})
	}
}

// Shows SID-21 too.
func TestRequestedIDIsUsedAgain_SID24(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Cookie.PathIsRoot = true })
	id := "0123456789ABCDEF0123456789ABCDEF-n1"
	l.b.cookie = id
	l.b.get(l.m, "/", set(t, "x", "1"))
	if l.b.cookie != id {
		t.Error("another id")
	}
	for _, bad := range []string{"a b-n1", "x-n9", "x", strings.Repeat("x", 300) + "-n1"} {
		b := &browser{t: t, cookie: bad}
		b.get(l.m, "/", set(t, "x", "1"))
		if b.cookie == bad {
			t.Errorf("the id %.20q was used", bad)
		}
	}
}

func TestKeyPrefix_TRAP10_TRAP11(t *testing.T) {
	for dialect, prefix := range map[Dialect]string{Dialect16: "", Dialect18: "px:c963a05b_", Dialect2x: "px:c963a05b_", DialectAuto: "px:c963a05b_"} {
		l := newLone(t, 2, dialect, func(a *contextxml.Application) {
			nonSticky(contextxml.LockNone)(a)
			a.Manager.StorageKeyPrefix = "px:c963a05b_"
		})
		l.b.get(l.m, "/", set(t, "x", "1"))
		l.m.settle()
		id := l.b.cookie
		want := map[int][]string{
			l.node():     {prefix + id, "validity:" + prefix + id},
			1 - l.node(): {"bak:" + prefix + id, "bak:" + prefix + "validity:" + prefix + id},
		}
		for node, keys := range want {
			for _, key := range keys {
				if _, ok := l.storage.servers[node].Get(key); !ok {
					t.Errorf("dialect %d: a key is missing on n%d: %s", dialect, node+1, strings.ReplaceAll(key, id, "ID"))
				}
			}
		}
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	}
}

// An id that another node stores while this one believes it missing: a read
// within the half second sees nothing, but no new session takes its place.
// Also NST-52.
func TestMissingIsAskedForAgain_TRAP38(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	p.a.settle()
	item, _ := p.storage.servers[0].Get(b.cookie)
	p.storage.servers[0].Delete(b.cookie)
	b.get(p.b, "/", with(t, false, func(s *Session) {
		if s != nil {
			t.Error("a session")
		}
	}))
	if err := p.storage.servers[0].Set(b.cookie, item.Flags, 0, item.Value); err != nil {
		t.Fatal(err)
	}
	b.get(p.b, "/", with(t, true, func(s *Session) {
		if s.IsNew() {
			t.Error("a new session")
		}
	}))
}
