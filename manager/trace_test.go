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
		err = s.Set("visits", javaobj.NewInteger(int32(req.Context().Value(stepKey{}).(int))))
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
	// differs says, by the number of a request, what may differ and why.
	differs map[int]string
}

func traceCases() []traceCase {
	// Before a new session takes the place of one that was missing a moment ago,
	// memcached is asked once more.
	retry := map[int]string{15: "TRAP-38"}
	return []traceCase{
		{name: "sticky", nodes: 1, app: func(*contextxml.Application) {}},
		{name: "nonsticky-none", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry},
		{name: "nonsticky-default", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry},
		{name: "nonsticky-all", nodes: 2, app: nonSticky(contextxml.LockAll), differs: retry},
		{name: "nonsticky-auto", nodes: 2, app: nonSticky(contextxml.LockAuto), differs: retry},
		{name: "nonsticky-uripattern", nodes: 2, app: func(a *contextxml.Application) {
			nonSticky(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(`.*/(set|mutate).*`)
		}, differs: retry},
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
				replay(t, parseTrace(traces[c.name]), c, release.dialect, cart)
			})
		}
	}
}

func replay(t *testing.T, steps []step, c traceCase, dialect Dialect, cart []byte) {
	clock := newClock()
	storage := startStorage(t, c.nodes, clock)
	script := new(scripted)
	app := application(storage.config(t), func(a *contextxml.Application) {
		a.Manager.IgnorePattern = matcher(`.*\.(ico|png|gif|jpg|css|js)$`)
		c.app(a)
	})
	m := newNode(t, Config{
		Application: app, Dialect: dialect, Now: clock.Now, After: clock.After,
		Random: script, IntN: func(int) int { return script.node },
	})
	mutated := false
	for i, s := range steps {
		if s.created != "" {
			script.next(s.created, c.nodes)
		}
		// What the servlet changed inside an object, and a String that its Java
		// heap shared with the cart, can't be had here: sizes differ from then on.
		mutated = mutated || strings.HasPrefix(s.target, "/mutate") ||
			m.sticky && strings.HasPrefix(s.target, "/set")
		b := &browser{t: t, cookie: s.cookie}
		v := servlet{t: t, cart: cart}
		b.get(m, s.target, func(w http.ResponseWriter, req *http.Request) {
			v.ServeHTTP(w, req.WithContext(contextWithStep(req.Context(), i)))
		})
		if s.created != "" && b.cookie != s.created {
			t.Errorf("request %d %s: session id %q, want %q", i, s.target, b.cookie, s.created)
		}
		m.settle()
		for n := range c.nodes {
			got := storage.commands(n)
			want := s.nodes[fmt.Sprintf("n%d", n+1)]
			if mutated {
				got, want = withoutSizes(got), withoutSizes(want)
			}
			if !slices.Equal(got, want) && c.differs[i] == "" {
				t.Errorf("request %d %s, node n%d:\n got\n  %s\n want\n  %s", i, s.target, n+1,
					strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		}
		clock.Advance(stepTime)
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
