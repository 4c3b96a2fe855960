package manager

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// Shows SID-51, SID-52, SID-53 too.
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
// Also STK-13, STK-14, STK-15, NST-56.
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

// Shows NST-13 too.
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
