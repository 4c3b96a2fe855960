package manager

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
)

func TestLockSchedule_NST21(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) {
		nonSticky(contextxml.LockAll)(a)
		a.Manager.OperationTimeout = time.Second
	})
	l.b.get(l.m, "/", set(t, "x", "1"))
	if err := l.storage.servers[0].Set("lock:"+l.b.cookie, 0, 60, []byte("locked")); err != nil {
		t.Fatal(err)
	}
	l.storage.all()
	start := l.clock.Now()
	l.b.get(l.m, "/", set(t, "x", "2"))
	l.m.settle()
	commands := l.storage.all()
	if n := strings.Count(commands, "add lock:"+l.b.cookie); n != 9 { // the last of them beside the second lock
		t.Errorf("%d attempts, want 8:\n%s", n, commands)
	}
	if d := l.clock.Now().Sub(start); d != 1130*time.Millisecond {
		t.Errorf("waited %v, want 1.13 s", d)
	}
	if strings.Contains(commands, "delete lock:"+l.b.cookie) {
		t.Error("a foreign lock was deleted (NST-22)")
	}
	if !strings.Contains(commands, "set "+l.b.cookie) {
		t.Error("the session was not stored without its lock (TRAP-30)")
	}
	if n := strings.Count(commands, "add lock:lock:"); n != 1 || strings.Count(commands, "delete lock:lock:") != 1 {
		t.Errorf("the second lock was not taken and released:\n%s", commands)
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
// Also NST-9, NST-14.
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
