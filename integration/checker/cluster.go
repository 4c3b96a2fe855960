package checker

import (
	"strings"
	"sync"
	"time"
)

// Node is a session node.
type Node interface {
	// Route is its jvmRoute.
	Route() string
	// URL is where its application listens now, without a slash at the end.
	URL() string
	// Kill ends it at once, Stop asks it to end, and Restart starts it again and waits until it answers.
	Kill()
	Stop()
	Restart()
}

// Storage is a storage node.
type Storage interface {
	Kill()
	Restart()
	Pause()
	Resume()
}

// Cluster is what a run needs.
type Cluster struct {
	Nodes    []Node
	Storages []Storage
	// Proxies stand before Storages, one each, if Scenario.NeedsProxy says so.
	Proxies []*Proxy
}

// front chooses a node for each request as a load balancer does.
type front struct {
	nodes  []Node
	sticky bool // keeps to the jvmRoute

	mu      sync.Mutex
	out     map[int]bool      // out of rotation
	refused map[int]time.Time // when it last refused a connection
}

func newFront(nodes []Node, sticky bool) *front {
	return &front{nodes: nodes, sticky: sticky, out: map[int]bool{}, refused: map[int]time.Time{}}
}

// choose gives the nodes for a request in the order in which to try them.
func (f *front) choose(id string, number uint32, now time.Time) []int {
	f.mu.Lock()
	defer f.mu.Unlock()
	var order []int
	take := func(i int) {
		if !f.out[i] && now.Sub(f.refused[i]) >= time.Second {
			order = append(order, i)
		}
	}
	first := int(number % uint32(len(f.nodes)))
	if f.sticky {
		for i, n := range f.nodes {
			if strings.HasSuffix(id, "."+n.Route()) {
				first = i
			}
		}
	}
	for i := range f.nodes {
		take((first + i) % len(f.nodes))
	}
	return order
}

func (f *front) noteRefused(i int, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refused[i] = now
}

// rotate takes a node out of rotation, or back in.
func (f *front) rotate(i int, in bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.out[i] = !in
	if in {
		delete(f.refused, i)
	}
}
