package burst

import (
	"context"
	"errors"
	"time"

	"msmgate/manager/storage"
)

// sinceKey is asked for over a connection to see whether it still works; nobody
// stores it.
const sinceKey = "ping-since"

// Since tells since when a node is known not to have been restarted: when the
// oldest of its connections that still answers was opened. It asks over that
// connection, within ctx and OperationTimeout. False means that nothing is
// known; the node may be fine, with all connections in use, or young.
func (s *Storage) Since(ctx context.Context, node string) (opened time.Time, ok bool) {
	n := s.nodes[node]
	if n == nil {
		return time.Time{}, false
	}
	for {
		c := n.takeOldest()
		if c == nil {
			return n.sinceBusy(ctx)
		}
		c.begin(ctx, n.deadline(ctx))
		ops := [1]storage.Op{{Verb: storage.Get, Node: node, Key: sinceKey}}
		var results [1]storage.Result
		if _, err := c.exchange(ops[:], results[:]); err == nil {
			opened = c.opened
			n.put(c)
			return opened, true
		}
		n.drop(c)
		if ctx.Err() != nil {
			return time.Time{}, false
		}
	}
}

// sinceBusy asks over whatever connection is the first to be free: on a busy node
// none rests.
func (n *node) sinceBusy(ctx context.Context) (opened time.Time, ok bool) {
	n.mu.Lock()
	busy := n.busy > 0
	n.mu.Unlock()
	if !busy {
		return time.Time{}, false
	}
	r := &rider{ctx: ctx, ops: []storage.Op{{Verb: storage.Get, Node: n.id, Key: sinceKey}}, results: make([]storage.Result, 1)}
	n.ride(r)
	if err := r.results[0].Err; err != nil && !errors.Is(err, storage.ErrMiss) {
		return time.Time{}, false
	}
	return r.opened, !r.opened.IsZero()
}

// takeOldest gives the idle connection that was opened first, or nil if there
// is none.
func (n *node) takeOldest() *conn {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.idle) == 0 || n.base.Err() != nil {
		return nil
	}
	oldest := 0
	for i, c := range n.idle {
		if c.opened.Before(n.idle[oldest].opened) {
			oldest = i
		}
	}
	c := n.idle[oldest]
	last := len(n.idle) - 1
	n.idle[oldest], n.idle[last] = n.idle[last], nil
	n.idle = n.idle[:last]
	return c
}
