package burst

import (
	"context"

	"msmgate/manager/storage"
)

// run carries out those of the operations that are for this node. Results of
// the others are left alone.
func (n *node) run(ctx context.Context, ops []storage.Op, results []storage.Result) {
	if err := ctx.Err(); err != nil {
		n.fail(ctx, ops, results, err)
		return
	}
	some, adds := n.check(ctx, ops, results)
	if !some {
		return
	}
	deadline := n.deadline(ctx)
	c, err := n.take()
	reused := c != nil
	if reused {
		c.begin(ctx, deadline)
		if adds && !c.alive() {
			n.drop(c)
			n.dropIdle() // they were most likely closed with this one
			reused = false
		}
	}
	if !reused && err == nil {
		c, err = n.connect(ctx, deadline)
	}
	done := 0
	if err == nil {
		done, err = c.exchange(ops, results)
	}
	if err != nil && reused && broken(err) && !c.answered && !adds && ctx.Err() == nil {
		n.drop(c)
		n.dropIdle()
		if c, err = n.connect(ctx, deadline); err == nil {
			done, err = c.exchange(ops, results)
		}
	}
	if err == nil {
		n.put(c)
		return
	}
	if c != nil {
		n.drop(c)
	}
	n.fail(ctx, ops[done:], results[done:], err)
}

// check refuses what can't be sent; some is whether anything is left, adds
// whether an add is among it.
func (n *node) check(ctx context.Context, ops []storage.Op, results []storage.Result) (some, adds bool) {
	for i := range ops {
		op := &ops[i]
		if op.Node != n.id {
			continue
		}
		if err := checkOp(op); err != nil {
			results[i].Err = n.explain(ctx, op, err)
			continue
		}
		some = true
		adds = adds || op.Verb == storage.Add
	}
	return some, adds
}

func checkOp(op *storage.Op) error {
	if err := storage.CheckKey(op.Key); err != nil {
		return err
	}
	switch op.Verb {
	case storage.Set, storage.Add:
		return storage.CheckValue(op.Item.Value)
	case storage.Get, storage.Delete:
		return nil
	}
	return errVerb
}

// pending tells whether an operation is this node's and still to be done.
// What has not been answered yet has an error only if it can't be sent.
func (n *node) pending(op *storage.Op, r *storage.Result) bool {
	return op.Node == n.id && r.Err == nil
}

// fail gives the operations that weren't answered their error.
func (n *node) fail(ctx context.Context, ops []storage.Op, results []storage.Result, err error) {
	for i := range ops {
		if n.pending(&ops[i], &results[i]) {
			results[i].Err = n.explain(ctx, &ops[i], err)
		}
	}
}
