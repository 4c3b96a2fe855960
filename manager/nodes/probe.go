package nodes

import (
	"context"
	"time"
)

// ProbeInterval is the time between two probes of a node that is down. So a
// node that is back is used again within a second or two, where MSM's client may
// take 30 seconds to connect (NODE-42, NODE-43).
const ProbeInterval = 700 * time.Millisecond

// watch begins to probe a node that is down, if that can be done. a.mu is held.
func (a *availability) watch(node string, st *state) {
	if st.probing || a.after == nil {
		return
	}
	select {
	case <-a.done:
		return
	default:
	}
	if tick := a.after(ProbeInterval); tick != nil {
		st.probing = true
		go a.probe(node, st, tick)
	}
}

// probe asks a node again and again until it answers or the Set is closed.
func (a *availability) probe(node string, st *state, tick <-chan time.Time) {
	for {
		select {
		case <-tick:
		case <-a.done:
			return
		}
		a.mu.Lock()
		q := a.question(context.Background(), node, st)
		a.mu.Unlock()
		select {
		case <-q.done:
		case <-a.done:
			return
		}
		a.mu.Lock()
		if st.up {
			st.probing = false
			a.mu.Unlock()
			return
		}
		a.mu.Unlock()
		tick = a.after(ProbeInterval)
	}
}

// Close ends all probing.
func (s *Set) Close() {
	a := s.available
	a.mu.Lock()
	defer a.mu.Unlock()
	select {
	case <-a.done:
	default:
		close(a.done)
	}
}
