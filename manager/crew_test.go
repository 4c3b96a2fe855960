package manager

import (
	"sync"
	"testing"
)

// Jobs that wait for each other all run, more of them than are kept, and what is
// kept runs later jobs and ends with the crew.
func TestCrew(t *testing.T) {
	ended := make(chan struct{})
	c := newCrew(ended)
	for range 3 {
		var met, done sync.WaitGroup
		const jobs = 2 * maxSpare
		met.Add(jobs)
		done.Add(jobs)
		for range jobs {
			c.run(func() {
				defer done.Done()
				met.Done()
				met.Wait()
			})
		}
		done.Wait()
	}
	if n := c.spare.Load(); n > maxSpare {
		t.Errorf("%d goroutines are kept, %d at most", n, maxSpare)
	}
	close(ended)
	again := make(chan struct{})
	c.run(func() { close(again) })
	<-again
}
