package checker

import (
	"math/rand/v2"
	"time"
)

// Faults are the kinds of fault that a schedule may hold. The first four strike a storage node, the others a session
// node.
var Faults = []string{
	"memkill",  // it is killed, and started again, empty
	"memhang",  // it is stopped (SIGSTOP) and goes on; its connections stay open
	"cut",      // every connection to it is reset, three times
	"slow",     // it takes 150 ms for each command
	"nodekill", // it is killed, and started again
	"nodestop", // it is asked to end (SIGTERM), and started again
}

// Fault is one of a schedule: Kind strikes target number Target from Begin to End, counted from the start of the run.
type Fault struct {
	Kind       string
	Target     int
	Begin, End time.Duration
}

// OnNode says whether the fault's target is a session node rather than a storage node.
func (f Fault) OnNode() bool { return f.Kind == "nodekill" || f.Kind == "nodestop" }

// NeedsProxy says whether a scenario's faults strike connections, so that storage nodes have to stand behind a Proxy.
func (s Scenario) NeedsProxy() bool { return s.Fault == "cut" || s.Fault == "slow" }

// Schedule is the faults of a scenario, in order; targets alternate. Each has ended, and its effects may show, before
// the run does.
func (s Scenario) Schedule(storages, nodes int) []Fault {
	s = s.withDefaults()
	if s.Fault == "none" {
		return nil
	}
	random := rand.New(rand.NewPCG(s.Seed, 1))
	target := random.IntN(storages * nodes)
	var faults []Fault
	for begin := s.First; begin+s.Length+s.Length/2 <= s.Duration; begin += s.Every {
		early := time.Duration(random.Int64N(int64(s.Length/4) + 1))
		f := Fault{Kind: s.Fault, Begin: begin + early, End: begin + early + s.Length, Target: target}
		if f.OnNode() {
			f.Target %= nodes
		} else {
			f.Target %= storages
		}
		faults = append(faults, f)
		target++
	}
	return faults
}

// step is what a user does next: requests, parallel ones if several, after thinking.
type step struct {
	think    time.Duration
	requests []Operation
}

// script draws a user's steps. It depends on the seed and the user alone, not on what is answered.
type script struct {
	random *rand.Rand
	ajax   bool
}

func newScript(s Scenario, user int) *script {
	return &script{random: rand.New(rand.NewPCG(s.Seed, uint64(100+user))), ajax: s.Ajax}
}

func (s *script) next() step {
	st := step{think: time.Duration(20+s.random.IntN(81)) * time.Millisecond}
	parallel := 1
	if s.ajax && s.random.IntN(2) == 0 {
		parallel = 2 + s.random.IntN(2)
	}
	for range parallel {
		st.requests = append(st.requests, s.operation())
	}
	return st
}

func (s *script) operation() (o Operation) {
	switch p := s.random.IntN(100); {
	case p < 45:
		o.Do = Append
	case p < 65:
		o.Do = Incr
	case p < 98:
		o.Do = Read
	default:
		o.Do = Invalidate
	}
	switch p := s.random.IntN(10); {
	case p < 2:
		o.Sleep = 10 * time.Millisecond
	case p < 3:
		o.Sleep = 40 * time.Millisecond
	}
	o.Front = s.random.Uint32()
	return o
}
