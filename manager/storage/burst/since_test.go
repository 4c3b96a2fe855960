package burst_test

import (
	"sync/atomic"
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage/burst"
)

// Since is when the oldest connection was opened that still works.
func TestSince(t *testing.T) {
	var seconds atomic.Int64
	now := func() time.Time { return time.Unix(seconds.Load(), 0) }
	server := start(t, memcacheserver.Options{})
	s := burst.New(burst.Options{
		Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient, Now: now,
	})
	defer s.Close()
	want := func(second int64, ok bool) {
		t.Helper()
		if got, known := s.Since(t.Context(), "n1"); known != ok || known && got.Unix() != second {
			t.Errorf("since %v, %v, want %d, %v", got, known, second, ok)
		}
	}
	want(0, false)
	seconds.Store(5)
	s.Get(t.Context(), "n1", "A-n1")
	seconds.Store(9)
	s.Get(t.Context(), "n1", "A-n1")
	want(5, true)
	want(5, true)
	server.CutConnections()
	want(0, false)
	s.Get(t.Context(), "n1", "A-n1")
	want(9, true)
	if _, known := s.Since(t.Context(), "n2"); known {
		t.Error("something is known of a node that isn't there")
	}
}
