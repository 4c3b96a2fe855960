package pulse

import (
	"testing"
	"time"
)

// clock is set by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestLost(t *testing.T) {
	c := &clock{time.Unix(1000, 0)}
	begin, p := c.at, New(c.now)
	after := func(d time.Duration) time.Time { return begin.Add(d) }
	beatAt := func(d time.Duration) { c.at = after(d); p.Look() }
	check := func(name string, since, want time.Duration, paused bool) {
		t.Helper()
		if got := p.Lost(after(since)); got != want {
			t.Errorf("%s: %s lost since %s, want %s", name, got, since, want)
		}
		if got := p.Paused(after(since)); got != paused {
			t.Errorf("%s: paused since %s: %t", name, since, got)
		}
	}
	const ms = time.Millisecond
	beatAt(50 * ms)
	beatAt(190 * ms) // late, as happens
	check("late", 0, 0, false)
	c.at = after(1240 * ms)
	check("during a pause", 0, 1000*ms, true)
	check("what began in it", 1000*ms, 240*ms, true)
	p.Look()
	check("behind it", 0, 1000*ms, true)
	check("from its middle", 740*ms, 500*ms, true)
	check("since its end", 1240*ms, 0, false)
	for d := 1290 * ms; d <= 6240*ms; d += 50 * ms {
		beatAt(d)
	}
	check("long after", 0, 1000*ms, false)
	beatAt(7000 * ms)
	check("two", 0, 1710*ms, false)
}

func TestOnlyTheLastAreRemembered(t *testing.T) {
	c := &clock{time.Unix(1000, 0)}
	p := New(c.now)
	for range 3 * remembered {
		c.at = c.at.Add(time.Second)
		p.Look()
	}
	if got, want := p.Lost(time.Unix(0, 0)), remembered*(time.Second-Beat); got != want {
		t.Errorf("%s lost, want %s", got, want)
	}
}

func TestNone(t *testing.T) {
	var p *Pulse
	if p.Lost(time.Time{}) != 0 || p.Paused(time.Time{}) {
		t.Error("a nil pulse knows of a pause")
	}
}

// TestStart: it beats, and ends.
func TestStart(t *testing.T) {
	done := make(chan struct{})
	p := Start(done)
	first := p.lastBeat()
	for deadline := time.Now().Add(30 * time.Second); !p.lastBeat().After(first); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("no beat")
		}
	}
	close(done)
}

func (p *Pulse) lastBeat() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}
