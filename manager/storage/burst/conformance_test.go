package burst_test

import (
	"testing"
	"time"

	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/storagetest"
)

func TestConformance(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	storagetest.Run(t, storagetest.Config{
		Open: func(_ testing.TB, timeout time.Duration) storage.Storage {
			return burst.New(burst.Options{
				Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: timeout,
			})
		},
		Node: "n1", ItemLimit: 1 << 20,
	})
}

func TestFaults(t *testing.T) {
	storagetest.Faults{Open: func(o storagetest.Options) storage.Storage {
		return burst.New(burst.Options{Addresses: o.Addresses, OperationTimeout: o.OperationTimeout, Dial: o.Dial, Lanes: 8})
	}}.Run(t)
}

// start serves memcached until the test ends.
func start(t testing.TB, o memcacheserver.Options) *memcacheserver.Server {
	t.Helper()
	server := memcacheserver.New(o)
	if err := server.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server
}
