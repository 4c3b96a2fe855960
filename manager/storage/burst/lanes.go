package burst

import (
	"context"
	"slices"
	"time"

	"msmgate/manager/storage"
)

// Each write to a connection wakes a thread of the node and costs either side
// more than all that a small burst says. So no more than a few bursts are on
// their way to a node at a time; those that come meanwhile wait for one of them
// to end, and then travel together, as one.
const (
	// maxRiders, maxOps and maxLoad bound what travels together: bursts, their
	// operations, and the bytes of what they store.
	maxRiders = 32
	maxOps    = 64
	maxLoad   = 64 << 10
	// agreement is by how much the deadlines of bursts that travel together may
	// differ. None waits for longer than that beyond its own.
	agreement = 50 * time.Millisecond
)

// rider is a burst that waits to travel with others.
type rider struct {
	ctx      context.Context
	deadline time.Time
	ops      []storage.Op
	results  []storage.Result
	once     bool // holds an add, or what else must not be sent twice
	load     int
	opened   time.Time // when the connection that it travelled on was
	done     int       // how many operations, from the first, have their results
	left     bool      // it waits no longer; its results are its caller's
	turn     chan turn
}

// turn is what a rider waits for.
type turn int

const (
	arrived turn = iota // it has its results
	lead                // it is to carry those that wait
	again               // it was not to blame, and may be sent again by itself
)

// enter tells whether a burst may set out now, and gives an idle connection, if
// there is one. Else it waits among the riders.
func (n *node) enter(r *rider) (now bool, c *conn, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.base.Err() != nil {
		return true, nil, storage.ErrClosed
	}
	if n.busy >= n.lanes && r.load <= maxLoad/2 && len(r.ops) <= maxOps/2 {
		r.turn = make(chan turn, 1)
		n.waiting = append(n.waiting, r)
		return false, nil, nil
	}
	n.busy++
	return true, n.takeIdle(), nil
}

// leave ends a burst's use of its lane, and of its connection if that is still
// good: the first of those that wait carries them on.
func (n *node) leave(c *conn) {
	if c != nil {
		c.rest()
	}
	n.mu.Lock()
	open := n.base.Err() == nil
	keep := c != nil && open && len(n.idle) < n.maxIdle
	if keep {
		n.idle = append(n.idle, c)
	}
	if len(n.waiting) > 0 && open {
		n.waiting[0].turn <- lead // has room
		n.waiting = n.waiting[1:]
	} else {
		n.busy--
	}
	n.mu.Unlock()
	if c != nil && !keep {
		n.drop(c)
	}
}

// wait waits for a rider's turn, until its deadline or its context's end.
func (n *node) wait(r *rider) (turn, error) {
	timer := time.NewTimer(time.Until(r.deadline))
	defer timer.Stop()
	var err error
	select {
	case t := <-r.turn:
		return t, nil
	case <-r.ctx.Done():
		err = r.ctx.Err()
	case <-timer.C:
		err = storage.ErrTimeout
	case <-n.base.Done():
		err = storage.ErrClosed
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	select {
	case t := <-r.turn: // just now; turns are given under the mutex
		return t, nil
	default:
	}
	r.left = true // if others carry it, they leave its results alone
	n.waiting = slices.DeleteFunc(n.waiting, func(other *rider) bool { return other == r })
	return arrived, err
}
