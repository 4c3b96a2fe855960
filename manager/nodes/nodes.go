package nodes

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/pulse"
	"msmgate/manager/sessionid"
)

// How long an answer about a node's availability holds (NODE-10a). A negative
// value means for ever.
const (
	// TTL16 is 1.6.5's: it asks before nearly every request.
	TTL16 = 50 * time.Millisecond
	// TTL is 1.7.0's and later.
	TTL = time.Second
)

// Config is what a Set is made from.
type Config struct {
	// Nodes is memcachedNodes; the order decides where backups live (TRAP-62).
	Nodes contextxml.Nodes
	// Failover are the ids of failoverNodes.
	Failover []string
	// Ping asks a node whether it answers. Any answer, a miss included, is nil;
	// an error means down (NODE-12). It must end by itself, in operationTimeout
	// (NODE-13): the context given ends with none of those who wait for it.
	Ping func(ctx context.Context, node string) error
	// Back, if not nil, is called when a node that was down has answered, before
	// anybody else is told that it is up.
	Back func(node string)
	// After times the probing of nodes that are down; a nil channel from it, or
	// no After, means that there is none: Up asks when what is known of a node is
	// too old, as MSM does.
	After func(time.Duration) <-chan time.Time
	// TTL is how long an answer holds; 0 means the constant TTL.
	TTL time.Duration
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Pulse knows when this process didn't get to run: what isn't answered then
	// isn't held against a node. nil knows nothing.
	Pulse *pulse.Pulse
	// IntN draws from [0, n) uniformly; nil means math/rand/v2's.
	IntN func(n int) int
}

// Set is the storage nodes of one web application. It is safe for concurrent
// use. Close ends what it does in the background.
type Set struct {
	kind              contextxml.NodesKind
	all               []string
	primary, failover []string
	intN              func(n int) int
	available         *availability
}

// New makes a Set. It refuses failover nodes that memcachedNodes doesn't name
// and any failover node beside a single node (CFG-63, CFG-64). All nodes being
// failover nodes is accepted, though no session then gets a node (CFG-66).
func New(c Config) (*Set, error) {
	s := &Set{kind: c.Nodes.Kind, intN: c.IntN}
	if s.intN == nil {
		s.intN = rand.IntN
	}
	if s.Encoded() {
		for _, n := range c.Nodes.List {
			s.all = append(s.all, n.ID)
		}
	}
	for _, id := range c.Failover {
		if !slices.Contains(s.all, id) {
			return nil, fmt.Errorf("failoverNodes names %q, which is not in memcachedNodes; name one of %q", id, s.all)
		}
		if len(s.all) == 1 {
			return nil, fmt.Errorf("failoverNodes names the only node %q of memcachedNodes; remove failoverNodes", id)
		}
	}
	for _, id := range s.all {
		if slices.Contains(c.Failover, id) {
			s.failover = append(s.failover, id)
		} else {
			s.primary = append(s.primary, id)
		}
	}
	s.available = newAvailability(c)
	return s, nil
}

// Encoded tells whether node ids are part of session ids: not with a single
// node without id, couchbase or redis (NODE-60, NODE-61).
func (s *Set) Encoded() bool { return s.kind == contextxml.NodesWithIDs }

// Has tells whether a node of this id is configured, failover nodes included
// (NODE-18).
func (s *Set) Has(node string) bool { return slices.Contains(s.all, node) }

// IsFailover tells whether the node is one of failoverNodes (NODE-35).
func (s *Set) IsFailover(node string) bool { return slices.Contains(s.failover, node) }

// HasSecondary tells whether records have a copy on a second node in
// non-sticky mode: with more than one node, failover nodes counted, where
// sessions have a node (NST-33).
func (s *Set) HasSecondary() bool { return len(s.all) > 1 }

// CanHit tells whether a session with this id can be looked for in the
// storage: its id has a node that answers, or ids have no nodes at all
// (NODE-11). That MSM is enabled is the caller's to know.
func (s *Set) CanHit(ctx context.Context, id string) bool {
	if !s.Encoded() {
		return true
	}
	node, ok := sessionid.Node(id)
	return ok && s.Up(ctx, node)
}
