package gateway

import (
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// upstream is one server with its connections and whether it answers.
type upstream struct {
	name    string
	scheme  string
	address string // host:port
	client  *fasthttp.HostClient
	// skipUntil is the Unix time in nanoseconds until which it is passed over.
	skipUntil atomic.Int64
}

func (u *upstream) refused(now time.Time, skip time.Duration) {
	u.skipUntil.Store(now.Add(skip).UnixNano())
}
func (u *upstream) answered() {
	if u.skipUntil.Load() != 0 {
		u.skipUntil.Store(0)
	}
}
func (u *upstream) skipped(now time.Time) bool { return now.UnixNano() < u.skipUntil.Load() }

// pool is the upstreams of one route.
type pool struct {
	members []*upstream
	byRoute map[string]int
	next    atomic.Uint64
}

func newPool(members []*upstream) *pool {
	p := &pool{members: members, byRoute: make(map[string]int, len(members))}
	for i, u := range members {
		p.byRoute[u.name] = i
	}
	return p
}

func (p *pool) knows(route string) bool {
	_, ok := p.byRoute[route]
	return ok
}

// order lists whom to ask: the upstream of the jvmRoute first, or the next in
// turn; then the others. Those that refused a moment ago come last: better
// asked in vain than not at all.
func (p *pool) order(route string, now time.Time) []*upstream {
	n := len(p.members)
	start, sticky := p.byRoute[route]
	if !sticky {
		start = int((p.next.Add(1) - 1) % uint64(n))
	}
	asked := make([]*upstream, 0, n)
	for i := range n {
		if u := p.members[(start+i)%n]; !u.skipped(now) {
			asked = append(asked, u)
		}
	}
	if len(asked) == n {
		return asked
	}
	for i := range n {
		if u := p.members[(start+i)%n]; u.skipped(now) {
			asked = append(asked, u)
		}
	}
	return asked
}
