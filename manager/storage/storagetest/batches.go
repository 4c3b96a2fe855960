package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"msmgate/manager/storage"
)

// batch is what one request does to its session, in one go.
func batch(t *testing.T, s *suite) {
	record, lock, free := s.key(), s.key(), s.key()
	item := storage.Item{Flags: 2048, Value: []byte("a record")}
	ops := []storage.Op{
		{Verb: storage.Get, Key: record},
		{Verb: storage.Add, Key: lock, Item: text("locked"), Exptime: 5},
		{Verb: storage.Set, Key: record, Item: item, Exptime: 100},
		{Verb: storage.Add, Key: lock, Item: text("other"), Exptime: 5},
		{Verb: storage.Get, Key: lock},
		{Verb: storage.Get, Key: record},
		{Verb: storage.Delete, Key: lock},
		{Verb: storage.Delete, Key: free},
		{Verb: storage.Get, Key: lock},
		{Verb: storage.Set, Key: record, Item: text("changed")},
		{Verb: storage.Get, Key: record},
	}
	for i := range ops {
		ops[i].Node = s.Node
	}
	wanted := []storage.Result{
		{Err: storage.ErrMiss}, {}, {}, {Err: storage.ErrNotStored}, {Item: text("locked")},
		{Item: storage.Item{Flags: s.flags(2048), Value: item.Value}},
		{}, {Err: storage.ErrMiss}, {Err: storage.ErrMiss}, {}, {Item: text("changed")},
	}
	s.expect(t, ops, wanted)
	if got := storage.Do(t.Context(), s.Storage); len(got) != 0 {
		t.Errorf("a batch of nothing gives %v", got)
	}
}

func (s *suite) expect(t *testing.T, ops []storage.Op, wanted []storage.Result) {
	t.Helper()
	got := storage.Do(t.Context(), s.Storage, ops...)
	if len(got) != len(wanted) {
		t.Fatalf("%d results, want %d", len(got), len(wanted))
	}
	for i := range got {
		if !errors.Is(got[i].Err, wanted[i].Err) || got[i].Item.Flags != wanted[i].Item.Flags ||
			!bytes.Equal(got[i].Item.Value, wanted[i].Item.Value) {
			t.Errorf("%d: %v gives %.40q, flags %d, %v; want %.40q, flags %d, %v", i, ops[i].Verb,
				got[i].Item.Value, got[i].Item.Flags, got[i].Err,
				wanted[i].Item.Value, wanted[i].Item.Flags, wanted[i].Err)
		}
	}
}

// batchWithFaults has operations in it that can't be carried out; the others are.
func batchWithFaults(t *testing.T, s *suite) {
	key := s.key()
	ops := []storage.Op{
		{Verb: storage.Set, Node: s.Node, Key: "not a key", Item: text("v")},
		{Verb: storage.Set, Node: s.Node, Key: key, Item: text("v")},
		{Verb: storage.Set, Node: "elsewhere", Key: key, Item: text("v")},
		{Verb: storage.Set, Node: s.Node, Key: key, Item: storage.Item{Value: make([]byte, storage.MaxValue+1)}},
		{Verb: storage.Get, Node: s.Node, Key: key},
		{Verb: storage.Get, Node: s.Node, Key: ""},
	}
	wanted := []storage.Result{
		{Err: storage.ErrBadKey}, {}, {Err: storage.ErrUnknownNode}, {Err: storage.ErrTooLarge},
		{Item: text("v")}, {Err: storage.ErrBadKey},
	}
	s.expect(t, ops, wanted)
	s.expect(t, ops[:1], wanted[:1])
	if s.ItemLimit == 0 {
		return
	}
	s.expect(t, []storage.Op{
		{Verb: storage.Set, Node: s.Node, Key: key, Item: storage.Item{Value: make([]byte, s.ItemLimit)}},
		{Verb: storage.Set, Node: s.Node, Key: key, Item: text("w")},
		{Verb: storage.Get, Node: s.Node, Key: key},
	}, []storage.Result{{Err: storage.ErrRefused}, {}, {Item: text("w")}})
}

// largeBatch sends more both ways than connections hold: nobody may wait for
// the other to read.
func largeBatch(t *testing.T, s *suite) {
	const n = 24
	big := bytes.Repeat([]byte("0123456789abcdef"), 900000/16)
	var ops []storage.Op
	var wanted []storage.Result
	for range n {
		key := s.key()
		ops = append(ops,
			storage.Op{Verb: storage.Set, Node: s.Node, Key: key, Item: storage.Item{Value: big}, Exptime: 100},
			storage.Op{Verb: storage.Get, Node: s.Node, Key: key},
			storage.Op{Verb: storage.Get, Node: s.Node, Key: key},
			storage.Op{Verb: storage.Delete, Node: s.Node, Key: key})
		wanted = append(wanted, storage.Result{}, storage.Result{Item: storage.Item{Value: big}},
			storage.Result{Item: storage.Item{Value: big}}, storage.Result{})
	}
	s.expect(t, ops, wanted)

	ops, wanted = nil, nil
	for range 3000 {
		ops = append(ops, storage.Op{Verb: storage.Get, Node: s.Node, Key: s.key()})
		wanted = append(wanted, storage.Result{Err: storage.ErrMiss})
	}
	s.expect(t, ops, wanted)
}

// parallel lets many write and read keys of their own: nobody may ever see
// another's value.
func parallel(t *testing.T, s *suite) {
	var wg sync.WaitGroup
	for g := range 16 {
		key := s.key()
		wg.Go(func() {
			for i := range 30 {
				item := storage.Item{Flags: uint32(g), Value: bytes.Repeat([]byte{byte(g)}, 1+g*397+i)}
				got := storage.Do(t.Context(), s.Storage,
					storage.Op{Verb: storage.Set, Node: s.Node, Key: key, Item: item, Exptime: 100},
					storage.Op{Verb: storage.Get, Node: s.Node, Key: key})
				if got[0].Err != nil || got[1].Err != nil || !bytes.Equal(got[1].Item.Value, item.Value) {
					t.Errorf("%d: %v, %v, %d bytes; want %d", g, got[0].Err, got[1].Err, len(got[1].Item.Value), len(item.Value))
				}
			}
		})
	}
	wg.Wait()
}

func endOfContext(t *testing.T, s *suite) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	key := s.key()
	want(t, "ended before it began", s.Set(ctx, s.Node, key, text("v"), 0), context.Canceled)
	for _, r := range storage.Do(ctx, s.Storage,
		storage.Op{Verb: storage.Set, Node: s.Node, Key: key, Item: text("v")},
		storage.Op{Verb: storage.Get, Node: s.Node, Key: key}) {
		want(t, "in a batch", r.Err, context.Canceled)
	}
	_, err := s.Get(t.Context(), s.Node, key)
	want(t, "the next operation", err, storage.ErrMiss)
}

func unknownNode(t *testing.T, s *suite) {
	_, err := s.Get(t.Context(), "n0", "A-n0")
	want(t, "get", err, storage.ErrUnknownNode)
	want(t, "set", s.Set(t.Context(), "n0", "A-n0", text("v"), 0), storage.ErrUnknownNode)
}

func closed(t *testing.T, s *suite) {
	ctx, key := t.Context(), s.key()
	want(t, "set", s.Set(ctx, s.Node, key, text("v"), 100), nil)
	want(t, "close", s.Close(), nil)
	_, err := s.Get(ctx, s.Node, key)
	want(t, "get after it", err, storage.ErrClosed)
	for i, r := range storage.Do(ctx, s.Storage, storage.Op{Verb: storage.Delete, Node: s.Node, Key: key}) {
		want(t, fmt.Sprint("in a batch after it ", i), r.Err, storage.ErrClosed)
	}
}
