package manager

import (
	"fmt"
	"testing"
	"time"

	"msmgate/contextxml"
)

// Locks that a reload has begun are renewed, too, and as often as the reloaded
// lockExpiration asks for: NST-28, CFG-34, CFG-39.
func TestLockIsRenewedAfterReload_NST28(t *testing.T) {
	for name, c := range map[string]struct {
		mode   contextxml.LockMode
		change [2]string
		every  time.Duration // a fifth of lockExpiration
	}{
		"locking begins":     {contextxml.LockNone, [2]string{"lockingMode", "all"}, time.Second},
		"locks live shorter": {contextxml.LockAll, [2]string{"lockExpiration", "4"}, 800 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			l := &lone{clock: newClock(), b: &browser{t: t}}
			l.storage = startStorage(t, 1, l.clock)
			looks := make(chan time.Time)
			m, err := New(Config{
				Application: application(l.storage.config(t), nonSticky(c.mode)), Now: l.clock.Now,
				After: func(d time.Duration) <-chan time.Time {
					if d == c.every {
						return looks
					}
					return l.clock.After(d)
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = m.Close(t.Context()) })
			l.m = m
			// look lets the renewal look, once it has done so before.
			look := func() error {
				select {
				case looks <- l.clock.Now():
					return nil
				case <-time.After(30 * time.Second):
					return fmt.Errorf("nobody renews locks each %v", c.every)
				}
			}
			l.b.get(m, "/", set(t, "x", "1"))
			l.m.settle()
			l.setAttribute(c.change[0], c.change[1])
			l.b.get(m, "/", with(t, true, func(*Session) {
				for range 4 {
					l.clock.Advance(2 * time.Second)
					for range 2 {
						if err := look(); err != nil {
							t.Error(err)
							return
						}
					}
				}
				if _, ok := l.storage.servers[0].Get("lock:" + l.b.cookie); !ok {
					t.Error("the lock has expired while the request runs")
				}
			}))
		})
	}
}
