package manager

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
)

// fakeClock is a node's time. Waits for a lock pass at once and move it;
// other waits never end.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *fakeClock { return &fakeClock{now: time.UnixMilli(1_795_370_494_230)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *fakeClock) After(d time.Duration) <-chan time.Time {
	if d > maxLockWait {
		return nil
	}
	c.Advance(d)
	fired := make(chan time.Time, 1)
	fired <- c.Now()
	return fired
}

// pool of storage nodes n1, n2 …
type storageNodes struct {
	servers []*memcacheserver.Server
	logs    []*memcacheserver.Recorder
}

func startStorage(t testing.TB, n int, clock *fakeClock) *storageNodes {
	t.Helper()
	p := new(storageNodes)
	for range n {
		rec := new(memcacheserver.Recorder)
		srv := memcacheserver.New(memcacheserver.Options{Now: clock.Now, Trace: rec.Record})
		if err := srv.Listen(freeport.Address()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = srv.Close() })
		p.servers, p.logs = append(p.servers, srv), append(p.logs, rec)
	}
	return p
}

// config gives the nodes as memcachedNodes does.
func (p *storageNodes) config(t testing.TB) contextxml.Nodes {
	nodes := contextxml.Nodes{Kind: contextxml.NodesWithIDs}
	for i, srv := range p.servers {
		host, port, err := net.SplitHostPort(srv.Addr())
		if err != nil {
			t.Fatal(err)
		}
		number, err := strconv.Atoi(port)
		if err != nil {
			t.Fatal(err)
		}
		nodes.List = append(nodes.List, contextxml.Node{ID: fmt.Sprintf("n%d", i+1), Host: host, Port: number})
	}
	return nodes
}

// commands takes the recorded lines of a node: "< get KEY", "> END".
func (p *storageNodes) commands(node int) []string {
	var lines []string
	for _, e := range p.logs[node].Reset() {
		mark := "< "
		if e.Answer {
			mark = "> "
		}
		lines = append(lines, mark+e.Line)
	}
	return lines
}

func (p *storageNodes) all() string {
	var all []string
	for i := range p.servers {
		for _, line := range p.commands(i) {
			if strings.HasPrefix(line, "<") {
				all = append(all, fmt.Sprintf("n%d %s", i+1, line[2:]))
			}
		}
	}
	return strings.Join(all, "\n")
}

// application gives what context.xml says when it says little.
func application(nodes contextxml.Nodes, change func(*contextxml.Application)) *contextxml.Application {
	app := &contextxml.Application{
		Engine: "Catalina", Host: "localhost",
		BackgroundProcessorDelay: -1, MaxInactiveInterval: 1800,
		Cookie: contextxml.Cookie{
			Name: "JSESSIONID", Param: "jsessionid", Path: "/", HTTPOnly: true,
			MaxAge: -1, UseCookies: true, UseURL: true,
		},
		ChangeSessionIDOnAuthentication: true,
		Manager: &contextxml.Manager{
			Nodes: nodes, Sticky: true, Enabled: true,
			BackupTimeout: 2 * time.Second, BackupThreadCount: 2,
			OperationTimeout: 30 * time.Second, LockExpiration: 5, // nobody waits as long for storage, unless the machine stands still
			TranscoderClass: javaser.FactoryClass, Protocol: "text", Statistics: true,
			MaxActiveSessions: -1, SessionIDLength: 16, ProcessExpiresFrequency: 6,
		},
	}
	if change != nil {
		change(app)
	}
	return app
}

func nonSticky(mode contextxml.LockMode) func(*contextxml.Application) {
	return func(a *contextxml.Application) {
		a.Manager.Sticky = false
		a.Manager.Locking.Mode = mode
	}
}

func newNode(t testing.TB, cfg Config) *Manager {
	t.Helper()
	if cfg.Storage == nil {
		st := memcached.New(memcached.Options{
			Addresses:        memcached.Addresses(cfg.Application.Manager.Nodes),
			OperationTimeout: cfg.Application.Manager.OperationTimeout,
		})
		t.Cleanup(func() { _ = st.Close() })
		cfg.Storage = st
	}
	m, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(context.Background()) })
	return m
}

// settle waits for what goes on after the answer.
func (m *Manager) settle() {
	m.running.Wait()
	m.backups.drain()
	m.pings.drain()
	m.refilling.Wait()
}

// browser sends requests with the cookie that it was last given.
type browser struct {
	t      testing.TB
	cookie string
}

type reply struct {
	*httptest.ResponseRecorder
	setCookies []string
}

// do sends one request to a node whose application is handler.
func (b *browser) do(m *Manager, method, target string, handler http.HandlerFunc) reply {
	req := httptest.NewRequest(method, target, nil)
	if b.cookie != "" {
		req.Header.Set("Cookie", m.app.Cookie.Name+"="+b.cookie)
	}
	w := httptest.NewRecorder()
	m.Handler(handler).ServeHTTP(w, req)
	for _, line := range w.Header().Values("Set-Cookie") {
		if id, ok := strings.CutPrefix(line, m.app.Cookie.Name+"="); ok {
			b.cookie, _, _ = strings.Cut(id, ";")
		}
	}
	return reply{w, slices.Clone(w.Header().Values("Set-Cookie"))}
}

func (b *browser) get(m *Manager, target string, handler http.HandlerFunc) reply {
	return b.do(m, http.MethodGet, target, handler)
}

// with runs f on the request's session.
func with(t testing.TB, create bool, f func(s *Session)) http.HandlerFunc {
	return func(_ http.ResponseWriter, req *http.Request) {
		r, ok := FromContext(req.Context())
		if !ok {
			t.Error("no request in the context")
			return
		}
		s, err := r.Session(create)
		if err != nil {
			t.Errorf("Session: %v", err)
			return
		}
		f(s)
	}
}

// counterIn reads the attribute n of a record.
func counterIn(t testing.TB, m *Manager, value []byte) int64 {
	t.Helper()
	rec, err := record.Decode(value)
	if err != nil {
		t.Error(err)
		return -1
	}
	doc, err := m.transcoder.Decode(rec.Attributes, transcoder.Limits{})
	if err != nil {
		t.Error(err)
		return -1
	}
	v, err := doc.Get("n")
	if err != nil {
		t.Error(err)
		return -1
	}
	n, _ := javaobj.Int(v)
	return n
}

func (l *lone) only() (key string, value []byte, flags uint32) {
	for _, srv := range l.storage.servers {
		for _, key := range srv.Keys() {
			if item, ok := srv.Get(key); ok && !strings.Contains(key, ":") {
				return key, item.Value, item.Flags
			}
		}
	}
	return "", nil, 0
}
