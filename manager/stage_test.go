package manager

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

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
