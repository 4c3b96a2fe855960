package manager

import (
	"net/http"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage/burst"
)

// A Tomcat that ends a session leaves its copy where it takes a node to be down.
// That must not bring the session back (TRAP-72), but the copies of what a
// restarted memcached has lost must.
func TestDeletedIsNotLost(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault func(t *testing.T, srv *memcacheserver.Server)
		lives bool
	}{
		{"deleted", func(_ *testing.T, srv *memcacheserver.Server) { srv.FlushAll() }, false},
		{"restarted", func(t *testing.T, srv *memcacheserver.Server) {
			address := srv.Addr()
			srv.Stop()
			srv.FlushAll()
			if err := srv.Listen(address); err != nil {
				t.Fatal(err)
			}
		}, true},
	} {
		for when, during := range map[string]bool{"between requests": false, "while a request runs": true} {
			t.Run(c.name+" "+when, func(t *testing.T) {
				clock := newClock()
				servers := startStorage(t, 2, clock)
				app := application(servers.config(t), nonSticky(contextxml.LockNone))
				addresses := map[string]string{"n1": servers.servers[0].Addr(), "n2": servers.servers[1].Addr()}
				st := burst.New(burst.Options{Addresses: addresses, OperationTimeout: app.Manager.OperationTimeout, Now: clock.Now})
				t.Cleanup(func() { _ = st.Close() })
				m := newNode(t, Config{Application: app, Storage: st, Now: clock.Now, After: clock.After})
				b := &browser{t: t}
				b.get(m, "/", func(http.ResponseWriter, *http.Request) {})
				b.get(m, "/", set(t, "x", "1")) // connects
				m.settle()
				clock.Advance(10 * time.Second)
				b.get(m, "/", set(t, "x", "2")) // over older connections
				m.settle()
				clock.Advance(10 * time.Second)
				node, _ := sessionid.Node(b.cookie)
				primary := servers.servers[node[1]-'1']
				if during {
					b.get(m, "/", with(t, false, func(*Session) { c.fault(t, primary) }))
					m.settle() // the ping finds the record gone
				} else {
					c.fault(t, primary)
				}
				found := false
				b.get(m, "/", func(_ http.ResponseWriter, req *http.Request) {
					r, _ := FromContext(req.Context())
					s, err := r.Session(false)
					found = err == nil && s != nil
				})
				m.settle()
				if found != c.lives {
					t.Errorf("the session is found: %v, want %v", found, c.lives)
				}
			})
		}
	}
}
