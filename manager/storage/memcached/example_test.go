package memcached_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

// A lock is taken by one and not by the next.
func Example() {
	server := memcacheserver.New(memcacheserver.Options{})
	if err := server.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	nodes := memcached.New(memcached.Options{
		Addresses:        map[string]string{"n1": server.Addr()},
		OperationTimeout: time.Second,
	})
	defer nodes.Close()

	ctx := context.Background()
	lock := storage.Item{Value: []byte("locked")}
	fmt.Println(nodes.Add(ctx, "n1", "lock:A-n1", lock, 5))
	err := nodes.Add(ctx, "n1", "lock:A-n1", lock, 5)
	fmt.Println("taken:", errors.Is(err, storage.ErrNotStored))
	_, err = nodes.Get(ctx, "n1", "B-n1")
	fmt.Println("missing:", errors.Is(err, storage.ErrMiss))

	// Output:
	// <nil>
	// taken: true
	// missing: true
}
