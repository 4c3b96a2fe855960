package nodes_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
)

// cluster is storage nodes with a clock, a die and a list of who was asked.
type cluster struct {
	mu    sync.Mutex
	down  map[string]bool
	asked []string
	clock time.Time
	draws []int
}

func (c *cluster) ping(_ context.Context, node string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, node)
	if c.down[node] {
		return errors.New("connection refused")
	}
	return nil
}

func (c *cluster) now() time.Time { return c.clock }

func (c *cluster) intN(n int) int {
	if len(c.draws) == 0 {
		return 0
	}
	d := c.draws[0]
	c.draws = c.draws[1:]
	return d % n
}

// set makes a Set of the nodes named, "!" before those that are down and "+"
// before failover nodes.
func set(t *testing.T, list string, draws ...int) (*nodes.Set, *cluster) {
	t.Helper()
	c := &cluster{down: map[string]bool{}, clock: time.Unix(1000, 0), draws: draws}
	config := nodes.Config{Ping: c.ping, Now: c.now, IntN: c.intN}
	for id := range strings.FieldsSeq(list) {
		name := strings.Trim(id, "!+")
		config.Nodes.List = append(config.Nodes.List, contextxml.Node{ID: name, Host: "h", Port: 1})
		c.down[name] = strings.Contains(id, "!")
		if strings.Contains(id, "+") {
			config.Failover = append(config.Failover, name)
		}
	}
	s, err := nodes.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// Shows NODE-4 too.
func TestPick(t *testing.T) {
	for _, c := range []struct {
		rule, nodes string
		draws       []int
		want        string
		asked       []string
	}{
		{"NODE-1 the drawn one", "n1 n2 n3", []int{2}, "n3", []string{"n3"}},
		{"NODE-1 only primary ones", "+n1 n2 n3", []int{0}, "n2", []string{"n2"}},
		{"NODE-2 another primary one", "!n1 n2 n3", []int{0, 1}, "n3", []string{"n1", "n3"}},
		{"NODE-2 no repeats", "!n1 !n2 n3", []int{0, 0, 0}, "n3", []string{"n1", "n2", "n3"}},
		{"NODE-3 a failover one", "!n1 !n2 +n3", []int{1, 0, 0}, "n3", []string{"n2", "n1", "n3"}},
		{"NODE-3 skips failover nodes that are down", "!n1 +!n2 +n3", []int{0, 0, 0}, "n3", []string{"n1", "n2", "n3"}},
		{"NODE-5 nothing available", "!n1 !n2", []int{0, 0}, "", []string{"n1", "n2"}},
		{"NODE-50 one node, down", "!n1", []int{0}, "", []string{"n1"}},
		{"CFG-66 only failover nodes", "+n1 +n2", nil, "", nil},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s, cl := set(t, c.nodes, c.draws...)
			got, ok := s.Pick(t.Context())
			if got != c.want || ok != (c.want != "") {
				t.Errorf("%q %v, want %q", got, ok, c.want)
			}
			if !slices.Equal(cl.asked, c.asked) {
				t.Errorf("asked %q, want %q", cl.asked, c.asked)
			}
		})
	}
}

func TestPickIsUniform(t *testing.T) {
	s, cl := set(t, "n1 n2 n3")
	count := map[string]int{}
	for i := range 300 {
		cl.draws = []int{i}
		node, _ := s.Pick(t.Context())
		count[node]++
	}
	if count["n1"] != 100 || count["n2"] != 100 || count["n3"] != 100 {
		t.Errorf("NODE-1: %v", count)
	}
}

func TestOther(t *testing.T) {
	for _, c := range []struct{ rule, nodes, instead, want string }{
		{"STK-30 of a session's node", "!n1 n2", "n1", "n2"},
		{"NODE-35 a primary one for a failover one", "n1 +n2", "n2", "n1"},
		{"NODE-35 never itself", "!n1 +n2", "n2", ""},
		{"NODE-17 an unknown one", "n1", "n9", "n1"},
	} {
		s, _ := set(t, c.nodes)
		if got, ok := s.Other(t.Context(), c.instead); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q %v, want %q", c.rule, got, ok, c.want)
		}
	}
}

func TestForKey(t *testing.T) {
	for _, c := range []struct {
		rule, nodes, key, want string
		err                    error
	}{
		{"NODE-20 record", "n1 n2", "A-n2.tcA", "n2", nil},
		{"NODE-20 with prefix", "n1 n2", "shop_A-n2.tcA", "n2", nil},
		{"NODE-20 validity", "n1 n2", "validity:A-n1", "n1", nil},
		{"NODE-20 lock", "n1 n2", "lock:A-n1.tcB", "n1", nil},
		{"NODE-20 ping", "n1 n2", "ping-n2", "n2", nil},
		{"NODE-20 not asked whether it is up", "!n1", "A-n1", "n1", nil},
		{"NODE-18 a failover node's own keys", "n1 +n2", "A-n2", "n2", nil},
		{"TRAP-12 a dash in the prefix", "n1", "my-app_A-n1", "", nodes.ErrNoNode},
		{"NODE-24 no node", "n1", "A.tcA", "", nodes.ErrNoNode},
		{"NODE-24 unknown node", "n1", "A-n7", "", nodes.ErrNoNode},
		{"NODE-21 backup", "n1 n2 n3", "bak:A-n1", "n2", nil},
		{"NODE-21 backup wraps", "n1 n2 n3", "bak:A-n3", "n1", nil},
		{"NODE-25 next one down", "n1 !n2 n3", "bak:validity:A-n1", "n3", nil},
		{"NODE-21 own node down", "!n1 n2", "bak:A-n1", "n2", nil},
		{"NODE-22 failover nodes are not in the ring", "n1 +n2 n3", "bak:A-n1", "n3", nil},
		{"NODE-22 one node", "n1", "bak:A-n1", "", nodes.ErrNoNext},
		{"NODE-26 the other is down", "n1 !n2", "bak:A-n1", "", nodes.ErrNoNext},
		{"NODE-23 a failover node's backup", "n1 n2 +n3", "bak:A-n3", "", nodes.ErrNotPrimary},
		{"NODE-23 an unknown node's backup", "n1 n2", "bak:A-n9", "", nodes.ErrNotPrimary},
		{"CFG-60 the same id twice", "n1 n1 n2", "bak:A-n1", "", nodes.ErrNoNext},
	} {
		t.Run(c.rule, func(t *testing.T) {
			s, _ := set(t, c.nodes)
			got, err := s.ForKey(t.Context(), c.key)
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("%q, %v; want %q, %v", got, err, c.want, c.err)
			}
			if err != nil && strings.Contains(err.Error(), "A-") {
				t.Errorf("the error tells the key: %v", err)
			}
		})
	}
}

func TestNewRefuses(t *testing.T) {
	one := []contextxml.Node{{ID: "n1"}}
	two := append(one, contextxml.Node{ID: "n2"})
	for _, c := range []struct {
		rule     string
		list     []contextxml.Node
		failover string
	}{
		{"CFG-63 unknown failover node", two, "n3"},
		{"CFG-64 failover node with a single node", one, "n1"},
	} {
		_, err := nodes.New(nodes.Config{Nodes: contextxml.Nodes{List: c.list}, Failover: []string{c.failover}})
		if err == nil || !strings.Contains(err.Error(), c.failover) {
			t.Errorf("%s: %v", c.rule, err)
		}
	}
}

func TestSingleWithoutID(t *testing.T) {
	s, err := nodes.New(nodes.Config{Nodes: contextxml.Nodes{
		Kind: contextxml.NodesSingle, List: []contextxml.Node{{Host: "localhost", Port: 11211}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	if s.Encoded() || s.HasSecondary() || !s.CanHit(ctx, "anything") || !s.Up(ctx, "") {
		t.Error("NODE-60: no check at all, ids plain")
	}
	if node, ok := s.Pick(ctx); ok {
		t.Errorf("NODE-60: picked %q for an id that carries none", node)
	}
	if node, err := s.ForKey(ctx, "A-n1"); node != "" || err != nil {
		t.Errorf("NODE-60: %q, %v", node, err)
	}
	s.MarkDown("")
	if !s.CanHit(ctx, "A") {
		t.Error("NODE-60: never marked down")
	}
}

func TestRoles(t *testing.T) {
	s, _ := set(t, "n1 +n2")
	if !s.Has("n2") || s.Has("n3") || !s.IsFailover("n2") || s.IsFailover("n1") || !s.HasSecondary() {
		t.Error("NODE-18, NST-33: failover nodes are nodes, and count for the secondary copy")
	}
	if one, _ := set(t, "n1"); one.HasSecondary() || !one.Encoded() {
		t.Error("NODE-50: one node with id has no secondary copy, but ids carry it")
	}
}
