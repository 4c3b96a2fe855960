package burst_test

import (
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/storage/storagetest"
)

// BenchmarkClients compares gomemcache and this client over the same server.
func BenchmarkClients(b *testing.B) {
	server := start(b, memcacheserver.Options{})
	addresses := map[string]string{"n1": server.Addr()}
	for _, client := range []struct {
		name    string
		storage storage.Storage
	}{
		{"gomemcache", memcached.New(memcached.Options{Addresses: addresses})},
		{"burst", burst.New(burst.Options{Addresses: addresses})},
	} {
		b.Run(client.name, func(b *testing.B) {
			storagetest.Benchmarks(b, client.storage, "n1")
		})
		client.storage.Close()
	}
}

// BenchmarkCore leaves the network out: what the client itself costs.
func BenchmarkCore(b *testing.B) {
	s := burst.New(burst.Options{Addresses: map[string]string{"n1": "a:1"}, Dial: dialCanned})
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Get(b.Context(), "n1", "A-n1"); err != nil {
			b.Fatal(err)
		}
	}
}
