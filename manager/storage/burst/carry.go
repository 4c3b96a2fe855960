package burst

import (
	"errors"

	"msmgate/manager/storage"
)

// carry sends what travels together over a connection that was idle, or a new one
// where that is nil; and leaves the lane.
func (n *node) carry(t *train, c *conn) {
	first, many := t.riders[0], len(t.riders) > 1
	reused := c != nil
	if reused {
		c.begin(t, t.deadline)
		if t.once && !storage.Alive(c.patience.Conn) {
			n.drop(c)
			n.dropIdle() // they were most likely closed with this one
			c, reused = nil, false
		}
	}
	var err error
	if c == nil {
		if c, err = n.connect(first.ctx, t.deadline); err == nil {
			c.begin(t, t.deadline)
		}
	}
	var v verdict
	switch {
	case err != nil:
		v.unsent = first.ctx.Err() != nil
	default:
		t.opened = c.opened
		t.done, err = c.exchange(t.ops, t.results)
		v.unsent = reused && broken(err) && !c.patience.wrote
		v.innocent = reused && broken(err) && (!c.answered || many) || many && confused(err)
	}
	v.err = err
	if err != nil && c != nil {
		n.drop(c)
		c = nil
		if reused && broken(err) {
			n.dropIdle()
		}
	}
	if n.unload(t, v) == again {
		c = n.retry(first)
	}
	n.leave(c)
}

// resend sends a burst by itself that was carried by another, or over an idle
// connection that had been closed.
func (n *node) resend(r *rider) {
	if c := n.retry(r); c != nil {
		n.put(c)
	}
}

// retry sends a burst over a connection of its own, and gives that if it is still
// good.
func (n *node) retry(r *rider) *conn {
	c, err := n.connect(r.ctx, r.deadline)
	if err == nil {
		r.opened = c.opened
		r.done, err = c.exchange(r.ops, r.results)
	}
	if err == nil {
		return c
	}
	if c != nil {
		n.drop(c)
	}
	n.fail(r, err)
	return nil
}

// unload gives the riders their results, and those that were not answered their
// error, or leave to try again; mine is the first rider's turn.
func (n *node) unload(t *train, v verdict) (mine turn) {
	n.mu.Lock()
	defer n.mu.Unlock()
	from := 0
	for i, r := range t.riders {
		end := from + len(r.ops)
		if i == 0 {
			mine = n.arrive(r, t, from, v)
		} else if !r.left {
			r.turn <- n.arrive(r, t, from, v) // has room
		}
		from = end
	}
	return mine
}

// verdict is why a train did not arrive.
type verdict struct {
	err error
	// innocent riders are those that had no answer yet: the connection had been
	// closed before, or others were to blame. Unsent is that none was sent.
	innocent, unsent bool
}

// arrive gives a rider its results, which are those from a place in the train.
func (n *node) arrive(r *rider, t *train, from int, v verdict) turn {
	r.opened = t.opened
	if len(t.riders) > 1 {
		copy(r.results, t.results[from:from+len(r.ops)])
	}
	r.done = min(max(t.done-from, 0), len(r.ops))
	if v.err == nil || r.done == len(r.ops) {
		return arrived
	}
	if r.ctx.Err() == nil && (v.unsent || v.innocent && r.done == 0 && !r.once) {
		return again
	}
	n.fail(r, v.err)
	return arrived
}

// confused tells whether a connection ended since the two sides did not
// understand each other, for which another burst may be to blame.
func confused(err error) bool {
	for _, known := range []error{errForeign, errUnasked, errAnswer, errFrame, errSize, errRefusedBefore} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
