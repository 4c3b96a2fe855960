package storagetest

import (
	"context"
	"net"
	"testing"
	"time"

	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
)

// Faults are what a client of memcached's text protocol must bear.
type Faults struct {
	// Open makes a new client; the suite closes it.
	Open func(Options) storage.Storage
}

// Options is what a client under test is made from.
type Options struct {
	Addresses        map[string]string
	OperationTimeout time.Duration
	Dial             func(ctx context.Context, network, address string) (net.Conn, error)
}

// Run runs the suite on embedded servers.
func (f Faults) Run(t *testing.T) {
	for _, fault := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"hanging server", f.hangingServer},
		{"hanging dial", f.hangingDial},
		{"context ends while waiting", f.endWhileWaiting},
		{"restart", f.restart},
		{"one retry only", f.oneRetryOnly},
		{"once", f.once},
		{"half an answer", f.halfAnAnswer},
		{"address change", f.addressChange},
		{"localhost", f.localhost},
		{"close", f.close},
	} {
		t.Run(fault.name, fault.run)
	}
}

// open makes a client with the server as node n1.
func (f Faults) open(t testing.TB, server *memcacheserver.Server, o Options) storage.Storage {
	t.Helper()
	if o.Addresses == nil {
		o.Addresses = map[string]string{"n1": server.Addr()}
	}
	if o.OperationTimeout == 0 {
		o.OperationTimeout = patient // cases that need a short one say so
	}
	s := f.Open(o)
	t.Cleanup(func() { s.Close() })
	return s
}

// serve serves memcached until the test ends.
func serve(t testing.TB, o memcacheserver.Options) *memcacheserver.Server {
	t.Helper()
	server := memcacheserver.New(o)
	if err := server.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server
}
