package manager

import "sync/atomic"

// maxSpare is how many goroutines a crew keeps for the next jobs.
const maxSpare = 64

// crew runs each job at once, on a goroutine of its own. Some of these are kept
// for later jobs: they have grown the stack that storing a session needs, and
// growing it is a twentieth of what storing costs.
type crew struct {
	jobs  chan func()
	spare atomic.Int32
	ended <-chan struct{}
}

// newCrew gives a crew whose spare goroutines end when ended is closed.
func newCrew(ended <-chan struct{}) *crew { return &crew{jobs: make(chan func()), ended: ended} }

func (c *crew) run(job func()) {
	select {
	case c.jobs <- job: // a spare one waits for it
	default:
		go c.work(job)
	}
}

func (c *crew) work(job func()) {
	for {
		job()
		if c.spare.Add(1) > maxSpare {
			c.spare.Add(-1)
			return
		}
		select {
		case job = <-c.jobs:
			c.spare.Add(-1)
		case <-c.ended:
			return
		}
	}
}
