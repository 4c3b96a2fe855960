package manager

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/record"
)

// A login from Go is what the next node sees, in the cluster's form, under a
// new id (SID-33, STK-43, WIRE-35, WIRE-36, WIRE-37), and so is its end.
func TestLogin_STK43(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){
		"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll),
	} {
		for _, form := range []record.PrincipalForm{record.PrincipalData, record.PrincipalObject} {
			t.Run(name, func(t *testing.T) {
				p := newPair(t, 2, change)
				p.a.cfg.PrincipalForm = form
				b := &browser{t: t}
				b.get(p.a, "/", set(t, "x", "1"))
				before := b.cookie
				b.get(p.a, "/", with(t, false, func(s *Session) {
					if err := s.Login(Principal{Name: "alice", Roles: []string{"shopper", "admin"}}, "FORM"); err != nil {
						t.Error(err)
					}
				}))
				p.a.settle()
				if b.cookie == before {
					t.Error("the id is the one from before the login")
				}
				b.get(p.b, "/", with(t, false, func(s *Session) {
					user, ok := s.Principal()
					if !ok || user.Name != "alice" || !user.HasRole("admin") || user.HasRole("root") || s.AuthType() != "FORM" {
						t.Errorf("the next node sees %v, %q", user, s.AuthType())
					}
					s.mu.Lock()
					if got := record.PrincipalFormOf(s.rec.Principal); got != form {
						t.Errorf("written in form %d, want %d", got, form)
					}
					s.mu.Unlock()
					if err := s.Logout(); err != nil {
						t.Error(err)
					}
				}))
				p.b.settle()
				b.get(p.a, "/", with(t, false, func(s *Session) {
					if user, ok := s.Principal(); ok || s.AuthType() != "" {
						t.Errorf("still logged in: %v", user)
					}
				}))
				b.get(p.a, "/", wantAttribute(t, "x", "1"))
			})
		}
	}
}

// A session that shows the other form of a login keeps it (TRAP-50).
func TestLoginKeepsTheForm_TRAP50(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		data, err := (&Principal{Name: "bob"}).Encode(record.PrincipalObject)
		if err != nil {
			t.Fatal(err)
		}
		s.mu.Lock()
		s.rec.Principal = data
		s.mu.Unlock()
		if err := s.Login(Principal{Name: "alice"}, "BASIC"); err != nil {
			t.Error(err)
		}
		if record.PrincipalFormOf(s.rec.Principal) != record.PrincipalObject {
			t.Error("the form has changed")
		}
	}))
}

// What can't be stored is refused before anything changes (TRAP-51), and an
// application may keep its ids.
func TestLoginRefused_TRAP51(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.ChangeSessionIDOnAuthentication = false })
	l.b.get(l.m, "/", set(t, "x", "1"))
	id := l.b.cookie
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		for _, kind := range []string{"SPNEGO", "basic", ""} {
			if err := s.Login(Principal{Name: "alice"}, kind); !errors.Is(err, record.ErrAuthType) {
				t.Errorf("%q: %v", kind, err)
			}
		}
		if _, ok := s.Principal(); ok {
			t.Error("logged in")
		}
		if err := s.Login(Principal{Name: "alice"}, "DIGEST"); err != nil {
			t.Error(err)
		}
	}))
	if l.b.cookie != id {
		t.Error("another id")
	}
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if err := s.Invalidate(); err != nil {
			t.Error(err)
		}
		if s.Login(Principal{Name: "alice"}, "DIGEST") == nil || s.Logout() == nil {
			t.Error("a login into a dead session")
		}
	}))
}

// A login that can't be stored leaves nobody logged in.
func TestLoginNotStored(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	l.storage.servers[0].Stop()
	l.b.get(l.m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		s, err := r.Session(false)
		if s == nil {
			t.Fatalf("no session: %v", err)
		}
		if err := s.Login(Principal{Name: "alice"}, "BASIC"); !errors.Is(err, ErrNotStored) {
			t.Errorf("a login that isn't stored: %v", err)
		}
		if p, ok := s.Principal(); ok || !slices.Equal([]string{s.AuthType()}, []string{""}) {
			t.Errorf("logged in all the same: %v", p)
		}
	})
}
