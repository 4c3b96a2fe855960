package manager

import (
	"context"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage/burst"
)

// names is a resolver: where each storage node's name leads to now.
type names struct {
	mu sync.Mutex
	at map[string]string
}

func (n *names) move(name, address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.at[name] = address
}

func (n *names) dial(ctx context.Context, network, name string) (net.Conn, error) {
	n.mu.Lock()
	address := n.at[name]
	n.mu.Unlock()
	return new(net.Dialer).DialContext(ctx, network, address)
}

// A storage node that comes back at another address of its name is used there,
// without a restart: names are looked up at each connection.
func TestNodesMayMove(t *testing.T) {
	for mode, change := range map[string]func(*contextxml.Application){
		"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll),
	} {
		t.Run(mode, func(t *testing.T) {
			clock := newClock()
			servers := startStorage(t, 2, clock)
			app := application(servers.config(t), change)
			n := &names{at: map[string]string{}}
			addresses := map[string]string{}
			for i, srv := range servers.servers {
				name := fmt.Sprintf("cache%d.example:11211", i+1)
				addresses[fmt.Sprint("n", i+1)] = name
				n.move(name, srv.Addr())
			}
			st := burst.New(burst.Options{Addresses: addresses, OperationTimeout: app.Manager.OperationTimeout, Dial: n.dial})
			t.Cleanup(func() { _ = st.Close() })
			m := newNode(t, Config{Application: app, Storage: st, Now: clock.Now, After: clock.After})
			b := &browser{t: t}
			b.get(m, "/", set(t, "x", "1"))
			m.settle()
			at := map[string]*memcacheserver.Server{"n1": servers.servers[0], "n2": servers.servers[1]}
			for move := range 3 {
				node, _ := sessionid.Node(b.cookie)
				at[node].Stop()
				moved := memcacheserver.New(memcacheserver.Options{Now: clock.Now})
				if err := moved.Listen(freeport.Address()); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = moved.Close() })
				n.move(addresses[node], moved.Addr())
				at[node] = moved
				clock.Advance(2 * time.Second) // past what is known of the node
				b.get(m, "/", wantAttribute(t, "x", "1"))
				b.get(m, "/", set(t, "y", fmt.Sprint(move)))
				m.settle()
				if len(moved.Keys()) == 0 {
					t.Errorf("move %d: nothing was stored at the new address of %s", move, node)
				}
			}
			b.get(m, "/", wantAttribute(t, "x", "1"))
			b.get(m, "/", wantAttribute(t, "y", "2"))
		})
	}
}
