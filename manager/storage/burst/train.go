package burst

import (
	"context"
	"time"

	"msmgate/manager/storage"
)

// train is what travels together: one burst, or several, one behind the other. It
// is a context that has ended when those of all riders have.
type train struct {
	context.Context
	riders   []*rider
	deadline time.Time
	ops      []storage.Op
	results  []storage.Result
	once     bool      // a rider holds what must not be sent twice
	done     int       // how many operations, from the first, have their results
	opened   time.Time // when the connection was
}

func (t *train) Err() error {
	var err error
	for _, r := range t.riders {
		if err = r.ctx.Err(); err == nil {
			return nil
		}
	}
	return err
}

// alone is a train of one burst. Its results are the burst's own.
func alone(r *rider) *train {
	return &train{Context: r.ctx, riders: []*rider{r}, deadline: r.deadline, once: r.once, ops: r.ops, results: r.results}
}

// gather gives a train of a burst and those that wait and may travel with it.
func (n *node) gather(first *rider) *train {
	n.mu.Lock()
	defer n.mu.Unlock()
	t := alone(first)
	load, ops, kept := first.load, len(first.ops), n.waiting[:0]
	for _, r := range n.waiting {
		apart := r.deadline.Sub(first.deadline).Abs()
		if len(t.riders) == maxRiders || load+r.load > maxLoad || ops+len(r.ops) > maxOps || apart > agreement {
			kept = append(kept, r)
			continue
		}
		t.riders, load, ops = append(t.riders, r), load+r.load, ops+len(r.ops)
	}
	clear(n.waiting[len(kept):])
	n.waiting = kept
	if len(t.riders) > 1 {
		t.couple(ops)
	}
	return t
}

// couple puts the riders' operations together. The results are the train's, since
// riders may leave before they arrive.
func (t *train) couple(ops int) {
	t.ops, t.results = make([]storage.Op, 0, ops), make([]storage.Result, ops)
	for _, r := range t.riders {
		if r.deadline.After(t.deadline) {
			t.deadline = r.deadline
		}
		t.once = t.once || r.once
		t.ops = append(t.ops, r.ops...)
	}
}
