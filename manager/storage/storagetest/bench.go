package storagetest

import (
	"context"
	"testing"

	"msmgate/manager/storage"
)

// Benchmarks measures what a session's request does to its storage node: a
// record of 1 KB, its validity info, its lock. Each runs alone and with many
// at once.
func Benchmarks(b *testing.B, s storage.Storage, node string) {
	ctx, cancel := context.WithCancel(b.Context()) // as requests have it
	defer cancel()
	record := storage.Op{Node: node, Key: "4B1F0C0E5F4F4C4C8A6F3F4C2D1E0F9A-n1.tcA", Exptime: 1800,
		Item: storage.Item{Flags: 2048, Value: make([]byte, 1024)}}
	validity := storage.Op{Node: node, Key: "validity:" + record.Key, Exptime: 1800,
		Item: storage.Item{Flags: 2048, Value: make([]byte, 20)}}
	lock := storage.Op{Node: node, Key: "lock:" + record.Key}
	for _, op := range []storage.Op{record, validity} {
		if err := s.Set(ctx, node, op.Key, op.Item, op.Exptime); err != nil {
			b.Fatal(err)
		}
	}
	get := func(op storage.Op) storage.Op { return storage.Op{Verb: storage.Get, Node: node, Key: op.Key} }
	set := func(op storage.Op) storage.Op { op.Verb = storage.Set; return op }
	lock.Verb = storage.Delete
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"get", func() error {
			_, err := s.Get(ctx, node, record.Key)
			return err
		}},
		{"set", func() error {
			return s.Set(ctx, node, record.Key, record.Item, record.Exptime)
		}},
		{"get+get", func() error {
			return all(storage.Do(ctx, s, get(record), get(validity)))
		}},
		{"set+set+delete", func() error {
			return all(storage.Do(ctx, s, set(record), set(validity), lock)[:2])
		}},
	} {
		b.Run(c.name+"/alone", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/parallel", func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(8)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := c.run(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

func all(results []storage.Result) error {
	for i := range results {
		if results[i].Err != nil {
			return results[i].Err
		}
	}
	return nil
}
