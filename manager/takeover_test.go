package manager

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
)

// pair is two nodes of one cluster with routes A and B.
type pair struct {
	clock   *fakeClock
	storage *storageNodes
	a, b    *Manager
}

func newPair(t *testing.T, storages int, change func(*contextxml.Application)) *pair {
	p := &pair{clock: newClock()}
	p.storage = startStorage(t, storages, p.clock)
	node := func(route string) *Manager {
		app := application(p.storage.config(t), change)
		app.JvmRoute = route
		return newNode(t, Config{Application: app, Now: p.clock.Now, After: p.clock.After})
	}
	p.a, p.b = node("A"), node("B")
	return p
}

func set(t testing.TB, name string, v any) http.HandlerFunc {
	return with(t, true, func(s *Session) {
		if err := s.Set(name, v); err != nil {
			t.Errorf("Set: %v", err)
		}
	})
}

func wantAttribute(t testing.TB, name, want string) http.HandlerFunc {
	return with(t, false, func(s *Session) {
		if s == nil {
			t.Error("no session")
			return
		}
		v, err := s.Get(name)
		if err != nil {
			t.Errorf("Get: %v", err)
		}
		if got, _ := javaobj.Str(v); got != want {
			t.Errorf("attribute %s is %q, want %q", name, got, want)
		}
	})
}

func TestTakeoverThereAndBackFiveTimes_TRAP70(t *testing.T) {
	p := newPair(t, 1, nil)
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "0"))
	seen := map[string]bool{sessionid.Random(b.cookie): true}
	for i, m := range []*Manager{p.b, p.a, p.b, p.a, p.b, p.a, p.b, p.a, p.b, p.a} {
		before := b.cookie
		b.get(m, "/", wantAttribute(t, "x", string(rune('0'+i))))
		if route, _ := sessionid.JvmRoute(b.cookie); route != m.app.JvmRoute {
			t.Fatalf("takeover %d: id has the route %q", i, route)
		}
		if r := sessionid.Random(b.cookie); seen[r] {
			t.Errorf("takeover %d: the random part came before", i)
		} else {
			seen[r] = true
		}
		if _, ok := p.storage.servers[0].Get(before); ok {
			t.Errorf("takeover %d: the old record is still there", i)
		}
		item, ok := p.storage.servers[0].Get(b.cookie)
		if !ok {
			t.Fatalf("takeover %d: no record under the new id", i)
		}
		if rec, err := record.Decode(item.Value); err != nil || rec.ID != b.cookie {
			t.Errorf("takeover %d: the record names another id (TRAP-8), %v", i, err)
		}
		// A request that was in flight with the old id finds the same session (design rule 13).
		late := &browser{t: t, cookie: before}
		late.get(m, "/", wantAttribute(t, "x", string(rune('0'+i))))
		if late.cookie != b.cookie {
			t.Errorf("takeover %d: a late request got another id", i)
		}
		b.get(m, "/", set(t, "x", string(rune('1'+i))))
	}
	if n := p.a.Stats().TomcatFailover + p.b.Stats().TomcatFailover; n != 10 {
		t.Errorf("%d takeovers counted, want 10", n)
	}
}

// Shows STK-20, STK-21, STK-24 too.
func TestTakeoverStoresBeforeItDeletes_TRAP34(t *testing.T) {
	p := newPair(t, 1, nil)
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	old := b.cookie
	p.storage.all()
	b.get(p.b, "/", wantAttribute(t, "x", "1"))
	got := strings.NewReplacer(old, "OLD", b.cookie, "NEW").Replace(p.storage.all())
	size := got[strings.LastIndex(got, " "):]
	_ = size
	var verbs []string
	for line := range strings.Lines(got) {
		f := strings.Fields(line)
		verbs = append(verbs, f[1]+" "+f[2])
	}
	want := "get ping-n1,get OLD,set NEW,delete OLD"
	if strings.Join(verbs, ",") != want {
		t.Errorf("commands %q, want %q", strings.Join(verbs, ","), want)
	}
}

// Shows STK-22, STK-23 too.
func TestParallelTakeoverMakesOneSession_TRAP76(t *testing.T) {
	p := newPair(t, 1, nil)
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			one := &browser{t: t, cookie: b.cookie}
			one.get(p.b, "/", wantAttribute(t, "x", "1"))
			ids[i] = one.cookie
		}()
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("two ids after a parallel takeover")
		}
	}
	if keys := p.storage.servers[0].Keys(); len(keys) != 1 {
		t.Errorf("%d keys stored, want 1", len(keys))
	}
}

func TestOldIDsAreForgotten(t *testing.T) {
	p := newPair(t, 1, nil)
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	old := b.cookie
	b.get(p.b, "/", wantAttribute(t, "x", "1"))
	p.clock.Advance(aliasLife + time.Second)
	late := &browser{t: t, cookie: old}
	late.get(p.b, "/", with(t, false, func(s *Session) {
		if s != nil {
			t.Error("the old id still opens the session")
		}
	}))
}

func TestIgnoredRequestDoesNotTakeOver_STK26(t *testing.T) {
	p := newPair(t, 1, func(a *contextxml.Application) { a.Manager.IgnorePattern = matcher(`.*\.png`) })
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	id := b.cookie
	if r := b.get(p.b, "/a.png", wantAttribute(t, "x", "1")); len(r.setCookies) != 0 || b.cookie != id {
		t.Error("an ignored request changed the id")
	}
	// What the owner stores afterwards is what counts.
	b.get(p.a, "/", set(t, "x", "2"))
	b.get(p.b, "/", wantAttribute(t, "x", "2"))
}

func TestNoRouteNoTakeover_STK27(t *testing.T) {
	p := newPair(t, 1, nil)
	plain := newNode(t, Config{Application: application(p.storage.config(t), nil), Now: p.clock.Now, After: p.clock.After})
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	id := b.cookie
	b.get(plain, "/", wantAttribute(t, "x", "1"))
	if b.cookie != id {
		t.Error("a node without jvmRoute took a session over")
	}
}

// Shows SID-34, TRAP-54 too.
func TestChangeIDAtLogin_SID33(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){
		"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll),
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t, 2, change)
			b := &browser{t: t}
			b.get(p.a, "/", set(t, "x", "1"))
			old := b.cookie
			var inFlight error
			b.get(p.a, "/login", with(t, false, func(s *Session) {
				if err := s.ChangeID(); err != nil {
					t.Error(err)
				}
				if id := s.ID(); id == old || sessionid.Random(id) == sessionid.Random(old) {
					t.Error("the id is the old one")
				}
			}))
			p.a.settle()
			if b.cookie == old {
				t.Fatal("no new cookie")
			}
			for i, srv := range p.storage.servers {
				for _, key := range srv.Keys() {
					if strings.Contains(key, sessionid.Random(old)) {
						t.Errorf("node n%d still has a key of the old id", i+1)
					}
				}
			}
			b.get(p.a, "/", wantAttribute(t, "x", "1"))
			// Afterwards the old id opens nothing, and starts nothing that would
			// log the user out.
			p.clock.Advance(time.Millisecond)
			late := &browser{t: t, cookie: old}
			late.get(p.a, "/", func(_ http.ResponseWriter, req *http.Request) {
				r, _ := FromContext(req.Context())
				s, err := r.Session(false)
				if s != nil || err != nil {
					t.Errorf("the old id gives %v, %v", s, err)
				}
				_, inFlight = r.Session(true)
			})
			if !errors.Is(inFlight, ErrIDChanged) {
				t.Errorf("a new session for the old id: %v", inFlight)
			}
			p.clock.Advance(loginLife)
			late.get(p.a, "/", set(t, "x", "new"))
			if late.cookie == old || late.cookie == b.cookie {
				t.Error("no new session after a while")
			}
		})
	}
}

// A request that was already running when another one logged in still finds
// the session by the old id (design rule 13).
func TestRequestInFlightAtLogin(t *testing.T) {
	p := newPair(t, 1, nil)
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	slow := &browser{t: t, cookie: b.cookie}
	slow.get(p.a, "/slow", func(w http.ResponseWriter, req *http.Request) {
		b.get(p.a, "/login", with(t, false, func(s *Session) {
			if err := s.ChangeID(); err != nil {
				t.Error(err)
			}
		}))
		p.clock.Advance(time.Second)
		wantAttribute(t, "x", "1")(w, req)
	})
	if slow.cookie != b.cookie {
		t.Error("the slow request isn't told the new id")
	}
}
