package burst_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// A request ends: its record and validity info are stored and its lock is
// released, with one way there and one way back.
func Example() {
	server := memcacheserver.New(memcacheserver.Options{})
	if err := server.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	nodes := burst.New(burst.Options{
		Addresses:        map[string]string{"n1": server.Addr()},
		OperationTimeout: time.Second,
	})
	defer nodes.Close()

	results := nodes.Do(context.Background(),
		storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1", Item: storage.Item{Value: []byte("record")}, Exptime: 3600},
		storage.Op{Verb: storage.Set, Node: "n1", Key: "validity:A-n1", Item: storage.Item{Value: []byte("times")}, Exptime: 1800},
		storage.Op{Verb: storage.Delete, Node: "n1", Key: "lock:A-n1"})
	for _, r := range results[:2] {
		fmt.Println("stored:", r.Err == nil)
	}
	fmt.Println("had no lock:", errors.Is(results[2].Err, storage.ErrMiss))

	// Output:
	// stored: true
	// stored: true
	// had no lock: true
}
