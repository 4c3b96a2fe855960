package manager

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// A new session gets a new id (SID-20), which stands for the rest of the
// request (SID-22); a cookie is sent then, and not again (SID-45), nor at the
// end of the session (SID-48).
func TestNewID_SID20(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, change)
			l.b.cookie = "00-n1"
			first := l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if s.ID() == "00-n1" || !s.IsNew() {
					t.Error("the session is not a new one")
				}
			}))
			if len(first.setCookies) != 1 {
				t.Errorf("%d cookies for a new session", len(first.setCookies))
			}
			l.m.settle()
			second := l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if s.IsNew() {
					t.Error("a new session again")
				}
			}))
			l.m.settle()
			third := l.b.get(l.m, "/", with(t, false, func(s *Session) {
				if err := s.Invalidate(); err != nil {
					t.Error(err)
				}
			}))
			if len(second.setCookies)+len(third.setCookies) != 0 {
				t.Errorf("cookies are sent again: %q, %q", second.setCookies, third.setCookies)
			}
		})
	}
}

func TestSameSessionInOneRequest_SID22(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		one, err1 := r.Session(true)
		two, err2 := r.Session(true)
		if one == nil || one.ID() != two.ID() || err1 != nil || err2 != nil {
			t.Errorf("two sessions in one request: %v, %v", err1, err2)
		}
	})
}

// An id that the local map holds is drawn again, random part and node
// compared (SID-3).
func TestIDDrawnAgain_SID3(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 1, clock)
	same := bytes.Repeat([]byte{7}, 16)
	random := io.MultiReader(bytes.NewReader(same), bytes.NewReader(same), bytes.NewReader(bytes.Repeat([]byte{8}, 16)))
	m := newNode(t, Config{Application: application(storage.config(t), nil), Now: clock.Now, After: clock.After, Random: random})
	one, two := &browser{t: t}, &browser{t: t}
	one.get(m, "/", set(t, "x", "1"))
	two.get(m, "/", set(t, "x", "2"))
	if one.cookie == "" || one.cookie == two.cookie {
		t.Error("two sessions have one id")
	}
	one.get(m, "/", wantAttribute(t, "x", "1"))
}

func noSession(t *testing.T) http.HandlerFunc {
	return with(t, false, func(s *Session) {
		if s != nil {
			t.Error("there is a session")
		}
	})
}

// What an id that names nothing costs: an unknown one a get, and then none for
// 500 ms (SID-71, NODE-73, NODE-74); none without a node (SID-72, NODE-33) or
// with an unknown one, which is no syntax error (SID-17, NST-71).
func TestWhatUnknownIDsCost_SID71(t *testing.T) {
	for mode, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		for _, c := range []struct {
			name, id string
			gets     int
		}{
			{"unknown", "00-n1", 1},
			{"without node", "00", 0},
			{"of an unknown node", "00-n9", 0},
		} {
			t.Run(mode+", "+c.name, func(t *testing.T) {
				l := newLone(t, 1, DialectAuto, change)
				l.b.cookie = c.id
				for range 3 {
					l.b.get(l.m, "/", noSession(t))
					l.m.settle()
				}
				if got := strings.Count(l.storage.all(), "get "+c.id); got != c.gets {
					t.Errorf("%d gets of the record, want %d", got, c.gets)
				}
			})
		}
	}
}

// Non-sticky, the route stays as it is on every node (SID-36); sticky, it
// becomes the node's own, before the application runs (SID-30, SID-37).
func TestRouteOfAnID_SID36(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		route  string
	}{
		"sticky":     {nil, "B"},
		"non-sticky": {nonSticky(contextxml.LockNone), "A"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t, 1, c.change)
			b := &browser{t: t}
			b.get(p.a, "/", set(t, "x", "1"))
			p.a.settle()
			b.get(p.b, "/", with(t, false, func(s *Session) {
				if route, _ := sessionid.JvmRoute(s.ID()); route != c.route {
					t.Errorf("the application sees the route %q, want %q", route, c.route)
				}
			}))
		})
	}
}

// Sticky relocation and non-sticky failover rewrite the node of the id, and
// the application sees that (SID-31, SID-32, SID-37); the old copy is left to
// expire (STK-31).
func TestNodeOfAnID_SID31_SID32(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			old, from := l.b.cookie, l.node()
			l.stop(from)
			answer := l.b.get(l.m, "/", with(t, false, func(s *Session) {
				if sessionid.Random(s.ID()) != sessionid.Random(old) || s.ID() == old {
					t.Error("the application doesn't see the same id on another node")
				}
			}))
			if len(answer.setCookies) != 1 || l.node() == from {
				t.Error("the browser isn't told of the id's new node")
			}
			l.m.settle()
			if _, ok := l.storage.servers[from].Get(old); !ok {
				t.Error("the old copy is gone")
			}
		})
	}
}

// A cookie's value is used byte for byte (SID-55), and other cookies whose name
// or value contains the session cookie's name are none (SID-61, TRAP-24).
func TestCookieBytes_SID55_TRAP24(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	for cookies, found := range map[string]bool{
		"JSESSIONID=" + l.b.cookie:                                    true,
		"XJSESSIONID=1; a=JSESSIONID=2; JSESSIONID=" + l.b.cookie:     true,
		"XJSESSIONID=" + l.b.cookie:                                   false,
		"JSESSIONID=" + strings.Replace(l.b.cookie, "-", "%2D", 1):    false,
		"jsessionid=" + l.b.cookie:                                    false,
		"JSESSIONID=" + strings.ToLower(l.b.cookie):                   false,
		"JSESSIONID=" + l.b.cookie + "; XJSESSIONID=1; x=JSESSIONID=": true,
	} {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Cookie", cookies)
		w := httptest.NewRecorder()
		w.Header().Add("Set-Cookie", "XJSESSIONID=1; Path=/")
		w.Header().Add("Set-Cookie", "a=JSESSIONID=2")
		l.m.Handler(with(t, false, func(s *Session) {
			if (s != nil) != found {
				t.Errorf("%q: session %t, want %t", cookies, s != nil, found)
			}
		})).ServeHTTP(w, req)
		if n := len(w.Header().Values("Set-Cookie")); n != 2 {
			t.Errorf("%q: %d cookies in the answer, want the application's two", cookies, n)
		}
	}
}

// A session that is created and gets another id in the same request is stored
// under that (SID-60, SID-62): MSM stores nothing (TRAP-20).
func TestCreatedAndChanged_TRAP20(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll)} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t, 1, change)
			b := &browser{t: t}
			first := ""
			answer := b.get(p.a, "/", with(t, true, func(s *Session) {
				first = s.ID()
				if err := s.Set("x", "1"); err != nil {
					t.Error(err)
				}
				if err := s.ChangeID(); err != nil {
					t.Error(err)
				}
			}))
			p.a.settle()
			if b.cookie == first || len(answer.setCookies) != 1 {
				t.Errorf("the cookies are %q", answer.setCookies)
			}
			b.get(p.b, "/", wantAttribute(t, "x", "1"))
		})
	}
}

// Without cookies no id is sent, and only the URL's counts (SID-49, CFG-104); a cookie
// beats the URL's otherwise (SID-51).
func TestCookieOrURL_SID49_SID51(t *testing.T) {
	for name, c := range map[string]struct {
		cookies bool
		want    string
	}{"cookies": {true, "1"}, "no cookies": {false, "2"}} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Cookie.UseCookies = c.cookies })
			ids := map[string]string{}
			for _, value := range []string{"1", "2"} {
				answer := (&browser{t: t}).get(l.m, "/", with(t, true, func(s *Session) {
					ids[value] = s.ID()
					if err := s.Set("x", value); err != nil {
						t.Error(err)
					}
				}))
				if (len(answer.setCookies) == 1) != c.cookies {
					t.Errorf("%d cookies are sent", len(answer.setCookies))
				}
			}
			l.m.settle()
			(&browser{t: t, cookie: ids["1"]}).get(l.m, "/a;jsessionid="+ids["2"], wantAttribute(t, "x", c.want))
		})
	}
}
