package manager

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
)

// waiting waits until so many wait for the semaphore.
func (s *semaphore) waiting(t *testing.T, n int) {
	t.Helper()
	for t.Context().Err() == nil {
		s.mu.Lock()
		now := 0
		if s.queue != nil {
			now = len(*s.queue)
		}
		s.mu.Unlock()
		if now == n {
			return
		}
		runtime.Gosched()
	}
	t.Fatalf("%d don't wait", n)
}

func TestSemaphoreInOrder(t *testing.T) {
	var s semaphore
	if err := s.lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	came := make(chan int, 5)
	var wg sync.WaitGroup
	for i := range cap(came) {
		wg.Go(func() {
			if err := s.lock(t.Context()); err != nil {
				t.Error(err)
			}
			came <- i
			s.unlock()
		})
		s.waiting(t, i+1)
	}
	s.unlock()
	wg.Wait()
	for want := range cap(came) {
		if got := <-came; got != want {
			t.Errorf("turn %d is that of number %d", want, got)
		}
	}
	if s.held || s.queue != nil {
		t.Errorf("it is not free: held %v, queue %v", s.held, s.queue)
	}
}

// One who gives up neither has the semaphore nor takes another's turn.
func TestSemaphoreGivenUp(t *testing.T) {
	var s semaphore
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.lock(ended); err != nil {
		t.Fatalf("free, and not taken: %v", err)
	}
	if err := s.lock(ended); !errors.Is(err, context.Canceled) {
		t.Fatalf("held, and waited for without end: %v", err)
	}
	s.waiting(t, 0)
	s.unlock()
	if err := s.lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.unlock()
}

// Among many that come, wait, and give up, there is never more than one inside,
// and all who wait get in.
func TestSemaphoreCrowd(t *testing.T) {
	var s semaphore
	inside, entered := 0, 0
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			for range 200 {
				ctx, cancel := context.WithCancel(t.Context())
				if i%2 == 0 {
					go cancel()
				}
				if s.lock(ctx) == nil {
					inside++
					entered++
					if inside != 1 {
						t.Errorf("%d are inside", inside)
					}
					inside--
					s.unlock()
				} else if i%2 == 1 {
					t.Error("one who doesn't give up did not get in")
				}
				cancel()
			}
		})
	}
	wg.Wait()
	if entered < 20*200 {
		t.Errorf("%d times somebody got in, want 4000 at least", entered)
	}
	if s.held || s.queue != nil {
		t.Error("it is not free when all have left")
	}
}
