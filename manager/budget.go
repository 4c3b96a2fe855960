package manager

import (
	"context"
	"sync"
	"time"
)

// budget is how long storage may still hold a request: operationTimeout in all
// (CFG-38), whatever the request does there, where MSM allows as much for each
// operation. The application's own time doesn't count, nor does the time in
// which other requests hold the session's lock (NST-21).
type budget struct {
	mu       sync.Mutex
	left     time.Duration
	deadline time.Time // of what is going on
	running  int
}

// begin lets the budget run until end. Parallel uses count once.
func (b *budget) begin() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.running == 0 {
		b.deadline = time.Now().Add(b.left)
	}
	b.running++
}

func (b *budget) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.running--; b.running == 0 {
		b.left = max(0, time.Until(b.deadline))
	}
}

// forgive adds what was not storage's fault.
func (b *budget) forgive(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deadline = b.deadline.Add(d)
}

// remaining is what is left while nothing is going on.
func (b *budget) remaining() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.left
}

func (b *budget) until() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.deadline
}

// budgeted is a context with the budget's deadline. The deadline moves, so it
// is looked at by what waits for storage, and doesn't end the context.
type budgeted struct {
	context.Context
	budget *budget
}

func (c *budgeted) Deadline() (time.Time, bool) { return c.budget.until(), true }

func (c *budgeted) Value(key any) any {
	if key == (budgetKey{}) {
		return c.budget
	}
	return c.Context.Value(key)
}

type budgetKey struct{}

// forgive tells the budget of a context, if it has one, that a wait was not
// storage's fault.
func forgive(ctx context.Context, since time.Time) { forgiveFor(ctx, time.Since(since)) }

func forgiveFor(ctx context.Context, d time.Duration) {
	if b, ok := ctx.Value(budgetKey{}).(*budget); ok {
		b.forgive(d)
	}
}
