package memcached_test

import (
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/storage/storagetest"
)

func TestConformance(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	storagetest.Run(t, storagetest.Config{
		Open: func(_ testing.TB, timeout time.Duration) storage.Storage {
			return memcached.New(memcached.Options{
				Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: timeout,
			})
		},
		Node: "n1", ItemLimit: 1 << 20,
	})
}

func TestFaults(t *testing.T) {
	storagetest.Faults{Open: func(o storagetest.Options) storage.Storage {
		return memcached.New(memcached.Options{Addresses: o.Addresses, OperationTimeout: o.OperationTimeout, Dial: o.Dial})
	}}.Run(t)
}
