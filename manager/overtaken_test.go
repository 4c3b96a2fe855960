package manager

import (
	"net/http"
	"testing"
	"time"

	"msmgate/contextxml"
)

// twoLocking are two nodes of a cluster whose requests wait 2 seconds for a lock
// that lives for a minute, and a session that both know.
func twoLocking(t *testing.T, asMSM bool) (clock *fakeClock, p *storageNodes, a, b *Manager, browser browser) {
	clock = newClock()
	p = startStorage(t, 2, clock)
	node := func() *Manager {
		return newNode(t, Config{
			Application: application(p.config(t), func(app *contextxml.Application) {
				nonSticky(contextxml.LockAll)(app)
				app.Manager.OperationTimeout, app.Manager.LockExpiration = 2*time.Second, 60
			}),
			Now: clock.Now, After: clock.After, AsMSM: asMSM,
		})
	}
	a, b = node(), node()
	browser.t = t
	browser.get(a, "/", with(t, true, func(s *Session) { setN(t, s, 0) }))
	a.settle()
	return clock, p, a, b, browser
}

func setN(t *testing.T, s *Session, n int) {
	if err := s.Set("n", n); err != nil {
		t.Error(err)
	}
}

// TestLongHolderIsOvertaken: a request holds the lock for longer than another one
// waits for it. That one is told that its change is stored, so the first one's is
// refused, where MSM overwrites it.
func TestLongHolderIsOvertaken_NST22(t *testing.T) {
	for _, asMSM := range []bool{false, true} {
		clock, p, a, b, first := twoLocking(t, asMSM)
		second := first
		answer := first.get(a, "/", with(t, false, func(s *Session) {
			clock.Advance(3 * time.Second)
			if got := second.get(b, "/", with(t, false, func(s *Session) { setN(t, s, 2) })); got.Code != http.StatusOK {
				t.Errorf("who waited was answered %d", got.Code)
			}
			b.settle()
			setN(t, s, 1)
		}))
		a.settle()
		wantCode, want := http.StatusServiceUnavailable, int64(2)
		if asMSM {
			wantCode, want = http.StatusOK, 1
		}
		_, value, _ := (&lone{storage: p}).only()
		if got := counterIn(t, a, value); answer.Code != wantCode || got != want {
			t.Errorf("as MSM %t: answered %d, and %d is stored; want %d and %d", asMSM, answer.Code, got, wantCode, want)
		}
		if asMSM {
			continue
		}
		third := first
		if got := third.get(a, "/", with(t, false, func(s *Session) { setN(t, s, 3) })); got.Code != http.StatusOK {
			t.Errorf("sent again it is answered %d", got.Code)
		}
	}
}

// TestWaiterIsOvertaken: while a request works that has waited for the lock in
// vain, the one that holds it stores its change.
func TestWaiterIsOvertaken_TRAP30(t *testing.T) {
	_, p, a, b, first := twoLocking(t, false)
	second := first
	locked, release, over := make(chan struct{}), make(chan struct{}), make(chan int)
	go func() {
		over <- first.get(a, "/", with(t, false, func(s *Session) {
			close(locked)
			<-release
			setN(t, s, 1)
		})).Code
	}()
	<-locked
	answer := second.get(b, "/", with(t, false, func(s *Session) {
		if v, err := s.Get("n"); err != nil || v == nil {
			t.Errorf("what it read: %v", err)
		}
		close(release)
		if code := <-over; code != http.StatusOK {
			t.Errorf("the holder is answered %d", code)
		}
		a.settle()
		setN(t, s, 2)
	}))
	b.settle()
	_, value, _ := (&lone{storage: p}).only()
	if got := counterIn(t, a, value); answer.Code != http.StatusServiceUnavailable || got != 1 {
		t.Errorf("answered %d, and %d is stored; want 503 and 1", answer.Code, got)
	}
}

// TestNotOvertaken: a request that took long, and was not overtaken, stores what
// it changed.
func TestNotOvertaken(t *testing.T) {
	clock, p, a, b, first := twoLocking(t, false)
	for i, m := range []*Manager{a, b, a} {
		answer := first.get(m, "/", with(t, false, func(s *Session) {
			clock.Advance(3 * time.Second)
			setN(t, s, 10+i)
		}))
		m.settle()
		_, value, _ := (&lone{storage: p}).only()
		if got := counterIn(t, a, value); answer.Code != http.StatusOK || got != int64(10+i) {
			t.Errorf("answered %d, and %d is stored", answer.Code, got)
		}
	}
}
