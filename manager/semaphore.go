package manager

import (
	"context"
	"slices"
	"sync"
)

// semaphore is a mutex that a request can stop waiting for. Its zero value is
// free, and takes no memory beside its own until somebody has to wait: a resting
// session has three. Those who wait have their turns in the order of their coming.
type semaphore struct {
	mu   sync.Mutex
	held bool
	// queue is nil unless somebody waits, or did while it was held.
	queue *[]chan struct{}
}

// lock waits for the semaphore, or gives ctx's error. One that is free is taken
// even if ctx has ended.
func (s *semaphore) lock(ctx context.Context) error {
	s.mu.Lock()
	if !s.held {
		s.held = true
		s.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	if s.queue == nil {
		s.queue = new([]chan struct{})
	}
	*s.queue = append(*s.queue, turn)
	s.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	if !s.leave(turn) {
		s.unlock() // the turn has come just now: it is the next one's
	}
	return ctx.Err()
}

// leave takes one who waits out of the queue; false says that he has his turn.
func (s *semaphore) leave(turn chan struct{}) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue == nil {
		return false
	}
	i := slices.Index(*s.queue, turn)
	if i < 0 {
		return false
	}
	*s.queue = slices.Delete(*s.queue, i, i+1)
	return true
}

// unlock gives the semaphore to the first who waits.
func (s *semaphore) unlock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue == nil || len(*s.queue) == 0 {
		s.held, s.queue = false, nil
		return
	}
	close((*s.queue)[0])
	*s.queue = slices.Delete(*s.queue, 0, 1)
}
