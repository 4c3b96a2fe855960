package burst_test

import (
	"testing"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
)

// TestSent is told while the node, which has the operation, has not answered.
// Two lanes are taken, so that another burst travels behind them with others.
func TestSent(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s := openBurst(map[string]string{"n1": server.Addr()})
	defer s.Close()
	server.Pause()
	const bursts = 4
	sent := make(chan int, 2*bursts)
	done := make(chan storage.Result, bursts)
	for i := range bursts {
		go func() {
			got := storage.Do(t.Context(), s, storage.Op{
				Verb: storage.Set, Node: "n1", Key: "A-n1", Item: storage.Item{Value: []byte("v")},
				Sent: func() { sent <- i },
			})
			done <- got[0]
		}()
	}
	told := map[int]bool{<-sent: true, <-sent: true}
	select {
	case r := <-done:
		t.Fatalf("answered before the node did: %v", r.Err)
	default:
	}
	server.Resume()
	for range bursts {
		if r := <-done; r.Err != nil {
			t.Error(r.Err)
		}
	}
	for len(told) < bursts {
		told[<-sent] = true
	}
}
