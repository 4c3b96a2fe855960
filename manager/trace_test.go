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
)

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

// What every trace shows: only these commands, no touch (WIRE-70), the same
// order on each storage node (NODE-45), flags and sizes of either release
// (WIRE-13, WIRE-15, WIRE-78), the pings of 1.6.5 (TRAP-65).
var traceCases = func() []traceCase {
	// Before a new session takes the place of one that was missing a moment ago,
	// memcached is asked once more.
	// Where a record is missing, its secondary copy is looked for: its node may
	// have been restarted, empty.
	// A record and its validity info are asked for together, so for the latter
	// also where there is no record.
	retry := map[int]string{14: "NST-10", 15: "TRAP-38", 16: "TRAP-66"}
	lost := map[int]string{13: "NST-10", 15: "NST-10", 16: "TRAP-66"}
	// A relocated session is first looked for under its new id, where another
	// node may have stored it already.
	newer := map[int]string{5: "NST-72"}
	return []traceCase{
		// STK-10, STK-16, STK-17, STK-25, STK-40, STK-41, STK-46, STK-65, WIRE-9, SID-41
		{name: "sticky", nodes: 1, app: plain},
		// NST-3, NST-7, NST-8, NST-10, NST-41, NST-44, NST-45, NST-50, NST-51, NST-82, NST-90, WIRE-66, CFG-70, CFG-74
		{name: "nonsticky-none", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry, differs16: lost},
		{name: "nonsticky-default", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry, differs16: lost},
		// NST-20, NST-25, NST-26, TRAP-32
		{name: "nonsticky-all", nodes: 2, app: nonSticky(contextxml.LockAll), differs: retry, differs16: lost},
		// NST-55
		{name: "nonsticky-auto", nodes: 2, app: nonSticky(contextxml.LockAuto), differs: retry, differs16: lost},
		{name: "nonsticky-uripattern", nodes: 2, app: func(a *contextxml.Application) {
			nonSticky(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(`.*/(set|mutate).*`)
		}, differs: retry, differs16: lost},
		// NODE-4
		{name: "nonsticky-3nodes", nodes: 3, app: withFailover(nonSticky(contextxml.LockNone), "n3")},
		{name: "nonsticky-two-tomcats", nodes: 2, routes: true, app: nonSticky(contextxml.LockAuto)},
		// NODE-31, NODE-34
		{name: "nonsticky-memcached-death-noticed", nodes: 2, app: nonSticky(contextxml.LockNone), differs: newer, differs16: newer},
		{name: "sticky-2nodes", nodes: 2, app: plain},
		{name: "sticky-3nodes", nodes: 3, app: withFailover(plain, "n3")},
		// STK-48, CFG-35
		{name: "sticky-async", nodes: 1, app: func(a *contextxml.Application) { a.Manager.BackupAsync = true }},
		// STK-66, STK-67, STK-12
		{name: "sticky-restart", nodes: 1, app: plain},
		{name: "sticky-takeover-no-jvmroute", nodes: 1, app: plain},
		{name: "sticky-url-rewriting", nodes: 1, app: plain},
		{name: "sticky-single-node-without-id", nodes: 1, app: func(a *contextxml.Application) {
			a.Manager.Nodes.Kind, a.Manager.Nodes.List[0].ID = contextxml.NodesSingle, ""
		}},
		// NODE-36, NODE-43
		{name: "sticky-memcached-failover", nodes: 2, app: withFailover(plain, "n1"), differs16: map[int]string{
			9: "NODE-42", // 1.6.5 hadn't connected to the revived node yet
		}},
		{name: "sticky-memcached-failover-no-failovernodes", nodes: 2, app: plain},
	}
}()

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
		for _, c := range traceCases {
			t.Run(release.name+"/"+c.name, func(t *testing.T) {
				if release.dialect == Dialect16 {
					c.differs = c.differs16
				}
				replay(t, parseTrace(traces[c.name]), c, release.dialect, cart)
			})
		}
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
