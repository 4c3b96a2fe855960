package nodes

import (
	"context"
	"errors"
	"sync"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/pulse"
)

// availability remembers which nodes answer. Each node is asked by one
// goroutine at a time, whoever wants to know (MSM asks once per thread,
// NODE-14).
type availability struct {
	ping  func(ctx context.Context, node string) error
	back  func(node string)
	after func(time.Duration) <-chan time.Time
	ttl   time.Duration
	now   func() time.Time
	pulse *pulse.Pulse
	done  chan struct{} // closed to end all probing

	mu     sync.Mutex
	states map[string]*state
}

// state is what is known of one node.
type state struct {
	known bool
	up    bool
	since time.Time // when it was learned
	// downAt is when it was last known to be down; zero means never.
	downAt time.Time
	// slowAt is when it last let somebody wait for long; zero means never.
	slowAt time.Time
	// downSince is when it was first found to be down, if it is.
	downSince time.Time
	// probing tells that a goroutine asks again and again until it is up.
	probing bool
	// asking is closed when the question under way is answered; nil if none is.
	asking *question
	// while ends as soon as the node is known to be down.
	while context.Context
	end   context.CancelCauseFunc
}

func newState() *state {
	st := new(state)
	st.while, st.end = context.WithCancelCause(context.Background())
	return st
}

func newAvailability(c Config) *availability {
	a := &availability{
		ping: c.Ping, back: c.Back, after: c.After, ttl: c.TTL, now: c.Now, pulse: c.Pulse,
		done: make(chan struct{}), states: map[string]*state{},
	}
	if a.ttl == 0 {
		a.ttl = TTL
	}
	if a.now == nil {
		a.now = time.Now
	}
	for _, n := range c.Nodes.List {
		a.states[n.ID] = newState()
	}
	if c.Nodes.Kind != contextxml.NodesWithIDs {
		a.states[""] = newState() // the one node without id, Redis, too
	}
	return a
}

// ErrDown is the cause with which the context of While ends.
var ErrDown = errors.New("the storage node is down")

// Up tells whether a node answers, by what is known of it if that isn't too
// old (NODE-10), else by asking it. A node that is down and probed stays down
// until a probe is answered, so that no request waits for it. An unknown node is
// down (NODE-12); where ids have no nodes nothing is asked and all is up
// (NODE-60). If ctx or its deadline ends before there is an answer, the node
// counts as down for this caller only.
func (s *Set) Up(ctx context.Context, node string) bool {
	if !s.Encoded() {
		return true
	}
	return s.Has(node) && s.available.up(ctx, node)
}

// MarkUp notes that a node has answered (NODE-15). What was known to be up
// stays as old as it was, and a node that is probed waits for its probe.
func (s *Set) MarkUp(node string) { s.available.mark(node, true) }

// MarkDown notes that a node didn't answer an operation (NODE-16).
func (s *Set) MarkDown(node string) { s.available.mark(node, false) }

func (a *availability) mark(node string, up bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	if st == nil || up && (st.probing || st.known && st.up) {
		return
	}
	a.set(node, st, up)
}

// set notes what was learned of a node. a.mu is held.
func (a *availability) set(node string, st *state, up bool) {
	if !up && (st.up || !st.known) {
		st.downSince = a.now()
	}
	st.known, st.up, st.since = true, up, a.now()
	switch {
	case !up:
		st.downAt = st.since
		st.end(ErrDown)
		a.watch(node, st)
	case st.while.Err() != nil:
		st.while, st.end = context.WithCancelCause(context.Background())
	}
}

// Suspect forgets that a node is up: the next one who wants to know asks it.
func (s *Set) Suspect(node string) {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	if st := a.states[node]; st != nil && st.up {
		st.known = false
	}
}

// While gives a context that ends, with ErrDown as its cause, as soon as the
// node is known to be down; at once if it is. What waits for the node's answer
// then needn't. A node that is neither up nor probed gets a chance once what is
// known of it is too old.
func (s *Set) While(node string) context.Context {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	if st == nil || st.known && !st.up && !st.probing && !a.holds(st, a.ttl) {
		return context.Background()
	}
	return st.while
}

// IsDown tells whether a node is known to be down. It asks nobody.
func (s *Set) IsDown(node string) bool {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	return st != nil && st.known && !st.up
}

// DownFor tells for how long a node is known to be down; 0 if it isn't.
func (s *Set) DownFor(node string) time.Duration {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	if st == nil || !st.known || st.up {
		return 0
	}
	return a.now().Sub(st.downSince)
}

// WasDown tells whether a node is down or was found to be within that time.
func (s *Set) WasDown(node string, within time.Duration) bool {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	return st != nil && !st.downAt.IsZero() && (!st.up || a.now().Sub(st.downAt) <= within)
}

// NoteSlow notes that a node has let somebody wait, or did not answer at all.
func (s *Set) NoteSlow(node string) {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	if st := a.states[node]; st != nil {
		st.slowAt = a.now()
	}
}

// Doubtful tells whether a node was slow or down within that time, so that others
// may take it to be down.
func (s *Set) Doubtful(node string, within time.Duration) bool {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	st := a.states[node]
	if st == nil {
		return false
	}
	last := st.slowAt
	if st.downAt.After(last) {
		last = st.downAt
	}
	return !last.IsZero() && (st.known && !st.up || a.now().Sub(last) <= within)
}

// StillDown tells whether a node that is known to be down doesn't answer now
// either; what was learned within TTL16 is believed, and so is a question that
// has been waiting for longer than the caller would. Two nodes of a cluster that
// disagree about a storage node work on two copies of one session, so this is
// asked before a session leaves a node for good.
func (s *Set) StillDown(ctx context.Context, node string, patience time.Duration) bool {
	if !s.Encoded() {
		return false
	}
	if !s.Has(node) || s.available.silentFor(node, patience) {
		return true
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	return !s.available.upWithin(ctx, node, TTL16)
}

func (a *availability) up(ctx context.Context, node string) bool {
	a.mu.Lock()
	if st := a.states[node]; st.known && !st.up && st.probing {
		a.mu.Unlock()
		return false
	}
	a.mu.Unlock()
	return a.upWithin(ctx, node, a.ttl)
}

// holds tells whether what is known is no older than ttl; a negative one means
// for ever. a.mu is held.
func (a *availability) holds(st *state, ttl time.Duration) bool {
	return st.known && (ttl < 0 || a.now().Sub(st.since) <= ttl)
}
