package manager

import "context"

// semaphore is a mutex that a request can stop waiting for.
type semaphore chan struct{}

func newSemaphore() semaphore { return make(semaphore, 1) }

// lock waits for the semaphore, or gives ctx's error.
func (s semaphore) lock(ctx context.Context) error {
	select {
	case s <- struct{}{}:
		return nil
	default:
	}
	select {
	case s <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s semaphore) unlock() { <-s }
