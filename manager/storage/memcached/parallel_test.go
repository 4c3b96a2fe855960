package memcached_test

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

// TestParallel lets many goroutines write and read keys of their own while
// connections are cut: nobody may ever see another's value.
func TestParallel(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s, ctx := open(t, server, memcached.Options{MaxIdle: 8}), t.Context()
	var cuts atomic.Int32
	var wg sync.WaitGroup
	for g := range 32 {
		wg.Go(func() {
			key := fmt.Sprintf("A%d-n1", g)
			value := bytes.Repeat([]byte{byte(g)}, 1+g*997)
			for i := range 50 {
				if g == 0 && i%10 == 0 {
					server.CutConnections()
					cuts.Add(1)
				}
				if err := s.Set(ctx, "n1", key, storage.Item{Flags: uint32(g), Value: value}, 0); err != nil {
					continue // a new connection may be cut, too
				}
				item, err := s.Get(ctx, "n1", key)
				if err == nil && (item.Flags != uint32(g) || !bytes.Equal(item.Value, value)) {
					t.Errorf("%s: got another value of %d bytes, flags %d", key, len(item.Value), item.Flags)
				}
			}
		})
	}
	wg.Wait()
	if cuts.Load() == 0 {
		t.Error("nothing was cut")
	}
}

func BenchmarkGet(b *testing.B) {
	for _, size := range []int{172, 16 << 10, 1 << 19} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			server := start(b, memcacheserver.Options{})
			s := open(b, server, memcached.Options{})
			if err := s.Set(b.Context(), "n1", "A-n1", storage.Item{Value: make([]byte, size)}, 0); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Get(b.Context(), "n1", "A-n1"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSetParallel(b *testing.B) {
	server := start(b, memcacheserver.Options{})
	s := open(b, server, memcached.Options{})
	value := make([]byte, 4096)
	b.ReportAllocs()
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := s.Set(b.Context(), "n1", "A-n1", storage.Item{Value: value}, 1800); err != nil {
				b.Error(err)
			}
		}
	})
}
