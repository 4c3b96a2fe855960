package nodes

import (
	"context"
	"sync"
	"time"
)

// availability remembers which nodes answer. Each node is asked by one
// goroutine at a time, whoever wants to know (MSM asks once per thread,
// NODE-14).
type availability struct {
	ping func(ctx context.Context, node string) error
	ttl  time.Duration
	now  func() time.Time

	mu     sync.Mutex
	states map[string]*state
}

// state is what is known of one node.
type state struct {
	known bool
	up    bool
	since time.Time // when it was learned
	// asking is closed when the question under way is answered; nil if none is.
	asking *question
}

type question struct {
	done chan struct{}
	up   bool // set before done is closed
}

func newAvailability(c Config) *availability {
	a := &availability{ping: c.Ping, ttl: c.TTL, now: c.Now, states: map[string]*state{}}
	if a.ttl == 0 {
		a.ttl = TTL
	}
	if a.now == nil {
		a.now = time.Now
	}
	for _, n := range c.Nodes.List {
		a.states[n.ID] = &state{}
	}
	return a
}

// Up tells whether a node answers, by what is known of it if that isn't too
// old (NODE-10), else by asking it. An unknown node is down (NODE-12); where
// ids have no nodes nothing is asked and all is up (NODE-60). If ctx ends
// before there is an answer, the node counts as down for this caller only.
func (s *Set) Up(ctx context.Context, node string) bool {
	if !s.Encoded() {
		return true
	}
	return s.Has(node) && s.available.up(ctx, node)
}

// MarkUp notes that a node has answered (NODE-15). What was known to be up
// stays as old as it was.
func (s *Set) MarkUp(node string) { s.available.mark(node, true) }

// MarkDown notes that a synchronous store on a node failed (NODE-16).
func (s *Set) MarkDown(node string) { s.available.mark(node, false) }

func (a *availability) mark(node string, up bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	if st == nil || up && st.known && st.up {
		return
	}
	st.set(up, a.now())
}

func (st *state) set(up bool, at time.Time) { st.known, st.up, st.since = true, up, at }

// StillDown tells whether a node that is known to be down doesn't answer now
// either; what was learned within TTL16 is believed. Two nodes of a cluster that
// disagree about a storage node work on two copies of one session, so this is
// asked before a session leaves a node for good.
func (s *Set) StillDown(ctx context.Context, node string) bool {
	if !s.Encoded() {
		return false
	}
	return !s.Has(node) || !s.available.upWithin(ctx, node, TTL16)
}

func (a *availability) up(ctx context.Context, node string) bool {
	return a.upWithin(ctx, node, a.ttl)
}

// upWithin believes what is known for no longer than ttl; a negative one means
// for ever.
func (a *availability) upWithin(ctx context.Context, node string, ttl time.Duration) bool {
	a.mu.Lock()
	st := a.states[node]
	if st.known && (ttl < 0 || a.now().Sub(st.since) <= ttl) {
		defer a.mu.Unlock()
		return st.up
	}
	q := st.asking
	if q == nil {
		q = &question{done: make(chan struct{})}
		st.asking = q
		// A caller that gives up must not make the node look down to others.
		go a.ask(context.WithoutCancel(ctx), node, q)
	}
	a.mu.Unlock()
	select {
	case <-q.done:
		return q.up
	case <-ctx.Done():
		return false
	}
}

func (a *availability) ask(ctx context.Context, node string, q *question) {
	up := a.ping(ctx, node) == nil
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	st.set(up, a.now())
	st.asking = nil
	q.up = up
	close(q.done)
}
