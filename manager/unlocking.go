package manager

import (
	"sync"
	"time"
)

// unlocking are the sessions whose lock is being released, while the request that
// held it may be answered already. The next request of such a session on this node
// would find the lock taken, should its connection be quicker, and wait in vain.
type unlocking struct {
	mu  sync.Mutex
	ids map[string]chan struct{}
}

// begin notes that a lock's release is on its way. The caller calls end when it
// has been answered, or has failed.
func (u *unlocking) begin(id string) (end func()) {
	over := make(chan struct{})
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ids == nil {
		u.ids = make(map[string]chan struct{})
	}
	u.ids[id] = over
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		if u.ids[id] == over {
			delete(u.ids, id)
		}
		close(over)
	}
}

// wait waits for a release that is on its way, but no longer than for a lock that
// is taken.
func (u *unlocking) wait(id string, after func(time.Duration) <-chan time.Time) {
	u.mu.Lock()
	over := u.ids[id]
	u.mu.Unlock()
	if over == nil {
		return
	}
	select {
	case <-over:
	case <-after(firstLockWait):
	}
}
