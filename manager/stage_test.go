package manager

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage/memcached"
)

// scripted gives random parts and node choices as a trace has them.
type scripted struct {
	random []byte
	node   int
	given  map[string]bool // random parts
}

func (s *scripted) Read(p []byte) (int, error) {
	n := copy(p, s.random)
	s.random = s.random[n:]
	return n, nil
}

// next has the following ids drawn. A random part that was drawn before isn't
// drawn again, as it isn't in life: where a Tomcat only renames a session, and
// a Go node draws, it gets another one.
func (s *scripted) next(nodes int, ids ...string) {
	s.random = s.random[:0]
	for _, id := range ids {
		part := sessionid.Random(id)
		if s.given[part] {
			other := sha256.Sum256([]byte(id + fmt.Sprint(len(s.given))))
			part = fmt.Sprintf("%X", other[:16])
		}
		s.given[part] = true
		for i := 0; i+1 < len(part); i += 2 {
			b, _ := strconv.ParseUint(part[i:i+2], 16, 8)
			s.random = append(s.random, byte(b))
		}
		if node, ok := sessionid.Node(id); ok {
			_, _ = fmt.Sscanf(node, "n%d", &s.node)
			s.node = (s.node - 1) % nodes
		}
	}
}

// stage is the cluster that a trace is replayed on.
type stage struct {
	t       *testing.T
	c       traceCase
	dialect Dialect
	client  ClientKind
	clock   *fakeClock
	begun   time.Time
	storage *storageNodes
	nodes   contextxml.Nodes
	fronts  []*binaryFront // before the storage nodes, with the binary protocol
	down    []bool
	script  *scripted
	tomcats map[string]*Manager
	cart    []byte            // what the first request puts into the session
	user    []byte            // who logs in, with the password
	ids     map[string]string // those of the trace, where this cluster has others
	cookie  string            // the last that was given, as the trace has it
}

func newStage(t *testing.T, c traceCase, dialect Dialect, client ClientKind, cart, user []byte) *stage {
	g := &stage{
		t: t, c: c, dialect: dialect, client: client, clock: newClock(), cart: cart, user: user,
		script: &scripted{given: map[string]bool{}}, tomcats: map[string]*Manager{},
		down: make([]bool, c.nodes), ids: map[string]string{},
	}
	g.begun = g.clock.Now()
	g.storage = startStorage(t, c.nodes, g.clock)
	g.nodes = g.storage.config(t)
	if c.binary {
		for i, items := range g.storage.servers {
			g.fronts = append(g.fronts, startBinaryFront(t, items))
			g.nodes.List[i].Port = g.fronts[i].port()
		}
	}
	return g
}

// tomcat gives the node that plays a Tomcat of the trace.
func (g *stage) tomcat(name string) *Manager {
	if m := g.tomcats[name]; m != nil {
		return m
	}
	nodes := g.nodes
	nodes.List = slices.Clone(nodes.List)
	app := application(nodes, func(a *contextxml.Application) {
		if g.c.contended {
			a.Manager.OperationTimeout = time.Second // as long as a lock is waited for
		}
		a.Manager.IgnorePattern = matcher(`.*\.(ico|png|gif|jpg|css|js)$`)
		if g.c.routes {
			a.JvmRoute = "tomcat" + name
		}
		g.c.app(a)
	})
	cfg := Config{
		Application: app, Dialect: g.dialect, Now: g.clock.Now, After: g.after, AsMSM: g.c.asMSM,
		Random: g.script, IntN: func(n int) int { return g.script.node % n },
	}
	if g.client == ClientGomemcache {
		st := memcached.New(memcached.Options{
			Addresses: memcached.Addresses(app.Manager.Nodes), OperationTimeout: app.Manager.OperationTimeout,
		})
		g.t.Cleanup(func() { _ = st.Close() })
		cfg.Storage = st
	}
	m, err := New(cfg)
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(func() { _ = m.Close(context.Background()) })
	g.tomcats[name] = m
	return m
}

// after lets the waits for a lock pass at once (NST-21). Nothing else that
// storing a session waits for ends by itself, however slow the machine is.
func (g *stage) after(d time.Duration) <-chan time.Time {
	for wait := firstLockWait; wait < maxLockWait; wait *= 2 {
		if d == wait {
			return g.clock.After(d)
		}
	}
	if d == maxLockWait {
		return g.clock.After(d)
	}
	return nil
}

// request sends a trace's request, and gives what its servlet saw and what came
// back: the answer's status and the cookie that the client has now.
func (g *stage) request(s step, number int) (seen string, status int, cookie string) {
	b := &browser{t: g.t, cookie: s.cookie}
	if ours, ok := g.ids[s.cookie]; ok {
		b.cookie = ours
	}
	v := &servlet{t: g.t, cart: g.cart, number: number}
	a := authenticator{t: g.t, kind: g.c.login, note: s.note, user: g.user, next: v}
	answer := b.do(g.tomcat(s.tomcat), s.method, s.target, a.ServeHTTP)
	return v.seen, answer.Code, b.cookie
}

// commands takes what a storage node was sent since it was last asked.
func (g *stage) commands(node int) []string {
	if g.c.binary {
		return g.fronts[node].commands()
	}
	return g.storage.commands(node)
}

func (g *stage) settle() {
	for _, m := range g.tomcats {
		m.settle()
	}
}
