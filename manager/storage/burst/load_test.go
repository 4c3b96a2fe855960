//go:build unix

package burst_test

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"msmgate/internal/freeport"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// BenchmarkLoad has goroutines send the bursts of a session's requests to a
// memcached of its own, and tells what this side's processor time is.
func BenchmarkLoad(b *testing.B) {
	s := burst.New(burst.Options{Addresses: map[string]string{"n1": realMemcached(b)}, OperationTimeout: patient})
	defer s.Close()
	record := storage.Item{Flags: 2048, Value: make([]byte, 1024)}
	validity := storage.Item{Flags: 2048, Value: make([]byte, 20)}
	key := func(prefix string, i int) string {
		return fmt.Sprintf("%s4B1F0C0E5F4F4C4C8A6F3F4C2D1E%04d-n1", prefix, i)
	}
	bursts := []struct {
		name string
		ops  func(i int) []storage.Op
	}{
		{"get", func(i int) []storage.Op {
			return []storage.Op{{Verb: storage.Get, Node: "n1", Key: key("", i)}}
		}},
		{"get+get", func(i int) []storage.Op {
			return []storage.Op{{Verb: storage.Get, Node: "n1", Key: key("", i)}, {Verb: storage.Get, Node: "n1", Key: key("validity:", i)}}
		}},
		{"set+set+delete", func(i int) []storage.Op {
			return []storage.Op{
				{Verb: storage.Set, Node: "n1", Key: key("", i), Item: record},
				{Verb: storage.Set, Node: "n1", Key: key("validity:", i), Item: validity},
				{Verb: storage.Delete, Node: "n1", Key: key("lock:", i)},
			}
		}},
	}
	for i := range 64 {
		storage.Do(b.Context(), s, bursts[2].ops(i)...)
	}
	for _, burst := range bursts {
		for _, together := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/%d", burst.name, together), func(b *testing.B) {
				b.ReportAllocs()
				var wg sync.WaitGroup
				var turns atomic.Int64
				before := processorTime(b)
				for i := range together {
					ops := burst.ops(i)
					wg.Go(func() {
						for turns.Add(1) <= int64(b.N) {
							ctx, cancel := context.WithTimeout(b.Context(), patient) // as requests have it
							for _, r := range storage.Do(ctx, s, ops...)[:1] {
								if r.Err != nil {
									b.Error(r.Err)
								}
							}
							cancel()
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64((processorTime(b)-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
			})
		}
	}
}

// realMemcached starts the one that is installed and gives its address.
func realMemcached(b *testing.B) (address string) {
	b.Helper()
	address = freeport.Address()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command("memcached", "-l", "127.0.0.1", "-p", port, "-U", "0", "-t", "2", "-u", "nobody")
	if err := server.Start(); err != nil {
		b.Fatalf("starting memcached, which Debian has as a package: %v", err)
	}
	b.Cleanup(func() { server.Process.Kill(); server.Wait() })
	for until := time.Now().Add(patient); time.Now().Before(until); {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return address
		}
	}
	b.Fatal("memcached does not answer")
	return ""
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
