package manager

import (
	"net/http"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/record"
)

// A logout isn't taken for a request that only reads because it has once found
// no session: it would not wait for a node that is changing the session, and
// stores it again (TRAP-36, NST-30).
// Also TRAP-37, NST-84, NODE-74.
func TestLogoutStaysLocked_TRAP36(t *testing.T) {
	nodes, storage := realCluster(t, 1, 2, nonSticky(contextxml.LockAuto))
	first, second := nodes[0], nodes[1]
	logout := func(b *browser) {
		b.get(second, "/logout", func(_ http.ResponseWriter, req *http.Request) {
			r, _ := FromContext(req.Context())
			if s, err := r.Session(false); err != nil {
				t.Error(err)
			} else if s != nil {
				if err := s.Invalidate(); err != nil {
					t.Error(err)
				}
			}
		})
		second.settle()
	}
	b := &browser{t: t}
	b.get(first, "/change", set(t, "x", "1"))
	first.settle()
	const pinged = "0123456789ABCDEF0123456789ABCDEF-n1"
	if err := storage.servers[0].Set(pinged, 2048, 5, record.PingValue()); err != nil {
		t.Fatal(err)
	}
	logout(&browser{t: t, cookie: pinged}) // finds no session, and so changes none

	locking := make(chan struct{}, 100)
	storage.servers[0].SetFault(func(_ uint64, line string) memcacheserver.Fault {
		if strings.HasPrefix(line, "add lock:") {
			locking <- struct{}{}
		}
		return memcacheserver.Fault{}
	})
	done := make(chan struct{})
	b.get(first, "/change", with(t, true, func(s *Session) {
		<-locking // our own
		go func() {
			defer close(done)
			logout(&browser{t: t, cookie: b.cookie})
		}()
		select {
		case <-locking:
		case <-done:
		}
		if err := s.Set("x", "2"); err != nil {
			t.Error(err)
		}
	}))
	first.settle()
	<-done
	for _, m := range nodes {
		b.get(m, "/read", with(t, false, func(s *Session) {
			if s != nil {
				t.Error("a session is back after its logout")
			}
		}))
	}
	for _, key := range storage.servers[0].Keys() {
		if strings.HasPrefix(key, "lock:") {
			t.Error("a lock is left")
		}
	}
}
