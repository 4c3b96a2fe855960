package burst

import (
	"context"

	"msmgate/manager/storage"
)

// run carries out those of the operations that are for this node. Results of
// the others are left alone.
func (n *node) run(ctx context.Context, ops []storage.Op, results []storage.Result) {
	some, all := n.check(ctx, ops, results)
	switch {
	case all:
		n.ride(&rider{ctx: ctx, ops: ops, results: results})
		return
	case !some:
		return
	}
	var places []int
	var mine []storage.Op
	for i := range ops {
		if ops[i].Node == n.id && results[i].Err == nil {
			places, mine = append(places, i), append(mine, ops[i])
		}
	}
	theirs := make([]storage.Result, len(mine))
	n.ride(&rider{ctx: ctx, ops: mine, results: theirs})
	for i, place := range places {
		results[place] = theirs[i]
	}
}

// ride brings a burst to the node, by itself or with others.
func (n *node) ride(r *rider) {
	if err := r.ctx.Err(); err != nil {
		n.fail(r, err)
		return
	}
	for i := range r.ops {
		r.once = r.once || r.ops[i].Once || r.ops[i].Verb == storage.Add
		r.load += len(r.ops[i].Item.Value)
	}
	r.deadline = n.deadline(r.ctx)
	now, c, err := n.enter(r)
	switch {
	case err != nil:
		n.fail(r, err)
		return
	case now:
		n.carry(alone(r), c)
		return
	}
	what, err := n.wait(r)
	switch {
	case err != nil:
		n.fail(r, err)
	case what == lead:
		n.carry(n.gather(r), n.take())
	case what == again:
		n.resend(r)
	}
}

// check refuses what can't be sent; some is whether anything is left for this
// node, all whether everything is.
func (n *node) check(ctx context.Context, ops []storage.Op, results []storage.Result) (some, all bool) {
	all = true
	for i := range ops {
		if ops[i].Node != n.id {
			all = false
		} else if err := ops[i].Check(); err != nil {
			results[i].Err = n.explain(ctx, &ops[i], err)
			all = false
		} else {
			some = true
		}
	}
	return some, all && some
}

// fail gives the operations of a burst that weren't answered their error.
func (n *node) fail(r *rider, err error) {
	for i := r.done; i < len(r.ops); i++ {
		r.results[i].Err = n.explain(r.ctx, &r.ops[i], err)
	}
}
