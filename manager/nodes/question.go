package nodes

import (
	"context"
	"time"
)

// question is one to a node: does it answer? All who want to know wait for the
// same one.
type question struct {
	// Guarded by the availability's mutex: when it was last asked, by a's clock and
	// by that of the pulse.
	begun, started time.Time
	done           chan struct{}
	up             bool // set before done is closed
}

// upWithin believes what is known for no longer than ttl.
func (a *availability) upWithin(ctx context.Context, node string, ttl time.Duration) bool {
	a.mu.Lock()
	st := a.states[node]
	if a.holds(st, ttl) {
		defer a.mu.Unlock()
		return st.up
	}
	q, begun := a.question(ctx, node, st), a.pulse.Now()
	a.mu.Unlock()
	var late <-chan time.Time
	if deadline, ok := ctx.Deadline(); ok {
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-q.done:
		return q.up
	case <-ctx.Done():
	case <-late:
	}
	if lost := a.pulse.Lost(begun); lost > 0 {
		return q.answeredWithin(lost)
	}
	return false
}

// answeredWithin waits a while longer.
func (q *question) answeredWithin(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-q.done:
		return q.up
	case <-timer.C:
		return false
	}
}

// question asks a node, unless somebody does already. a.mu is held.
func (a *availability) question(ctx context.Context, node string, st *state) *question {
	if st.asking == nil {
		st.asking = &question{begun: a.now(), started: a.pulse.Now(), done: make(chan struct{})}
		// A caller that gives up must not make the node look down to others.
		go a.ask(context.WithoutCancel(ctx), node, st.asking)
	}
	return st.asking
}

// asked bounds how often a node is asked again that was given no time to answer.
const asked = 3

func (a *availability) ask(ctx context.Context, node string, q *question) {
	begun := a.pulse.Now()
	up := a.ping(ctx, node) == nil
	for again := 1; !up && again < asked && a.pulse.Paused(begun); again++ {
		begun = a.pulse.Now()
		a.mu.Lock()
		q.begun, q.started = a.now(), begun
		a.mu.Unlock()
		up = a.ping(ctx, node) == nil
	}
	a.mu.Lock()
	st := a.states[node]
	wasDown := st.known && !st.up
	a.mu.Unlock()
	if up && wasDown && a.back != nil {
		a.back(node)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.set(node, st, up)
	st.asking = nil
	q.up = up
	close(q.done)
}

// silentFor tells whether a question waits for its answer for that long.
func (a *availability) silentFor(node string, patience time.Duration) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	q := a.states[node].asking
	return q != nil && a.now().Sub(q.begun)-a.pulse.Lost(q.started) >= patience
}
