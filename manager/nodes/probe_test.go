package nodes_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
)

// probed is a node that is down until it is healed, and the ticks of its probes.
type probed struct {
	set   *nodes.Set
	ticks chan time.Time
	asked chan string // "ping", "back"

	mu sync.Mutex
	up bool
}

func newProbed(t *testing.T) *probed {
	p := &probed{ticks: make(chan time.Time), asked: make(chan string, 100)}
	var err error
	p.set, err = nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}, {ID: "n2"}}},
		After: func(d time.Duration) <-chan time.Time {
			if d != nodes.ProbeInterval {
				t.Errorf("waits %v", d)
			}
			return p.ticks
		},
		Back: func(node string) {
			if p.set.Up(t.Context(), node) {
				t.Error("up before it was told to be back")
			}
			p.asked <- "back"
		},
		Ping: func(context.Context, string) error {
			p.asked <- "ping"
			p.mu.Lock()
			defer p.mu.Unlock()
			if !p.up {
				return errors.New("refused")
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.set.Close)
	return p
}

// TestProbes has a node that is down asked in the background, and by nobody
// else (NODE-42).
func TestProbes(t *testing.T) {
	p := newProbed(t)
	working := p.set.While("n1")
	p.set.MarkDown("n1")
	<-working.Done()
	if cause := context.Cause(working); !errors.Is(cause, nodes.ErrDown) {
		t.Errorf("what waits for the node is told %v", cause)
	}
	if p.set.While("n1").Err() == nil || p.set.While("n2").Err() != nil {
		t.Error("the wrong node is left")
	}
	p.set.MarkUp("n1")
	if p.set.Up(t.Context(), "n1") || len(p.asked) > 0 {
		t.Error("a request asks, or a late answer counts, while the node is probed")
	}
	p.ticks <- time.Time{}
	<-p.asked
	p.mu.Lock()
	p.up = true
	p.mu.Unlock()
	p.ticks <- time.Time{}
	if got := []string{<-p.asked, <-p.asked}; !slices.Equal(got, []string{"ping", "back"}) {
		t.Errorf("%q", got)
	}
	for !p.set.Up(t.Context(), "n1") { // until the prober has taken note
	}
	if p.set.While("n1").Err() != nil {
		t.Error("up, but nothing may wait for it")
	}
	if !p.set.WasDown("n1", time.Hour) || p.set.WasDown("n2", time.Hour) {
		t.Error("which node was down isn't known any more")
	}
}

// TestProbesEnd closes a Set whose node is down.
func TestProbesEnd(t *testing.T) {
	p := newProbed(t)
	p.set.MarkDown("n1")
	p.set.Close()
	p.set.Close()
	select {
	case p.ticks <- time.Time{}:
		// Taken in the moment of closing; nobody takes another one.
		p.set.MarkDown("n2")
	default:
	}
	if p.set.Up(t.Context(), "n1") {
		t.Error("up without an answer")
	}
}

// TestNodeWithoutID knows whether the only node is down, too (TRAP-77, NODE-61).
func TestNodeWithoutID_TRAP77(t *testing.T) {
	for _, kind := range []contextxml.NodesKind{contextxml.NodesSingle, contextxml.NodesRedis} {
		s, err := nodes.New(nodes.Config{Nodes: contextxml.Nodes{Kind: kind}, Ping: func(context.Context, string) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		s.MarkDown("")
		if !s.IsDown("") || s.While("").Err() == nil {
			t.Errorf("%v: requests still wait for it", kind)
		}
		if !s.Up(t.Context(), "") {
			t.Errorf("%v: not tried at all (NODE-60)", kind)
		}
	}
}

// TestSuspect asks a node that was up a moment ago (NODE-10).
func TestSuspect(t *testing.T) {
	p := newProbed(t)
	p.set.MarkUp("n1")
	if !p.set.Up(t.Context(), "n1") || len(p.asked) != 0 {
		t.Error("asked though it is known")
	}
	p.set.Suspect("n1")
	if p.set.Up(t.Context(), "n1") || len(p.asked) != 1 {
		t.Error("not asked again")
	}
}

// TestDeadlineOfTheCaller bounds a wait by a deadline whose context doesn't end
// by itself.
func TestDeadlineOfTheCaller(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}}},
		Ping:  func(context.Context, string) error { <-stop; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Up(expired{t.Context()}, "n1") {
		t.Error("up without an answer")
	}
}

type expired struct{ context.Context }

func (expired) Deadline() (time.Time, bool) { return time.Unix(1, 0), true }
