package storagetest

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/manager/storage"
)

// Config says what is tested.
type Config struct {
	// Open makes a new client; the suite closes it.
	Open func(t testing.TB, operationTimeout time.Duration) storage.Storage
	// Node is the storage node to use, which Open's clients reach.
	Node string
	// NoFlags says that the node keeps no flags, as Redis doesn't.
	NoFlags bool
	// ItemLimit is the length in bytes of a value that the node itself refuses
	// (WIRE-22); 0 if there is none.
	ItemLimit int
}

// patient is longer than any answer takes.
const patient = 30 * time.Second

// Run runs the suite.
func Run(t *testing.T, c Config) {
	for _, part := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"commands", commands},
		{"values", values},
		{"keys", keys},
		{"expiry", expiry},
		{"refused by the node", refusedByNode},
		{"nobody else's memory", ownMemory},
		{"batch", batch},
		{"batch with faults", batchWithFaults},
		{"large batch", largeBatch},
		{"parallel", parallel},
		{"end of context", endOfContext},
		{"unknown node", unknownNode},
		{"close", closed},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, newSuite(t, c)) })
	}
}

// suite is a client under test, and keys that nobody else uses.
type suite struct {
	storage.Storage
	Config
}

func newSuite(t testing.TB, c Config) *suite {
	s := &suite{c.Open(t, patient), c}
	t.Cleanup(func() { s.Close() })
	return s
}

var lastKey atomic.Uint64

// key gives a key that wasn't used before.
func (s *suite) key() string {
	return fmt.Sprintf("%X.%d-%s", time.Now().UnixNano(), lastKey.Add(1), s.Node)
}

// flags is what a Get gives of flags that were stored.
func (s *suite) flags(stored uint32) uint32 {
	if s.NoFlags {
		return 0
	}
	return stored
}

func text(value string) storage.Item { return storage.Item{Value: []byte(value)} }
