package burst

import (
	"context"
	"fmt"

	"msmgate/manager/storage"
)

// Storage reaches memcached nodes. It is safe for concurrent use.
type Storage struct {
	nodes map[string]*node
}

var _ storage.Batcher = (*Storage)(nil)

// New makes a Storage. Nothing is connected before it is needed, so a node
// that is down at the start doesn't hinder it (NODE-47).
func New(o Options) *Storage {
	o = o.withDefaults()
	s := &Storage{nodes: make(map[string]*node, len(o.Addresses))}
	for id, address := range o.Addresses {
		s.nodes[id] = newNode(id, address, o)
	}
	return s
}

// Get gives a key's value and flags, or storage.ErrMiss.
func (s *Storage) Get(ctx context.Context, node, key string) (storage.Item, error) {
	r := s.one(ctx, storage.Op{Verb: storage.Get, Node: node, Key: key})
	return r.Item, r.Err
}

// Set stores a value, whatever the key holds.
func (s *Storage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.one(ctx, storage.Op{Verb: storage.Set, Node: node, Key: key, Item: item, Exptime: exptime}).Err
}

// Add stores a value if the key is free, else gives storage.ErrNotStored. It is
// sent once only: after any other error the value may be there or not.
func (s *Storage) Add(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.one(ctx, storage.Op{Verb: storage.Add, Node: node, Key: key, Item: item, Exptime: exptime}).Err
}

// Delete removes a key; storage.ErrMiss says that there was none.
func (s *Storage) Delete(ctx context.Context, node, key string) error {
	return s.one(ctx, storage.Op{Verb: storage.Delete, Node: node, Key: key}).Err
}

func (s *Storage) one(ctx context.Context, op storage.Op) storage.Result {
	ops, results := [1]storage.Op{op}, [1]storage.Result{}
	s.onNode(ctx, op.Node, ops[:], results[:])
	return results[0]
}

// Do carries out operations as storage.Batcher says.
func (s *Storage) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	results := make([]storage.Result, len(ops))
	for i := range ops {
		if ops[i].Node != ops[0].Node {
			storage.EachNode(ops, func(node string) { s.onNode(ctx, node, ops, results) })
			return results
		}
	}
	if len(ops) > 0 {
		s.onNode(ctx, ops[0].Node, ops, results)
	}
	return results
}

// onNode carries out those of the operations that are for one node.
func (s *Storage) onNode(ctx context.Context, id string, ops []storage.Op, results []storage.Result) {
	if n := s.nodes[id]; n != nil {
		n.run(ctx, ops, results)
		return
	}
	for i := range ops {
		if ops[i].Node == id {
			results[i].Err = fmt.Errorf("%s on storage node %.32q: %w", ops[i].Verb, id, storage.ErrUnknownNode)
		}
	}
}

// Close ends all connections, those in use, too. Operations under way and
// later ones fail with storage.ErrClosed.
func (s *Storage) Close() error {
	for _, n := range s.nodes {
		n.close()
	}
	return nil
}
