// Package pulse tells for how long this process did not get to run: a virtual
// machine was moved, a container had used up its share of the processor, or the
// machine is overloaded. Who waits for somebody else's answer can then take that
// time off: that nothing came meanwhile says nothing about the other side.
package pulse

import (
	"sync"
	"time"
)

const (
	// Beat is the time between two looks at the clock.
	Beat = 50 * time.Millisecond
	// tolerance is by how much one may be late on a busy machine.
	tolerance = 100 * time.Millisecond
	// remembered are the last pauses: enough for the few seconds that are asked for.
	remembered = 16
)

// Pulse notes pauses. A nil one knows of none. It is safe for concurrent use.
type Pulse struct {
	now func() time.Time

	mu     sync.Mutex
	last   time.Time // beat
	pauses [remembered]pause
	next   int
}

type pause struct{ from, to time.Time }

// Start gives a Pulse that beats until done is closed.
func Start(done <-chan struct{}) *Pulse {
	p := New(time.Now)
	go func() {
		ticker := time.NewTicker(Beat)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				p.Look()
			case <-done:
				return
			}
		}
	}()
	return p
}

// New gives a Pulse that looks at the clock when it is told to.
func New(now func() time.Time) *Pulse { return &Pulse{now: now, last: now()} }

// Now is the time by which Lost and Paused reckon.
func (p *Pulse) Now() time.Time {
	if p == nil {
		return time.Now()
	}
	return p.now()
}

// Look is a beat.
func (p *Pulse) Look() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if late, ok := p.since(now); ok {
		p.pauses[p.next] = late
		p.next = (p.next + 1) % remembered
	}
	p.last = now
}

// since gives the pause that lasts until now, if there is one. p.mu is held.
func (p *Pulse) since(now time.Time) (pause, bool) {
	return pause{p.last.Add(Beat), now}, now.Sub(p.last) > Beat+tolerance
}

// Lost is how much of the time since then the process was paused for.
func (p *Pulse) Lost(since time.Time) (lost time.Duration) {
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, each := range p.pauses {
		lost += each.after(since)
	}
	if still, ok := p.since(p.now()); ok {
		lost += still.after(since)
	}
	return lost
}

// after is how much of a pause came after a time.
func (p pause) after(since time.Time) time.Duration {
	if p.from.Before(since) {
		p.from = since
	}
	return max(0, p.to.Sub(p.from))
}

// Paused tells whether so much of the time since then was lost, more than a
// quarter, that it can't be held against anybody.
func (p *Pulse) Paused(since time.Time) bool {
	if p == nil {
		return false
	}
	return p.Lost(since) > p.now().Sub(since)/4
}
