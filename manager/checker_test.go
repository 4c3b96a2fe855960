package manager

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/sessionid"
)

// user is one browser that appends tokens, reads and logs out, also with
// several requests at once, and checks every answer against what was
// acknowledged before.
type user struct {
	t     *testing.T
	name  string
	nodes []*Manager
	// sticky users go to the node in their cookie, most of the time.
	sticky bool
	rnd    *rand.Rand

	mu     sync.Mutex
	cookie string
	count  int
	acked  map[string][]string // tokens by incarnation
	dead   map[string]bool
	lost   []string
}

func (u *user) node() *Manager {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.sticky && u.rnd.IntN(20) > 0 {
		route, _ := sessionid.JvmRoute(u.cookie)
		for _, m := range u.nodes {
			if m.app.JvmRoute == route {
				return m
			}
		}
	}
	return u.nodes[u.rnd.IntN(len(u.nodes))]
}

// state is what an answer shows of a session.
type state struct {
	birth  string
	tokens []string
}

func look(s *Session) (st state, err error) {
	v, err := s.Get("birth")
	if err != nil {
		return st, err
	}
	st.birth, _ = javaobj.Str(v)
	v, err = s.Get("tokens")
	if err != nil {
		return st, err // a parallel request has logged out
	}
	if list, ok := v.(*javaobj.List); ok {
		for _, e := range list.Elems {
			token, _ := javaobj.Str(e)
			st.tokens = append(st.tokens, token)
		}
	}
	return st, nil
}

// request does one thing and checks what it shows.
func (u *user) request(m *Manager, what string) {
	u.mu.Lock()
	b := &browser{t: u.t, cookie: u.cookie}
	u.count++
	token := fmt.Sprint(u.name, ".", u.count)
	before := map[string][]string{}
	for birth, tokens := range u.acked {
		before[birth] = slices.Clone(tokens)
	}
	deadBefore := map[string]bool{}
	for birth := range u.dead {
		deadBefore[birth] = true
	}
	u.mu.Unlock()
	var seen state
	ok := false
	b.get(m, "/"+what, func(_ http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		s, err := r.Session(what == "append")
		if err != nil || s == nil {
			return
		}
		if what == "append" {
			err = s.Update("birth", func(old javaobj.Value) (any, error) {
				if old != nil {
					return old, nil
				}
				return s.birthFor(token), nil
			})
			if err == nil {
				err = s.Update("tokens", func(old javaobj.Value) (any, error) {
					list := &javaobj.List{Class: "java.util.ArrayList"}
					if was, ok := old.(*javaobj.List); ok {
						list.Elems = append(list.Elems, was.Elems...)
					}
					list.Elems = append(list.Elems, javaobj.String(token))
					return list, nil
				})
			}
		}
		if err != nil {
			return
		}
		if seen, err = look(s); err != nil {
			return
		}
		if what == "invalidate" && s.Invalidate() != nil {
			return
		}
		ok = true
	})
	u.mu.Lock()
	defer u.mu.Unlock()
	u.cookie = b.cookie
	if !ok {
		return
	}
	if deadBefore[seen.birth] {
		u.lost = append(u.lost, what+" saw a session that was logged out")
	}
	for _, want := range before[seen.birth] {
		if !slices.Contains(seen.tokens, want) {
			u.lost = append(u.lost, what+" misses "+want)
		}
	}
	switch what {
	case "append":
		u.acked[seen.birth] = append(u.acked[seen.birth], token)
	case "invalidate":
		u.dead[seen.birth] = true
	}
}

func (s *Session) birthFor(token string) string { return "born with " + token }

func (u *user) run(steps int, parallel bool) {
	for range steps {
		u.mu.Lock()
		n := 1
		if parallel && u.rnd.IntN(2) == 0 {
			n = 2 + u.rnd.IntN(2)
		}
		what := make([]string, n)
		for i := range what {
			switch p := u.rnd.IntN(100); {
			case p < 60:
				what[i] = "append"
			case p < 96:
				what[i] = "read"
			default:
				what[i] = "invalidate"
			}
		}
		u.mu.Unlock()
		var wg sync.WaitGroup
		m := u.node()
		for _, w := range what {
			wg.Add(1)
			if !u.sticky {
				m = u.node()
			}
			go func(m *Manager) {
				defer wg.Done()
				u.request(m, w)
			}(m)
		}
		wg.Wait()
	}
}

// Nothing acknowledged is lost and nobody who logged out comes back, with
// parallel requests of one browser to two nodes (yardstick: none.ajax).
func TestNothingIsLost(t *testing.T) {
	lock := func(mode contextxml.LockMode) func(*contextxml.Application) {
		return func(a *contextxml.Application) {
			nonSticky(mode)(a)
			a.Manager.OperationTimeout = 10 * time.Second
		}
	}
	for name, c := range map[string]struct {
		change   func(*contextxml.Application)
		sticky   bool
		parallel bool
		kill     bool // a storage node, for good, after a third of the run
	}{
		"sticky, parallel":    {func(*contextxml.Application) {}, true, true, false},
		"sticky, kill":        {func(*contextxml.Application) {}, true, false, true},
		"all, kill":           {lock(contextxml.LockAll), false, false, true},
		"none, one at a time": {lock(contextxml.LockNone), false, false, false},
		"all, parallel":       {lock(contextxml.LockAll), false, true, false},
		"auto, parallel":      {lock(contextxml.LockAuto), false, true, false},
		"uriPattern, parallel": {func(a *contextxml.Application) {
			lock(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(".*(append|inval).*")
		}, false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, storage := realCluster(t, 2, 0, nil)
			var nodes []*Manager
			for _, route := range []string{"A", "B"} {
				app := application(storage.config(t), c.change)
				app.JvmRoute = route
				nodes = append(nodes, newNode(t, Config{Application: app}))
			}
			var wg sync.WaitGroup
			users := make([]*user, 4)
			for i := range users {
				users[i] = &user{
					t: t, name: fmt.Sprint("u", i), nodes: nodes, sticky: c.sticky,
					rnd: rand.New(rand.NewPCG(7, uint64(i))), acked: map[string][]string{}, dead: map[string]bool{},
				}
				wg.Add(1)
				go func() {
					defer wg.Done()
					users[i].run(20, c.parallel)
					if c.kill && i == 0 {
						storage.servers[0].Stop()
					}
					users[i].run(40, c.parallel)
				}()
			}
			wg.Wait()
			for _, u := range users {
				if len(u.lost) > 0 {
					t.Errorf("%s: %d faults: %s", u.name, len(u.lost), strings.Join(u.lost[:min(5, len(u.lost))], "; "))
				}
				tokens := 0
				for _, list := range u.acked {
					tokens += len(list)
				}
				if tokens < 20 {
					t.Errorf("%s: only %d tokens acknowledged", u.name, tokens)
				}
			}
		})
	}
}
