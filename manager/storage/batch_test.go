package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// plain is a Storage without batches. It keeps its items in a map by node and
// key.
type plain struct {
	mu    sync.Mutex
	items map[string]Item
	log   map[string][]string // by node
}

func newPlain() *plain { return &plain{items: map[string]Item{}, log: map[string][]string{}} }

func (p *plain) note(verb Verb, node, key string) (place string, item Item, found bool) {
	place = node + " " + key
	p.log[node] = append(p.log[node], fmt.Sprint(verb, " ", key))
	item, found = p.items[place]
	return place, item, found
}

func (p *plain) Get(_ context.Context, node, key string) (Item, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, item, found := p.note(Get, node, key)
	if !found {
		return Item{}, ErrMiss
	}
	return item, nil
}

func (p *plain) Set(_ context.Context, node, key string, item Item, _ int32) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	place, _, _ := p.note(Set, node, key)
	p.items[place] = item
	return nil
}

func (p *plain) Add(_ context.Context, node, key string, item Item, _ int32) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	place, _, found := p.note(Add, node, key)
	if found {
		return ErrNotStored
	}
	p.items[place] = item
	return nil
}

func (p *plain) Delete(_ context.Context, node, key string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	place, _, found := p.note(Delete, node, key)
	if !found {
		return ErrMiss
	}
	delete(p.items, place)
	return nil
}

func (p *plain) Close() error { return nil }

// TestDoWithoutBatches carries operations out one by one, those of a node in
// their order.
func TestDoWithoutBatches(t *testing.T) {
	p := newPlain()
	item := Item{Flags: 2048, Value: []byte("v")}
	results := Do(t.Context(), p,
		Op{Verb: Set, Node: "n1", Key: "A", Item: item},
		Op{Verb: Add, Node: "n2", Key: "bak:A", Item: item},
		Op{Verb: Get, Node: "n1", Key: "A"},
		Op{Verb: Add, Node: "n2", Key: "bak:A", Item: item},
		Op{Verb: Delete, Node: "n1", Key: "lock:A"},
		Op{Verb: Verb(9), Node: "n1", Key: "A"},
	)
	want := []error{nil, nil, nil, ErrNotStored, ErrMiss}
	for i, err := range want {
		if !errors.Is(results[i].Err, err) {
			t.Errorf("%d: %v, want %v", i, results[i].Err, err)
		}
	}
	if got := results[2].Item; got.Flags != 2048 || string(got.Value) != "v" {
		t.Errorf("got %+v", got)
	}
	if err := results[5].Err; err == nil || !strings.Contains(err.Error(), "verb 9") {
		t.Errorf("an unknown verb: %v", err)
	}
	for node, want := range map[string][]string{"n1": {"set A", "get A", "delete lock:A"}, "n2": {"add bak:A", "add bak:A"}} {
		if !slices.Equal(p.log[node], want) {
			t.Errorf("%s: %q, want %q", node, p.log[node], want)
		}
	}
}

// TestEachNode works on nodes side by side: each waits for the others to begin.
func TestEachNode(t *testing.T) {
	var begun sync.WaitGroup
	begun.Add(3)
	var mu sync.Mutex
	var nodes []string
	EachNode([]Op{{Node: "n1"}, {Node: "n2"}, {Node: "n1"}, {Node: ""}, {Node: "n2"}}, func(node string) {
		begun.Done()
		begun.Wait()
		mu.Lock()
		defer mu.Unlock()
		nodes = append(nodes, node)
	})
	if slices.Sort(nodes); !slices.Equal(nodes, []string{"", "n1", "n2"}) {
		t.Errorf("worked on %q", nodes)
	}
	EachNode(nil, func(string) { t.Error("there is no node") })
}

func TestBurstEnd(t *testing.T) {
	big, small := Op{Verb: Set, Item: Item{Value: make([]byte, maxBehindGet)}}, Op{Verb: Set, Item: Item{Value: make([]byte, 100)}}
	get := Op{Verb: Get, Key: "A"}
	for _, c := range []struct {
		name string
		ops  []Op
		from int
		skip int // an operation that isn't ours; -1 for none
		want int
	}{
		{"nothing", nil, 0, -1, 0},
		{"what a request does", []Op{get, get, small, small}, 0, -1, 4},
		{"writes before gets", []Op{big, big, get}, 0, -1, 3},
		{"a long write behind a get", []Op{get, big, get}, 0, -1, 1},
		{"goes on there", []Op{get, big, get}, 1, -1, 3},
		{"which isn't ours", []Op{get, big, get}, 0, 1, 3},
		{"many", slices.Repeat([]Op{small}, maxInBurst+5), 0, -1, maxInBurst},
		{"many gets", slices.Repeat([]Op{get}, maxInBurst), 0, -1, 1 + maxBehindGet/(aroundOp+1)},
	} {
		if got := BurstEnd(c.ops, c.from, func(i int) bool { return i != c.skip }); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestLimits(t *testing.T) {
	for key, want := range map[string]error{
		"A-n1": nil, strings.Repeat("k", 250): nil, "schloß": nil,
		"": ErrBadKey, strings.Repeat("k", 251): ErrBadKey, "a b": ErrBadKey, "a\n": ErrBadKey, "a\x7f": ErrBadKey,
	} {
		if err := CheckKey(key); err != want {
			t.Errorf("SID-70: %q: %v, want %v", key, err, want)
		}
	}
	if err := CheckValue(make([]byte, MaxValue)); err != nil {
		t.Errorf("WIRE-22: %v", err)
	}
	if err := CheckValue(make([]byte, MaxValue+1)); err != ErrTooLarge {
		t.Errorf("WIRE-22: %v", err)
	}
}
