package integration

import (
	"crypto/tls"
	"testing"
	"time"

	"msmgate/integration/harness"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/storage/redis"
	"msmgate/manager/storage/storagetest"
)

// Every client does the same on every kind of real storage node.
func TestStorageClients(t *testing.T) {
	t.Parallel()
	authority := storagetest.NewAuthority(t)
	trusting := &tls.Config{RootCAs: authority.Pool}
	ca, cert, key := authority.Files(authority.Certificate("127.0.0.1"))
	at := func(address string) map[string]string { return map[string]string{"n1": address} }
	const megabyte = 1 << 20
	for _, c := range []struct {
		name string
		// open starts a node and says how to reach it.
		open func(t *testing.T) func(timeout time.Duration) storage.Storage
		node storagetest.Config
	}{
		{"text, burst", func(t *testing.T) func(time.Duration) storage.Storage {
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			return func(d time.Duration) storage.Storage {
				return burst.New(burst.Options{Addresses: at(cache.Addr()), OperationTimeout: d})
			}
		}, storagetest.Config{Node: "n1", ItemLimit: megabyte}},
		{"text, gomemcache", func(t *testing.T) func(time.Duration) storage.Storage {
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			return func(d time.Duration) storage.Storage {
				return memcached.New(memcached.Options{Addresses: at(cache.Addr()), OperationTimeout: d})
			}
		}, storagetest.Config{Node: "n1", ItemLimit: megabyte}},
		{"WIRE-76 binary", func(t *testing.T) func(time.Duration) storage.Storage {
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			return func(d time.Duration) storage.Storage {
				return burst.New(burst.Options{Addresses: at(cache.Addr()), OperationTimeout: d, Binary: true})
			}
		}, storagetest.Config{Node: "n1", ItemLimit: megabyte}},
		{"CFG-46 binary with SASL", func(t *testing.T) func(time.Duration) storage.Storage {
			cache := harness.StartMemcachedSASL(t, "me", "a secret")
			return func(d time.Duration) storage.Storage {
				return burst.New(burst.Options{
					Addresses: at(cache.Addr()), OperationTimeout: d, Binary: true, Username: "me", Password: "a secret",
				})
			}
		}, storagetest.Config{Node: "n1", ItemLimit: megabyte}},
		{"text over TLS", func(t *testing.T) func(time.Duration) storage.Storage {
			cache := harness.StartMemcachedTLS(t, cert, key)
			return func(d time.Duration) storage.Storage {
				return burst.New(burst.Options{Addresses: at(cache.Addr()), OperationTimeout: d, TLS: trusting})
			}
		}, storagetest.Config{Node: "n1", ItemLimit: megabyte}},
		{"NODE-61 redis", func(t *testing.T) func(time.Duration) storage.Storage {
			server := harness.StartRedis(t)
			return func(d time.Duration) storage.Storage {
				return redis.New(redis.Options{Address: server.Addr(), OperationTimeout: d})
			}
		}, storagetest.Config{NoFlags: true}},
		{"CFG-61 redis with TLS, password and database", func(t *testing.T) func(time.Duration) storage.Storage {
			server := harness.StartRedis(t, "--tls-port", "", "--tls-cert-file", cert, "--tls-key-file", key,
				"--tls-ca-cert-file", ca, "--tls-auth-clients", "no", "--requirepass", "secret")
			return func(d time.Duration) storage.Storage {
				return redis.New(redis.Options{
					Address: server.Addr(), OperationTimeout: d, TLS: trusting, Password: "secret", Database: 3,
				})
			}
		}, storagetest.Config{NoFlags: true}},
		{"CFG-61 redis with a user", func(t *testing.T) func(time.Duration) storage.Storage {
			server := harness.StartRedis(t, "--user", "me", "on", ">secret", "~*", "+@all", "--user", "default", "off")
			return func(d time.Duration) storage.Storage {
				return redis.New(redis.Options{Address: server.Addr(), OperationTimeout: d, User: "me", Password: "secret"})
			}
		}, storagetest.Config{NoFlags: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			open := c.open(t)
			c.node.Open = func(_ testing.TB, timeout time.Duration) storage.Storage { return open(timeout) }
			storagetest.Run(t, c.node)
		})
	}
}

// BenchmarkStorageClients compares the clients over a real memcached.
func BenchmarkStorageClients(b *testing.B) {
	cache := harness.StartMemcached(b, harness.MemcachedOptions{})
	addresses := map[string]string{"n1": cache.Addr()}
	for _, client := range []struct {
		name    string
		storage storage.Storage
	}{
		{"gomemcache", memcached.New(memcached.Options{Addresses: addresses})},
		{"burst", burst.New(burst.Options{Addresses: addresses})},
		{"burst, binary", burst.New(burst.Options{Addresses: addresses, Binary: true})},
	} {
		b.Run(client.name, func(b *testing.B) {
			storagetest.Benchmarks(b, client.storage, "n1")
		})
		client.storage.Close()
	}
}
