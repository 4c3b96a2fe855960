package checker

import (
	"sync"
	"time"
)

// run is a run on its way.
type run struct {
	scenario Scenario
	cluster  Cluster
	front    *front
	history  *History
	start    time.Time
}

// Run lets users work at a cluster while faults strike, and gives the history.
func Run(s Scenario, c Cluster) *History {
	s = s.withDefaults()
	r := &run{
		scenario: s, cluster: c, start: time.Now(),
		front:   newFront(c.Nodes, s.Mode == "sticky"),
		history: &History{Scenario: s.String()},
	}
	users := make([]*user, s.Users)
	var working sync.WaitGroup
	for i := range users {
		users[i] = &user{run: r, number: i + 1, browser: newBrowser(), script: newScript(s, i+1)}
		working.Go(users[i].live)
	}
	for _, f := range s.Schedule(len(c.Storages), len(c.Nodes)) {
		r.inject(f)
	}
	working.Wait()
	for _, u := range users {
		working.Go(u.lookEverywhere)
	}
	working.Wait()
	return r.history
}

func (r *run) now() time.Duration { return time.Since(r.start) }

func (r *run) waitUntil(at time.Duration) { <-time.After(at - r.now()) }
