package nodes_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
)

func TestCanHit(t *testing.T) {
	for _, c := range []struct {
		rule, nodes, id string
		want            bool
	}{
		{"NODE-11 node up", "n1", "A-n1.tcA", true},
		{"NODE-11 node down", "!n1", "A-n1.tcA", false},
		{"NODE-11 no node in the id", "n1", "A.tcA", false},
		{"NODE-12 unknown node", "n1", "A-n2", false},
		{"NODE-18 failover node", "n1 +n2", "A-n2", true},
	} {
		s, _ := set(t, c.nodes)
		if got := s.CanHit(t.Context(), c.id); got != c.want {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
}

func TestAvailabilityCache(t *testing.T) {
	type step struct {
		after time.Duration // what the clock moves first
		do    string        // fail, heal: the node; up, down: a mark; "": ask
		want  bool
		pings int // so far
	}
	for _, c := range []struct {
		rule  string
		steps []step
	}{
		{"NODE-10 an answer holds for the TTL, exactly", []step{
			{0, "", true, 1}, {0, "fail", true, 1}, {nodes.TTL, "", true, 1}, {1, "", false, 2},
		}},
		{"NODE-10 so does a bad one", []step{
			{0, "fail", false, 1}, {0, "heal", false, 1}, {nodes.TTL + 1, "", true, 2},
		}},
		{"NODE-16 a failed store marks it down", []step{
			{0, "", true, 1}, {0, "down", false, 1}, {nodes.TTL + 1, "", true, 2},
		}},
		{"NODE-15 an answered get marks it up", []step{
			{0, "fail", false, 1}, {0, "up", true, 1}, {nodes.TTL, "", true, 1},
		}},
		{"NODE-15 but doesn't renew what was up", []step{
			{0, "", true, 1}, {0, "fail", true, 1}, {nodes.TTL / 2, "up", true, 1}, {nodes.TTL/2 + 1, "", false, 2},
		}},
		{"NODE-15 marking first needs no ping", []step{{0, "up", true, 0}}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s, cl := set(t, "n1")
			for i, st := range c.steps {
				cl.clock = cl.clock.Add(st.after)
				switch st.do {
				case "fail", "heal":
					cl.down["n1"] = st.do == "fail"
				case "up":
					s.MarkUp("n1")
				case "down":
					s.MarkDown("n1")
				}
				if got := s.Up(t.Context(), "n1"); got != st.want || len(cl.asked) != st.pings {
					t.Errorf("step %d: up %v after %d pings, want %v after %d", i, got, len(cl.asked), st.want, st.pings)
				}
			}
		})
	}
}

func TestTTL(t *testing.T) {
	for _, c := range []struct {
		rule  string
		ttl   time.Duration
		age   time.Duration
		pings int
	}{
		{"NODE-10a 1.6.5", nodes.TTL16, 51 * time.Millisecond, 2},
		{"NODE-10a default", 0, 51 * time.Millisecond, 1},
		{"NODE-10a for ever", -1, 1000 * time.Hour, 1},
	} {
		cl := &cluster{clock: time.Unix(1000, 0)}
		s, err := nodes.New(nodes.Config{
			Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}}},
			Ping:  cl.ping, Now: cl.now, TTL: c.ttl,
		})
		if err != nil {
			t.Fatal(err)
		}
		s.Up(t.Context(), "n1")
		cl.clock = cl.clock.Add(c.age)
		s.Up(t.Context(), "n1")
		if len(cl.asked) != c.pings {
			t.Errorf("%s: %d pings, want %d", c.rule, len(cl.asked), c.pings)
		}
	}
}

// TestStillDown asks again about a node that is known to be down (NODE-10a).
func TestStillDown(t *testing.T) {
	clock, up, pings := time.Unix(1000, 0), false, 0
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}}},
		Now:   func() time.Time { return clock },
		Ping: func(context.Context, string) error {
			pings++
			if !up {
				return errors.New("refused")
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.MarkDown("n1")
	for _, step := range []struct {
		up    bool
		after time.Duration
		down  bool
		pings int
	}{
		{true, 50 * time.Millisecond, true, 0},
		{false, time.Millisecond, true, 1},
		{true, 51 * time.Millisecond, false, 2},
	} {
		up, clock = step.up, clock.Add(step.after)
		if down := s.StillDown(t.Context(), "n1", time.Minute); down != step.down || pings != step.pings {
			t.Errorf("%v later: down %v after %d pings, want %v after %d", step.after, down, pings, step.down, step.pings)
		}
	}
	if !s.Up(t.Context(), "n1") {
		t.Error("found to be up, and not up")
	}
	if !s.StillDown(t.Context(), "n9", time.Minute) {
		t.Error("an unknown node is up")
	}
}

// TestOneQuestionAtATime lets many callers ask about a hanging node (NODE-14).
func TestOneQuestionAtATime(t *testing.T) {
	asked, answer := make(chan struct{}, 100), make(chan struct{})
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}}},
		Ping: func(ctx context.Context, _ string) error {
			asked <- struct{}{}
			select {
			case <-answer:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	impatient, giveUp := context.WithCancelCause(t.Context())
	first := make(chan bool)
	go func() { first <- s.Up(impatient, "n1") }()
	<-asked
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if !s.Up(t.Context(), "n1") {
				t.Error("one caller's giving up made the node look down to another")
			}
		})
	}
	giveUp(errors.New("client went away"))
	if <-first {
		t.Error("no answer yet, but up")
	}
	close(answer)
	wg.Wait()
	if !s.Up(t.Context(), "n1") {
		t.Error("the answer was not kept")
	}
	if n := len(asked); n != 0 {
		t.Errorf("asked %d times more", n)
	}
}

func BenchmarkUpCached(b *testing.B) {
	s, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{{ID: "n1"}, {ID: "n2"}}},
		Ping:  func(context.Context, string) error { return nil },
		TTL:   -1,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.CanHit(b.Context(), "2F83085E968652A561500B43118BB994-n2.tcA")
	}
}
