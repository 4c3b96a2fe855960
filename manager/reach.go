package manager

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"

	"msmgate/internal/pulse"
	"msmgate/manager/nodes"
	"msmgate/manager/storage"
)

// reach is the storage as requests use it. An operation waits for its node no
// longer than patience, nor than the context's deadline says; and no longer than
// until somebody finds out that the node is down: then all that wait for it
// fail at once, and so do later ones until it answers a probe (TRAP-74, TRAP-77).
// Time in which this process didn't get to run counts for neither: after a pause
// of a second all nodes would look as if they were down.
type reach struct {
	storage  storage.Storage
	nodes    *nodes.Set
	patience time.Duration
	now      func() time.Time
	pulse    *pulse.Pulse
}

var (
	_ storage.Storage = (*reach)(nil)
	_ storage.Batcher = (*reach)(nil)
)

// errHeld says that storage has held a request for operationTimeout already.
var errHeld = errors.New("storage has held the request for operationTimeout already")

func (g *reach) Get(ctx context.Context, node, key string) (item storage.Item, err error) {
	err = g.do(ctx, node, func(ctx context.Context) (err error) {
		item, err = g.storage.Get(ctx, node, key)
		return err
	})
	return item, err
}

func (g *reach) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return g.do(ctx, node, func(ctx context.Context) error { return g.storage.Set(ctx, node, key, item, exptime) })
}

func (g *reach) Add(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return g.do(ctx, node, func(ctx context.Context) error { return g.storage.Add(ctx, node, key, item, exptime) })
}

func (g *reach) Delete(ctx context.Context, node, key string) error {
	return g.do(ctx, node, func(ctx context.Context) error { return g.storage.Delete(ctx, node, key) })
}

// Do carries out a batch. Each node's part waits for that node alone.
func (g *reach) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	results := make([]storage.Result, len(ops))
	storage.EachNode(ops, func(node string) {
		var part []storage.Op
		var at []int
		for i := range ops {
			if ops[i].Node == node {
				part, at = append(part, ops[i]), append(at, i)
			}
		}
		var answers []storage.Result
		err := g.do(ctx, node, func(ctx context.Context) error {
			answers = storage.Do(ctx, g.storage, part...)
			for _, r := range answers {
				if !answered(r.Err) {
					return r.Err
				}
			}
			return nil
		})
		for i, to := range at {
			results[to] = storage.Result{Err: err}
			if answers != nil {
				results[to] = answers[i]
			}
		}
	})
	return results
}

func (g *reach) Close() error { return g.storage.Close() }

// do runs an operation on a node within its limits, and notes what it tells of
// the node.
func (g *reach) do(ctx context.Context, node string, send func(ctx context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	while := g.nodes.While(node)
	if while.Err() != nil {
		return onNode(node, context.Cause(while))
	}
	limit, short := g.patience, false
	if deadline, ok := ctx.Deadline(); ok {
		if left := time.Until(deadline); left < limit {
			limit, short = left, true
		}
	}
	if limit <= 0 {
		return onNode(node, errHeld)
	}
	bounded, cancel := context.WithTimeout(while, limit)
	defer cancel()
	begun, started := g.now(), g.pulse.Now()
	err := send(bounded)
	if g.now().Sub(begun) > g.patience/8 {
		g.nodes.NoteSlow(node)
	}
	if answered(err) || errors.Is(err, storage.ErrClosed) {
		return err
	}
	paused := g.pulse.Paused(started)
	if paused {
		forgiveFor(ctx, g.pulse.Lost(started))
	}
	switch {
	case while.Err() != nil:
		return fmt.Errorf("%w: %w", context.Cause(while), err)
	case paused:
		g.nodes.Suspect(node)
	case short && bounded.Err() != nil:
		return fmt.Errorf("%w: %w", errHeld, err) // too little time to tell anything by it
	case brokenOff(err):
		g.nodes.Suspect(node)
	default:
		g.nodes.MarkDown(node)
	}
	return err
}

// onNode says which node an error is about; the only one, without an id, needs
// no name (NODE-60, NODE-61).
func onNode(node string, err error) error {
	if node == "" {
		return err
	}
	return fmt.Errorf("storage node %s: %w", node, err)
}

// answered tells whether a node has answered, if only to refuse, or was not
// asked at all.
func answered(err error) bool {
	if err == nil {
		return true
	}
	for _, known := range []error{
		storage.ErrMiss, storage.ErrNotStored, storage.ErrRefused, storage.ErrTooLarge, storage.ErrBadKey, storage.ErrUnknownNode,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// brokenOff tells whether a connection was reset or closed, which also a node
// does that is up the next moment.
func brokenOff(err error) bool {
	var dialling *net.OpError
	if errors.As(err, &dialling) && dialling.Op == "dial" {
		return false
	}
	for _, known := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, net.ErrClosed} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
