package burst_test

import (
	"slices"
	"strings"
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/memcached"
)

// TestTrace holds the same conversation in bursts, command by command, and by
// gomemcache: the node's log is the same.
func TestTrace(t *testing.T) {
	ops := []storage.Op{
		{Verb: storage.Get, Key: "A-n1"},
		{Verb: storage.Add, Key: "lock:A-n1", Item: storage.Item{Value: []byte("locked")}, Exptime: 5},
		{Verb: storage.Get, Key: "validity:A-n1"},
		{Verb: storage.Set, Key: "A-n1", Item: storage.Item{Flags: 2048, Value: []byte("gets x\r\n")}, Exptime: 3600},
		{Verb: storage.Set, Key: "validity:A-n1", Item: storage.Item{Flags: 2048, Value: make([]byte, 20)}, Exptime: -1},
		{Verb: storage.Get, Key: "A-n1"},
		{Verb: storage.Add, Key: "A-n1", Item: storage.Item{Flags: 512, Value: []byte{1}}, Exptime: 2147483647},
		{Verb: storage.Delete, Key: "lock:A-n1"},
		{Verb: storage.Delete, Key: "lock:A-n1"},
	}
	for i := range ops {
		ops[i].Node = "n1"
	}
	want := []string{
		"< get A-n1", "> END",
		"< add lock:A-n1 0 5 6", "> STORED",
		"< get validity:A-n1", "> END",
		"< set A-n1 2048 3600 8", "> STORED",
		"< set validity:A-n1 2048 -1 20", "> STORED",
		"< get A-n1", "> sending key A-n1", "> END",
		"< add A-n1 512 2147483647 1", "> NOT_STORED",
		"< delete lock:A-n1", "> DELETED",
		"< delete lock:A-n1", "> NOT_FOUND",
	}
	for _, client := range []struct {
		name string
		open func(addresses map[string]string) storage.Storage
		each int // operations in a burst
	}{
		{"one burst", openBurst, len(ops)},
		{"bursts of two", openBurst, 2},
		{"one by one", openBurst, 1},
		{"gomemcache", func(a map[string]string) storage.Storage {
			return memcached.New(memcached.Options{Addresses: a, OperationTimeout: patient})
		}, len(ops)},
	} {
		t.Run(client.name, func(t *testing.T) {
			var sent memcacheserver.Recorder
			server := start(t, memcacheserver.Options{Trace: sent.Record})
			s := client.open(map[string]string{"n1": server.Addr()})
			defer s.Close()
			for part := range slices.Chunk(ops, client.each) {
				storage.Do(t.Context(), s, part...)
			}
			if got := sent.Lines(); !slices.Equal(got, want) {
				t.Errorf("WIRE-75: commands sent:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			for _, e := range sent.Events() {
				if e.Conn != 1 {
					t.Fatalf("an idle connection was not used again: %v", e)
				}
			}
		})
	}
}

func openBurst(addresses map[string]string) storage.Storage {
	return burst.New(burst.Options{Addresses: addresses, OperationTimeout: patient})
}
