package manager

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
	"msmgate/manager/transcoder"
)

func (l *lone) only() (key string, value []byte, flags uint32) {
	for _, srv := range l.storage.servers {
		for _, key := range srv.Keys() {
			if item, ok := srv.Get(key); ok && !strings.Contains(key, ":") {
				return key, item.Value, item.Flags
			}
		}
	}
	return "", nil, 0
}

func TestLockSchedule_NST21(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	if err := l.storage.servers[0].Set("lock:"+l.b.cookie, 0, 60, []byte("locked")); err != nil {
		t.Fatal(err)
	}
	l.storage.all()
	start := l.clock.Now()
	l.b.get(l.m, "/", set(t, "x", "2"))
	l.m.settle()
	commands := l.storage.all()
	if n := strings.Count(commands, "add lock:"); n != 8 {
		t.Errorf("%d attempts, want 8:\n%s", n, commands)
	}
	if d := l.clock.Now().Sub(start); d != 1130*time.Millisecond {
		t.Errorf("waited %v, want 1.13 s", d)
	}
	if strings.Contains(commands, "delete lock:") {
		t.Error("a foreign lock was deleted (NST-22)")
	}
	if !strings.Contains(commands, "set "+l.b.cookie) {
		t.Error("the session was not stored without its lock (TRAP-30)")
	}
	if l.m.Stats().LockFailures != 1 {
		t.Error("not counted")
	}
}

func TestExpiredLockIsNotDeleted_TRAP31(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.storage.all()
	l.b.get(l.m, "/", with(t, true, func(s *Session) { l.clock.Advance(6 * time.Second) }))
	l.m.settle()
	if commands := l.storage.all(); strings.Contains(commands, "delete lock:") {
		t.Errorf("a lock that must have expired was deleted:\n%s", commands)
	}
}

func TestNewSessionsAreNotLocked_NST24(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	if commands := l.storage.all(); strings.Contains(commands, "lock:") {
		t.Errorf("locked:\n%s", commands)
	}
}

// A request that needs the lock gets it, and the newest content, though a
// reader without lock uses the session already (TRAP-73).
func TestLockBesideAReader_TRAP73(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockAuto))
	b := &browser{t: t}
	b.get(p.a, "/new", set(t, "x", "1"))
	b.get(p.a, "/read", wantAttribute(t, "x", "1"))
	p.a.settle()
	b.get(p.a, "/read", func(w http.ResponseWriter, req *http.Request) {
		wantAttribute(t, "x", "1")(w, req)
		(&browser{t: t, cookie: b.cookie}).get(p.b, "/write", set(t, "x", "2"))
		p.storage.all()
		(&browser{t: t, cookie: b.cookie}).get(p.a, "/write", wantAttribute(t, "x", "2"))
		if commands := p.storage.all(); !strings.Contains(commands, "add lock:") || !strings.Contains(commands, "delete lock:") {
			t.Errorf("not locked and released:\n%s", commands)
		}
	})
}

// Requests that overlap on this node see what another node has stored.
func TestOverlappingReadersSeeOthersChanges(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	b.get(p.a, "/", func(w http.ResponseWriter, req *http.Request) {
		wantAttribute(t, "x", "1")(w, req)
		(&browser{t: t, cookie: b.cookie}).get(p.b, "/", set(t, "x", "2"))
		(&browser{t: t, cookie: b.cookie}).get(p.a, "/", wantAttribute(t, "x", "2"))
	})
}

// Parallel requests share one object; an acknowledged change is stored though
// another request goes on (NST-29, NST-42).
func TestParallelRequestsShareOneObject_NST29(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockAll))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", with(t, false, func(outer *Session) {
		inner := &browser{t: t, cookie: l.b.cookie}
		inner.get(l.m, "/", with(t, false, func(s *Session) {
			if s != outer {
				t.Error("two objects")
			}
			_ = s.Set("n", int64(7))
		}))
		_, value, _ := l.only()
		if got := counterIn(t, l.m, value); got != 7 {
			t.Errorf("stored %d when the inner request was answered", got)
		}
		if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); !ok {
			t.Error("the lock is gone before the outer request has ended")
		}
	}))
	if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); ok {
		t.Error("the lock leaks")
	}
	l.m.settle()
	if l.m.local.count() != 0 {
		t.Error("the session is still in the local map")
	}
}

func TestSeveralCookies_TRAP22(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		want   string
	}{
		"sticky: the first live one":  {nil, "1"},
		"non-sticky: the last one":    {nonSticky(contextxml.LockNone), "2"},
		"no cookies: the URL's alone": {func(a *contextxml.Application) { a.Cookie.UseCookies = false }, "2"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Manager.TranscoderClass += "" })
			m := newNode(t, Config{Application: application(l.storage.config(t), c.change), Now: l.clock.Now, After: l.clock.After})
			maker := newNode(t, Config{Application: application(l.storage.config(t), func(a *contextxml.Application) {
				if c.change != nil {
					c.change(a)
				}
				a.Cookie.UseCookies = true
			}), Now: l.clock.Now, After: l.clock.After})
			one, two := &browser{t: t}, &browser{t: t}
			one.get(maker, "/", set(t, "x", "1"))
			two.get(maker, "/", set(t, "x", "2"))
			maker.settle()
			req := httptest.NewRequest(http.MethodGet, "/a;jsessionid="+two.cookie, nil)
			req.Header.Set("Cookie", "JSESSIONID=00-n1; other=1; JSESSIONID="+one.cookie+"; JSESSIONID="+two.cookie)
			m.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				if req.URL.Path != "/a" {
					t.Errorf("the application sees the path %q", req.URL.Path)
				}
				wantAttribute(t, "x", c.want)(w, req)
			})).ServeHTTP(httptest.NewRecorder(), req)
		})
	}
}

// What can't be read stays as it is, and no new session takes its place.
func TestUnreadableRecordsStay(t *testing.T) {
	for name, change := range map[string]func(value []byte) []byte{
		"bad version, WIRE-34": func(v []byte) []byte { v[1] = 9; return v },
		"cut, TRAP-6":          func(v []byte) []byte { return v[:50] },
		"two bytes":            func([]byte) []byte { return []byte{1, 1} },
		"attributes, TRAP-5":   func(v []byte) []byte { return append(v[:len(v)-60], 0xff, 0xff) },
	} {
		for mode, app := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll)} {
			t.Run(mode+", "+name, func(t *testing.T) {
				p := newPair(t, 1, app)
				b := &browser{t: t}
				b.get(p.a, "/", set(t, "x", strings.Repeat("y", 100)))
				p.a.settle()
				if app == nil { // so that B takes over
					defer func() { p.storage.all() }()
				}
				srv := p.storage.servers[0]
				item, _ := srv.Get(b.cookie)
				bad := change(slices.Clone(item.Value))
				if err := srv.Set(b.cookie, item.Flags, 0, bad); err != nil {
					t.Fatal(err)
				}
				asked := b.cookie
				b.get(p.b, "/", func(_ http.ResponseWriter, req *http.Request) {
					r, _ := FromContext(req.Context())
					for _, create := range []bool{false, true} {
						s, err := r.Session(create)
						if err == nil && s != nil {
							_, err = s.Get("x") // attributes are decoded when asked for
							if setErr := s.Set("x", "1"); setErr == nil {
								t.Error("an unreadable session takes changes")
							}
						}
						if !errors.Is(err, ErrUnreadable) {
							t.Errorf("Session(%v): %v", create, err)
						}
					}
				})
				p.b.settle()
				now, _ := srv.Get(b.cookie)
				if asked == b.cookie && !slices.Equal(now.Value, bad) {
					t.Error("the record was changed")
				}
				if asked != b.cookie && !slices.Equal(now.Value[len(now.Value)-40:], bad[len(bad)-40:]) {
					t.Error("the attributes were changed by the takeover")
				}
				if p.b.Stats().UnreadableSessions == 0 {
					t.Error("not counted")
				}
			})
		}
	}
}

func TestPingByteIsNoSession_TRAP1(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	id := "0123456789ABCDEF0123456789ABCDEF-n1"
	if err := l.storage.servers[0].Set(id, 512, 5, []byte{1}); err != nil {
		t.Fatal(err)
	}
	l.b.cookie = id
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if s != nil {
			t.Error("a session")
		}
	}))
	if l.m.missing.contains(id) {
		t.Error("listed as missing")
	}
	if _, ok := l.storage.servers[0].Get(id); !ok {
		t.Error("deleted")
	}
}

func TestExpiredAtLoad_NST80(t *testing.T) {
	for name, c := range map[string]struct {
		idle time.Duration
		keys int
	}{
		"by a second: another clock may see it alive (TRAP-17)": {1801 * time.Second, 1},
		"for long": {1900 * time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			l.clock.Advance(c.idle)
			l.b.get(l.m, "/", with(t, false, func(s *Session) {
				if s != nil {
					t.Error("an expired session")
				}
			}))
			l.m.settle()
			if keys := l.storage.servers[0].Keys(); len(keys) != c.keys {
				t.Errorf("%d keys are left, want %d", len(keys), c.keys)
			}
		})
	}
}

func TestReadOnlySessionsAreWrittenInTime_NST40(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	for range 12 { // three hours, a read every quarter of one
		l.clock.Advance(900 * time.Second)
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
		l.m.settle()
	}
}

func TestStickyCopyDoesNotRunOut_TRAP16(t *testing.T) {
	for _, dialect := range []Dialect{DialectAuto, Dialect16, Dialect18, Dialect2x} {
		l := newLone(t, 1, dialect, nil)
		l.b.get(l.m, "/", set(t, "x", "1"))
		for i := range 2000 { // half a day
			l.clock.Advance(20 * time.Second)
			if i%10 == 0 {
				l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
			}
			l.m.background(i)
			if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
				t.Fatalf("dialect %d: no copy after %d looks", dialect, i)
			}
		}
		l.clock.Advance(1801 * time.Second)
		l.m.background(6)
		if len(l.storage.servers[0].Keys()) != 0 || l.m.local.count() != 0 {
			t.Error("an idle session is kept")
		}
	}
}

func TestInvalidateBesideARequest_TRAP36(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){
		"sticky": nil, "none": nonSticky(contextxml.LockNone), "all": nonSticky(contextxml.LockAll),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			l.b.get(l.m, "/", with(t, false, func(s *Session) {
				_ = s.Set("x", "2")
				(&browser{t: t, cookie: l.b.cookie}).get(l.m, "/logout", with(t, false, func(s *Session) {
					if err := s.Invalidate(); err != nil {
						t.Error(err)
					}
				}))
				if err := s.Set("x", "3"); !errors.Is(err, ErrInvalidated) {
					t.Errorf("Set on a dead session: %v", err)
				}
				if err := s.Invalidate(); !errors.Is(err, ErrInvalidated) {
					t.Errorf("Invalidate on a dead session: %v", err)
				}
			}))
			l.m.settle()
			for i, srv := range l.storage.servers {
				if keys := srv.Keys(); len(keys) != 0 {
					t.Errorf("node n%d keeps %d keys", i+1, len(keys))
				}
			}
			if l.m.local.count() != 0 {
				t.Error("the dead session is in the local map")
			}
		})
	}
}

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
		"no manager":  {func(a *contextxml.Application) { a.Manager = nil }, "CFG-20"},
		"couchbase":   {func(a *contextxml.Application) { a.Manager.Nodes.Kind = contextxml.NodesCouchbase }, "couchbase"},
		"redis":       {func(a *contextxml.Application) { a.Manager.Nodes.Kind = contextxml.NodesRedis }, "Redis"},
		"binary":      {func(a *contextxml.Application) { a.Manager.Protocol = "binary" }, "memcachedProtocol"},
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

// The maximum idle time alone isn't stored in the record, but the next Go
// node sees it (NST-43).
func TestMaxInactiveInterval_NST43(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	b.get(p.a, "/", with(t, true, func(s *Session) { s.SetMaxInactiveInterval(600) }))
	p.a.settle()
	b.get(p.b, "/", with(t, true, func(s *Session) {
		if got := s.MaxInactiveInterval(); got != 600 {
			t.Errorf("%d seconds, want 600", got)
		}
	}))
}

func TestTimesOfASession_SID23(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, change)
			start := l.clock.Now()
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if !s.IsNew() || !s.CreationTime().Equal(start) || s.MaxInactiveInterval() != 1800 {
					t.Error("fields of a new session")
				}
			}))
			_, value, flags := l.only()
			if rec, err := record.Decode(value); err != nil || !rec.IsNew || flags != 2048 {
				t.Errorf("record of the first request: new %v, flags %d, %v (WIRE-41, WIRE-21)", rec.IsNew, flags, err)
			}
			l.clock.Advance(time.Minute)
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if s.IsNew() || !s.CreationTime().Equal(start) {
					t.Error("still new (TRAP-44)")
				}
				if name == "non-sticky" && !s.LastAccessedTime().Equal(l.clock.Now()) {
					t.Error("last accessed isn't now (TRAP-45)")
				}
				_ = s.Set("x", "1")
			}))
			_, value, _ = l.only()
			if rec, _ := record.Decode(value); rec.IsNew {
				t.Error("stored as new again")
			}
		})
	}
}

// flakyStorage fails or blocks what a test wants.
type flakyStorage struct {
	storage.Storage
	set func() error
}

func (f flakyStorage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	if err := f.set(); err != nil {
		return err
	}
	return f.Storage.Set(ctx, node, key, item, exptime)
}

func TestCloseDrainsBackups(t *testing.T) {
	for name, give := range map[string]bool{"in time": false, "too late": true} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, nil)
			release := make(chan struct{})
			st := flakyStorage{l.m.storage, func() error { <-release; return nil }}
			app := application(l.storage.config(t), func(a *contextxml.Application) { a.Manager.BackupAsync = true })
			m, err := New(Config{Application: app, Storage: st})
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				(&browser{t: t}).get(m, "/", set(t, "x", "1"))
			}
			ctx, cancel := context.WithCancel(t.Context())
			if give {
				cancel()
			} else {
				close(release)
			}
			err = m.Close(ctx)
			stored := len(l.storage.servers[0].Keys())
			switch {
			case !give && (err != nil || stored != 5):
				t.Errorf("%v, %d stored", err, stored)
			case give && (err == nil || m.Stats().LostBackups != 5):
				t.Errorf("%v, %d counted as lost", err, m.Stats().LostBackups)
			}
			if give {
				close(release)
			}
			cancel()
			m.backups.drain()
		})
	}
}

func TestBackupTimeout_CFG36(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	release := make(chan struct{})
	app := application(l.storage.config(t), func(a *contextxml.Application) { a.Manager.BackupTimeout = time.Millisecond })
	m := newNode(t, Config{Application: app, Storage: flakyStorage{l.m.storage, func() error { <-release; return nil }}})
	(&browser{t: t}).get(m, "/", set(t, "x", "1")) // answers all the same
	close(release)
	m.settle()
	if s := m.Stats(); s.LateBackups != 1 || s.BackupFailures != 1 {
		t.Errorf("counted %d late, %d failures", s.LateBackups, s.BackupFailures)
	}
	if len(l.storage.servers[0].Keys()) != 1 {
		t.Error("not stored in the end")
	}
}

// A sticky store that failed is made up for by the next request (NODE-17, STK-30).
func TestFailedStoreIsRepeated_NODE17(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	fail := true
	st := flakyStorage{l.m.storage, func() error {
		if fail {
			return errors.New("broken")
		}
		return nil
	}}
	m := newNode(t, Config{Application: l.m.app, Storage: st, Now: l.clock.Now, After: l.clock.After})
	l.b.get(m, "/", set(t, "x", "1"))
	if m.Stats().BackupFailures != 1 {
		t.Error("not counted")
	}
	fail = false
	l.clock.Advance(2 * time.Second)
	l.b.get(m, "/", func(http.ResponseWriter, *http.Request) {})
	if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
		t.Error("not stored by the next request")
	}
}

func TestUpdateIsAtomicAndRefusable(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		boom := errors.New("boom")
		if err := s.Update("x", func(javaobj.Value) (any, error) { return nil, boom }); !errors.Is(err, boom) {
			t.Errorf("error %v", err)
		}
		if _, err := s.Get("x"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("Get of nothing: %v", err)
		}
		var unsupported *transcoder.UnsupportedError
		if err := s.Set("x", nil); !errors.As(err, &unsupported) {
			t.Errorf("Set nil: %v (WIRE-50)", err)
		}
		if err := s.Set("x", make(chan int)); err == nil {
			t.Error("a channel was set")
		}
		if err := s.Remove("x"); err != nil {
			t.Errorf("Remove of nothing: %v", err)
		}
	}))
}

func TestShortLives_TRAP14(t *testing.T) {
	for _, c := range []struct {
		dialect Dialect
		life    int32
		want    int32
	}{
		{Dialect16, 120, 120}, {Dialect2x, 120, 114}, {DialectAuto, 120, 120}, {Dialect18, 120, 114},
		{Dialect2x, 6, 6}, {Dialect2x, 5, 5}, {Dialect2x, 3, 3}, {Dialect16, 3, 3},
		{Dialect16, 0, 0}, {Dialect2x, -1, 0}, {DialectAuto, -60, 0},
	} {
		m := &Manager{sticky: true, habits: habitsOf(c.dialect, -6)}
		rec := &record.Record{MaxInactiveInterval: c.life}
		if got := m.recordExptime(rec, 0); got != c.want {
			t.Errorf("dialect %d, %d s: exptime %d, want %d", c.dialect, c.life, got, c.want)
		}
	}
	m := &Manager{habits: habitsOf(Dialect16, -6)}
	if got := m.recordExptime(&record.Record{MaxInactiveInterval: 2592000}, 1e12); got != 1e9+5184000 {
		t.Errorf("sixty days: exptime %d (TRAP-15)", got)
	}
}

func TestCompression_WIRE11(t *testing.T) {
	long := []byte(strings.Repeat("a", gzipAbove+1))
	for _, c := range []struct {
		dialect Dialect
		flags   uint32
	}{{Dialect16, 2050}, {Dialect18, 2050}, {Dialect2x, 0}, {DialectAuto, 2048}} {
		h := habitsOf(c.dialect, 0)
		item := h.item(long)
		if item.Flags != c.flags {
			t.Errorf("dialect %d: flags %d, want %d", c.dialect, item.Flags, c.flags)
		}
		if got, err := record.Unwrap(item.Flags, item.Value, 0); err != nil || len(got) != len(long) {
			t.Errorf("dialect %d: %d bytes again, %v", c.dialect, len(got), err)
		}
		if short := h.item(long[:gzipAbove]); short.Flags != c.flags&^2 {
			t.Errorf("dialect %d: flags %d for a short value", c.dialect, short.Flags)
		}
	}
}

func TestStatistics(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", func(http.ResponseWriter, *http.Request) {})
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", func(http.ResponseWriter, *http.Request) {})
	l.b.get(l.m, "/", with(t, false, func(*Session) {}))
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	l.b.get(l.m, "/", set(t, "x", "1"))
	got := l.m.Stats()
	want := Stats{
		RequestsWithSession: 5, RequestsWithoutSession: 1, NoSessionAccess: 1, NoAttributesAccess: 1,
		NoSessionModification: 2, ActiveSessions: 1, CreatedSessions: 1, Backups: 1,
	}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestShowsARecord(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		_ = s.Set("x", "1")
		rec, doc, err := s.Record()
		if err != nil || rec.ID != s.ID() || !slices.Equal(doc.Names(), []string{"x"}) {
			t.Errorf("record of %q, %v", rec.ID, err)
		}
		id := s.ID()
		want := []string{id, "validity:" + id, "bak:" + id, "bak:validity:" + id}
		if !slices.Equal(s.Keys(), want) || !strings.Contains(id, "-"+s.Node()) {
			t.Errorf("keys %v, node %s", s.Keys(), s.Node())
		}
	}))
}

func TestErrorsTellNoID(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.storage.servers[0].Stop()
	id := l.b.cookie
	l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		_, err := r.Session(false)
		if err == nil || strings.Contains(fmt.Sprint(err), sessionid.Random(id)) {
			t.Errorf("error %v", err)
		}
	})
}
