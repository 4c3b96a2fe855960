package burst_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// TestBurstWithALocksRelease: what goes with the release of a lock isn't sent
// again either, as it may have had the lock's protection.
func TestBurstWithALocksRelease(t *testing.T) {
	for _, c := range []struct {
		name string
		once bool
		want int32
	}{
		{"the release of a lock", true, 1},
		{"any other delete", false, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := start(t, memcacheserver.Options{})
			s := openBurst(map[string]string{"n1": server.Addr()})
			defer s.Close()
			if _, err := s.Get(t.Context(), "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
				t.Fatal(err)
			}
			var sets atomic.Int32
			server.SetFault(func(_ uint64, line string) memcacheserver.Fault {
				return memcacheserver.Fault{CutAfter: strings.HasPrefix(line, "set") && sets.Add(1) == 1}
			})
			got := storage.Do(t.Context(), s,
				storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1", Item: storage.Item{Value: []byte("v")}},
				storage.Op{Verb: storage.Delete, Node: "n1", Key: "lock:A-n1", Once: c.once})
			if n := sets.Load(); n != c.want {
				t.Errorf("sent %d times, want %d", n, c.want)
			}
			for i, r := range got {
				if answered := r.Err == nil || errors.Is(r.Err, storage.ErrMiss); answered == c.once {
					t.Errorf("%d: %v", i, r.Err)
				}
			}
		})
	}
}

// brittle is a connection that the next Write breaks, after so many bytes; -1
// for not yet.
type brittle struct {
	net.Conn
	after *atomic.Int32
}

func (b brittle) Write(p []byte) (int, error) {
	after := b.after.Swap(-1)
	if after < 0 {
		return b.Conn.Write(p)
	}
	n, _ := b.Conn.Write(p[:after])
	b.Conn.Close()
	return n, syscall.EPIPE
}

// TestOnceAfterAWriteThatFailed repeats the release of a lock over a new
// connection if the node can't have got any of it.
func TestOnceAfterAWriteThatFailed(t *testing.T) {
	for _, c := range []struct {
		name    string
		written int32
		want    error
	}{
		{"nothing was written", 0, storage.ErrMiss},
		{"something was written", 7, syscall.EPIPE},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := start(t, memcacheserver.Options{})
			var after atomic.Int32
			after.Store(-1)
			s := burst.New(burst.Options{
				Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient,
				Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
					raw, err := new(net.Dialer).DialContext(ctx, network, address)
					return brittle{raw, &after}, err
				},
			})
			defer s.Close()
			if _, err := s.Get(t.Context(), "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
				t.Fatal(err)
			}
			after.Store(c.written)
			got := s.Do(t.Context(), storage.Op{Verb: storage.Delete, Node: "n1", Key: "lock:A-n1", Once: true})
			if !errors.Is(got[0].Err, c.want) {
				t.Errorf("%v, want %v", got[0].Err, c.want)
			}
		})
	}
}
