package nodes_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/pulse"
	"msmgate/manager/nodes"
)

// TestPauses: a node that hasn't answered since this process was paused is asked
// again; one that doesn't answer otherwise, or three times, is down (NODE-12).
func TestPauses(t *testing.T) {
	for name, c := range map[string]struct {
		paused, fails int // pings
		up            bool
		pings         int32
	}{
		"no pause":                {0, 1, false, 1},
		"a pause":                 {1, 1, true, 2},
		"a pause, and it is down": {1, 9, false, 2},
		"pauses all the time":     {9, 9, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			var late atomic.Int64
			var pings atomic.Int32
			p := pulse.New(func() time.Time { return time.Now().Add(time.Duration(late.Load())) })
			s, err := nodes.New(nodes.Config{
				Nodes: contextxml.Nodes{Kind: contextxml.NodesWithIDs, List: []contextxml.Node{{ID: "n1"}, {ID: "n2"}}},
				Pulse: p,
				Ping: func(context.Context, string) error {
					n := int(pings.Add(1))
					if n <= c.paused {
						late.Add(int64(time.Hour))
					}
					p.Look()
					if n <= c.fails {
						return errors.New("no answer")
					}
					return nil
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			if up := s.Up(t.Context(), "n1"); up != c.up || pings.Load() != c.pings {
				t.Errorf("up: %t after %d pings, want %t after %d", up, pings.Load(), c.up, c.pings)
			}
		})
	}
}

// TestPausedCaller: a caller whose time is over after a pause waits as much longer,
// instead of taking the node to be down.
func TestPausedCaller(t *testing.T) {
	var late atomic.Int64
	asked, answer := make(chan struct{}), make(chan struct{})
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{Kind: contextxml.NodesWithIDs, List: []contextxml.Node{{ID: "n1"}, {ID: "n2"}}},
		Pulse: pulse.New(func() time.Time { return time.Now().Add(time.Duration(late.Load())) }),
		Ping: func(context.Context, string) error {
			close(asked)
			<-answer
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	ctx, cancel := context.WithCancel(t.Context())
	up := make(chan bool)
	go func() { up <- s.Up(ctx, "n1") }()
	<-asked
	late.Add(int64(time.Hour))
	cancel()
	close(answer)
	if !<-up {
		t.Error("down, since nobody had time to wait")
	}
}
