package manager

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/fixtures/tomcat7"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

// step is one request of a recorded trace.
type step struct {
	tomcat  string // "A", "B" or ""
	target  string
	cookie  string
	created string              // the id in Set-Cookie
	nodes   map[string][]string // "n1": "< get KEY", "> END" …
}

var (
	headingForm = regexp.MustCompile(`^== (?:Tomcat ([AB]): )?GET (\S+)(?:   Cookie: JSESSIONID=(\S+))?`)
	setForm     = regexp.MustCompile(`Set-Cookie: JSESSIONID=([^;]+); Path=/; HttpOnly`)
	commandForm = regexp.MustCompile(`^   (n\d) ([<>] .*)$`)
)

func parseTrace(text string) (steps []step) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if h := headingForm.FindStringSubmatch(line); h != nil {
			steps = append(steps, step{tomcat: h[1], target: h[2], cookie: h[3], nodes: map[string][]string{}})
			continue
		}
		if strings.HasPrefix(line, "== ") {
			if strings.HasPrefix(line, "== start") {
				continue
			}
			steps = append(steps, step{target: line, nodes: map[string][]string{}})
			continue
		}
		if len(steps) == 0 {
			continue
		}
		now := &steps[len(steps)-1]
		if s := setForm.FindStringSubmatch(line); s != nil {
			now.created = s[1]
		}
		if c := commandForm.FindStringSubmatch(line); c != nil {
			now.nodes[c[1]] = append(now.nodes[c[1]], c[2])
		}
	}
	return steps
}

// servlet acts as the test application of the traces did.
type servlet struct {
	t    testing.TB
	cart []byte // the attribute bytes of /scenario?name=cart
}

func (v servlet) ServeHTTP(_ http.ResponseWriter, req *http.Request) {
	path, q := req.URL.Path, req.URL.Query()
	if path == "/readonly" || path == "/logo.png" {
		return
	}
	r, _ := FromContext(req.Context())
	s, err := r.Session(path != "/peek")
	if err != nil {
		v.t.Errorf("%s: %v", path, err)
		return
	}
	switch path {
	case "/scenario":
		if q.Get("name") != "cart" {
			return
		}
		s.mu.Lock()
		s.doc, err = s.m.transcoder.Decode(v.cart, transcoder.Limits{})
		s.mod++
		s.mu.Unlock()
	case "/dump", "/peek":
		if s != nil {
			names, _ := s.Names()
			for _, name := range names {
				if _, e := s.Get(name); e != nil {
					err = e
				}
			}
		}
	case "/set":
		err = s.Set(q.Get("name"), q.Get("value"))
	case "/mutate":
		err = s.Set("visits", javaobj.NewInteger(1000+int32(req.Context().Value(stepKey{}).(int))))
	case "/remove":
		err = s.Remove(q.Get("name"))
	case "/ttl":
		s.SetMaxInactiveInterval(600)
	case "/invalidate":
		err = s.Invalidate()
	default:
		v.t.Errorf("unknown path %s", path)
	}
	if err != nil {
		v.t.Errorf("%s: %v", path, err)
	}
}

type stepKey struct{}

// scripted gives random parts and node choices as a trace has them.
type scripted struct {
	random []byte
	node   int
}

func (s *scripted) Read(p []byte) (int, error) {
	n := copy(p, s.random)
	s.random = s.random[n:]
	return n, nil
}

func (s *scripted) next(id string, nodes int) {
	s.random = s.random[:0]
	part := sessionid.Random(id)
	for i := 0; i+1 < len(part); i += 2 {
		var b byte
		_, _ = fmt.Sscanf(part[i:i+2], "%02X", &b)
		s.random = append(s.random, b)
	}
	if node, ok := sessionid.Node(id); ok {
		_, _ = fmt.Sscanf(node, "n%d", &s.node)
		s.node = (s.node - 1) % nodes
	}
}

// cartOf finds the attribute bytes that the traces' first request stored.
func cartOf(t *testing.T, release string) []byte {
	all, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Release != release || c.Scenario != "cart" {
			continue
		}
		for _, k := range c.Keys {
			if !k.IsRecord() {
				continue
			}
			value, err := record.Unwrap(k.Flags, k.Value, 0)
			if err != nil {
				t.Fatal(err)
			}
			rec, err := record.Decode(value)
			if err != nil {
				t.Fatal(err)
			}
			return rec.Attributes
		}
	}
	t.Fatal("no capture of the cart")
	return nil
}

// traceCase is a trace and the node that has to send the same.
type traceCase struct {
	name  string
	nodes int
	app   func(*contextxml.Application)
	// routes gives the Tomcats the jvmRoutes tomcatA and tomcatB.
	routes bool
	// differs says, by the number of a request, what differs and why: in 2.1.1's
	// trace, and in 1.6.5's.
	differs, differs16 map[int]string
}

func traceCases() []traceCase {
	// Before a new session takes the place of one that was missing a moment ago,
	// memcached is asked once more.
	retry := map[int]string{15: "TRAP-38"}
	// A relocated session is first looked for under its new id, where another
	// node may have stored it already.
	newer := map[int]string{5: "NST-72"}
	return []traceCase{
		{name: "sticky", nodes: 1, app: plain},
		{name: "nonsticky-none", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry},
		{name: "nonsticky-default", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry},
		{name: "nonsticky-all", nodes: 2, app: nonSticky(contextxml.LockAll), differs: retry},
		{name: "nonsticky-auto", nodes: 2, app: nonSticky(contextxml.LockAuto), differs: retry},
		{name: "nonsticky-uripattern", nodes: 2, app: func(a *contextxml.Application) {
			nonSticky(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(`.*/(set|mutate).*`)
		}, differs: retry},
		{name: "nonsticky-3nodes", nodes: 3, app: withFailover(nonSticky(contextxml.LockNone), "n3")},
		{name: "nonsticky-two-tomcats", nodes: 2, routes: true, app: nonSticky(contextxml.LockAuto)},
		{name: "nonsticky-memcached-death-noticed", nodes: 2, app: nonSticky(contextxml.LockNone), differs: newer, differs16: newer},
		{name: "sticky-2nodes", nodes: 2, app: plain},
		{name: "sticky-3nodes", nodes: 3, app: withFailover(plain, "n3")},
		{name: "sticky-async", nodes: 1, app: func(a *contextxml.Application) { a.Manager.BackupAsync = true }},
		{name: "sticky-restart", nodes: 1, app: plain},
		{name: "sticky-takeover-no-jvmroute", nodes: 1, app: plain},
		{name: "sticky-url-rewriting", nodes: 1, app: plain},
		{name: "sticky-single-node-without-id", nodes: 1, app: func(a *contextxml.Application) {
			a.Manager.Nodes.Kind, a.Manager.Nodes.List[0].ID = contextxml.NodesSingle, ""
		}},
		{name: "sticky-memcached-failover", nodes: 2, app: withFailover(plain, "n1"), differs16: map[int]string{
			9: "NODE-42", // 1.6.5 hadn't connected to the revived node yet
		}},
		{name: "sticky-memcached-failover-no-failovernodes", nodes: 2, app: plain},
	}
}

func plain(*contextxml.Application) {}

func withFailover(change func(*contextxml.Application), node string) func(*contextxml.Application) {
	return func(a *contextxml.Application) {
		change(a)
		a.Manager.FailoverNodes = []string{node}
	}
}

type goMatcher struct{ *regexp.Regexp }

func matcher(pattern string) goMatcher { return goMatcher{regexp.MustCompile("^(?:" + pattern + ")$")} }

func (m goMatcher) MatchString(s string) (bool, error) { return m.Regexp.MatchString(s), nil }

// stepTime is what passed between two requests of the traces: three of it are
// more than the second that an answer about a node's availability holds, two
// are more than the half second of the negative cache, one is less.
const stepTime = 400 * time.Millisecond

func TestTracesOfTomcat(t *testing.T) {
	for _, release := range []struct {
		name    string
		dialect Dialect
	}{{"1.6.5", Dialect16}, {"2.1.1", Dialect2x}} {
		traces, err := tomcat7.Traces(release.name)
		if err != nil {
			t.Fatal(err)
		}
		cart := cartOf(t, release.name)
		for _, c := range traceCases() {
			t.Run(release.name+"/"+c.name, func(t *testing.T) {
				if release.dialect == Dialect16 {
					c.differs = c.differs16
				}
				replay(t, parseTrace(traces[c.name]), c, release.dialect, cart)
			})
		}
	}
}

// stage is the cluster that a trace is replayed on.
type stage struct {
	t       *testing.T
	c       traceCase
	dialect Dialect
	clock   *fakeClock
	storage *storageNodes
	ports   []int
	down    []bool
	script  *scripted
	tomcats map[string]*Manager
}

// tomcat gives the node that plays a Tomcat of the trace.
func (g *stage) tomcat(name string) *Manager {
	if m := g.tomcats[name]; m != nil {
		return m
	}
	app := application(g.storage.config(g.t), func(a *contextxml.Application) {
		a.Manager.IgnorePattern = matcher(`.*\.(ico|png|gif|jpg|css|js)$`)
		if g.c.routes {
			a.JvmRoute = "tomcat" + name
		}
		for i, port := range g.ports {
			a.Manager.Nodes.List[i].Host, a.Manager.Nodes.List[i].Port = "127.0.0.1", port
		}
		g.c.app(a)
	})
	g.tomcats[name] = newNode(g.t, Config{
		Application: app, Dialect: g.dialect, Now: g.clock.Now, After: g.clock.After,
		Random: g.script, IntN: func(n int) int { return g.script.node % n },
	})
	return g.tomcats[name]
}

var (
	killForm  = regexp.MustCompile(`memcached n(\d).* is killed`)
	backForm  = regexp.MustCompile(`memcached n(\d) is back`)
	pauseForm = regexp.MustCompile(`(\d+) s pass`)
)

// event makes happen what stands between the requests of a trace.
func (g *stage) event(what string) {
	number := func(form *regexp.Regexp) int {
		if f := form.FindStringSubmatch(what); f != nil {
			return int(f[1][0] - '1')
		}
		return -1
	}
	if n := number(killForm); n >= 0 {
		g.kill(n)
	}
	if strings.Contains(what, "the other memcached is killed") {
		for n := range g.down {
			g.kill(n)
		}
	}
	if n := number(backForm); n >= 0 {
		g.storage.servers[n].FlushAll()
		if err := g.storage.servers[n].Listen(fmt.Sprintf("127.0.0.1:%d", g.ports[n])); err != nil {
			g.t.Fatal(err)
		}
		g.down[n] = false
		g.clock.Advance(time.Second)
	}
	if strings.Contains(what, "Tomcat is stopped") {
		if err := g.tomcats[""].Close(g.t.Context()); err != nil {
			g.t.Error(err)
		}
		g.tomcats[""] = nil
	}
	if f := pauseForm.FindStringSubmatch(what); f != nil {
		g.clock.Advance(time.Duration(f[1][0]-'0') * time.Second)
	}
}

func (g *stage) kill(n int) {
	if !g.down[n] {
		g.down[n] = true
		g.storage.servers[n].Stop()
		g.clock.Advance(300 * time.Millisecond)
	}
}

func replay(t *testing.T, steps []step, c traceCase, dialect Dialect, cart []byte) {
	g := &stage{t: t, c: c, dialect: dialect, clock: newClock(), script: new(scripted), tomcats: map[string]*Manager{}}
	g.storage = startStorage(t, c.nodes, g.clock)
	for _, n := range g.storage.config(t).List {
		g.ports = append(g.ports, n.Port)
	}
	g.down = make([]bool, c.nodes)
	sizes := true
	for i, s := range steps {
		if strings.HasPrefix(s.target, "== ") {
			g.event(s.target)
			continue
		}
		if s.created != "" {
			g.script.next(s.created, c.nodes)
		}
		m := g.tomcat(s.tomcat)
		// What the servlet changed inside an object, and a String that its Java
		// heap shared with the cart, can't be had here: sizes differ from then on.
		if strings.HasPrefix(s.target, "/mutate") || m.sticky && s.cookie != "" && strings.HasPrefix(s.target, "/set") {
			sizes = false
		}
		b := &browser{t: t, cookie: s.cookie}
		v := servlet{t: t, cart: cart}
		b.get(m, s.target, func(w http.ResponseWriter, req *http.Request) {
			v.ServeHTTP(w, req.WithContext(contextWithStep(req.Context(), i)))
		})
		if s.created != "" && b.cookie != s.created && c.differs[i] == "" {
			t.Errorf("request %d %s: session id %q, want %q", i, s.target, b.cookie, s.created)
		}
		m.settle()
		differs := false
		for n := range c.nodes {
			got := g.storage.commands(n)
			want := s.nodes[fmt.Sprintf("n%d", n+1)]
			if !sizes {
				got, want = withoutSizes(got), withoutSizes(want)
			}
			if slices.Equal(got, want) {
				continue
			}
			if differs = true; c.differs[i] == "" {
				t.Errorf("request %d %s, node n%d:\n got\n  %s\n want\n  %s", i, s.target, n+1,
					strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		}
		if !differs && c.differs[i] != "" {
			t.Errorf("request %d %s doesn't differ any more (%s)", i, s.target, c.differs[i])
		}
		g.clock.Advance(stepTime)
	}
}

var recordSize = regexp.MustCompile(`^(< set \S+ \d+ \d+) \d{3,}$`)

func withoutSizes(lines []string) []string {
	out := slices.Clone(lines)
	for i, line := range out {
		out[i] = recordSize.ReplaceAllString(line, "$1 size")
	}
	return out
}
