package manager

import (
	"errors"
	"net/http"
	"testing"

	"msmgate/contextxml"
)

// sessionFor gives what a request gets that asks for its session.
func sessionFor(b *browser, m *Manager, create bool) (s *Session, err error) {
	b.get(m, "/", func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		s, err = r.Session(create)
	})
	return s, err
}

// At the limit a takeover is refused, and counted once; a request whose session
// isn't anywhere is none (CFG-90, STK-25).
func TestMaxActiveSessionsAtTakeover_CFG90(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 1, clock)
	node := func(route string, limit int) *Manager {
		app := application(storage.config(t), nil)
		app.JvmRoute, app.Manager.MaxActiveSessions = route, limit
		return newNode(t, Config{Application: app, Now: clock.Now, After: clock.After})
	}
	other, full := node("A", -1), node("B", 1)
	user := &browser{t: t}
	user.get(other, "/", set(t, "x", "1"))
	(&browser{t: t}).get(full, "/", set(t, "x", "1"))

	stranger := &browser{t: t, cookie: "0123456789ABCDEF0123456789ABCDEF-n1.A"}
	if s, err := sessionFor(stranger, full, false); s != nil || err != nil {
		t.Errorf("a request without a session got %v, %v", s, err)
	}
	if n := full.Stats().RejectedSessions; n != 0 {
		t.Errorf("%d sessions are counted as rejected before any was", n)
	}
	if s, err := sessionFor(user, full, true); s != nil || !errors.Is(err, ErrTooManySessions) {
		t.Errorf("a takeover beyond the limit: %v, %v", s, err)
	}
	if n := full.Stats().RejectedSessions; n != 1 {
		t.Errorf("one takeover was refused, %d are counted", n)
	}
	if _, ok := storage.servers[0].Get(user.cookie); !ok {
		t.Error("the refused session is gone")
	}
	user.get(other, "/", wantAttribute(t, "x", "1"))
}

// A non-sticky session that is only still being stored takes nobody's place, and
// isn't active any more (CFG-90, STAT-52).
func TestMaxActiveSessionsWhileStoring_CFG90(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	release := make(chan struct{})
	app := application(l.storage.config(t), func(a *contextxml.Application) {
		nonSticky(contextxml.LockNone)(a)
		a.Manager.BackupAsync, a.Manager.MaxActiveSessions = true, 1
	})
	m := newNode(t, Config{Application: app, Storage: flakyStorage{l.m.storage(), func() error { <-release; return nil }}})
	defer m.settle()
	defer close(release)
	for range 2 {
		if s, err := sessionFor(&browser{t: t}, m, true); s == nil || err != nil {
			t.Errorf("got %v, %v", s, err)
		}
		if n := m.Stats().ActiveSessions; n != 0 {
			t.Errorf("%d sessions are active, none is used", n)
		}
	}
}
