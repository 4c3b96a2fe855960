package burst_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// busy gives a storage with one lane, which a get is under way on until the
// server resumes.
func busy(t *testing.T, o memcacheserver.Options) (s *burst.Storage, server *memcacheserver.Server, free func()) {
	t.Helper()
	server = start(t, o)
	s = burst.New(burst.Options{Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient, Lanes: 1})
	t.Cleanup(func() { s.Close() })
	server.Pause()
	done := make(chan error, 1)
	go func() {
		_, err := s.Get(t.Context(), "n1", "first")
		done <- err
	}()
	if err := server.AwaitHeld(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	return s, server, func() {
		server.Resume()
		if err := <-done; !errors.Is(err, storage.ErrMiss) {
			t.Errorf("the burst under way: %v", err)
		}
	}
}

// await waits until so many bursts wait for a lane.
func await(t *testing.T, s *burst.Storage, n int) {
	t.Helper()
	for s.Waiting("n1") != n {
		if t.Context().Err() != nil {
			t.Fatal("they don't wait")
		}
		time.Sleep(time.Millisecond)
	}
}

// Bursts that find all lanes taken travel together afterwards, and each gets its
// own answers.
func TestRidersTravelTogether(t *testing.T) {
	var opened atomic.Int32
	s, _, free := busy(t, memcacheserver.Options{Trace: func(e memcacheserver.Event) {
		opened.Store(max(opened.Load(), int32(e.Conn)))
	}})
	const riders = 20
	var wg sync.WaitGroup
	for i := range riders {
		wg.Go(func() {
			key, value := fmt.Sprintf("k%d", i), fmt.Sprintf("v%d", i)
			got := s.Do(t.Context(),
				storage.Op{Verb: storage.Set, Node: "n1", Key: key, Item: storage.Item{Value: []byte(value)}},
				storage.Op{Verb: storage.Get, Node: "n1", Key: key},
				storage.Op{Verb: storage.Delete, Node: "n1", Key: "no" + key})
			if got[0].Err != nil || got[1].Err != nil || string(got[1].Item.Value) != value || !errors.Is(got[2].Err, storage.ErrMiss) {
				t.Errorf("rider %d has %+v", i, got)
			}
		})
	}
	await(t, s, riders)
	free()
	wg.Wait()
	if n := opened.Load(); n != 1 {
		t.Errorf("%d connections were opened, want 1", n)
	}
}

// A burst whose time is over while it waits is never sent, and the others go on.
func TestRiderLeaves(t *testing.T) {
	s, server, free := busy(t, memcacheserver.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		left <- s.Set(ctx, "n1", "left", storage.Item{Value: []byte("x")}, 0)
	}()
	await(t, s, 1)
	stayed := make(chan error, 1)
	go func() {
		stayed <- s.Set(t.Context(), "n1", "stayed", storage.Item{Value: []byte("x")}, 0)
	}()
	await(t, s, 2)
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left: %v", err)
	}
	short, end := context.WithTimeout(t.Context(), time.Millisecond)
	defer end()
	if err := s.Delete(short, "n1", "stayed"); !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("whose time was over: %v", err)
	}
	free()
	if err := <-stayed; err != nil {
		t.Errorf("who stayed: %v", err)
	}
	if keys := strings.Join(server.Keys(), " "); keys != "stayed" {
		t.Errorf("stored are %q", keys)
	}
}

// A connection that breaks under those that travel together is nobody's fault:
// what can be sent twice is sent again, each by itself; an add isn't, since it
// may have been carried out.
func TestRidersAfterACut(t *testing.T) {
	s, server, free := busy(t, memcacheserver.Options{})
	var wg sync.WaitGroup
	var added atomic.Value
	for i := range 4 {
		wg.Go(func() {
			if err := s.Set(t.Context(), "n1", fmt.Sprint("k", i), storage.Item{Value: []byte("x")}, 0); err != nil {
				t.Errorf("a set: %v", err)
			}
		})
	}
	wg.Go(func() {
		added.Store(s.Add(t.Context(), "n1", "added", storage.Item{Value: []byte("x")}, 0))
	})
	await(t, s, 5)
	var cut atomic.Bool
	server.SetFault(func(_ uint64, command string) memcacheserver.Fault {
		return memcacheserver.Fault{CutBefore: !strings.HasPrefix(command, "get first") && cut.CompareAndSwap(false, true)}
	})
	free()
	wg.Wait()
	if err, _ := added.Load().(error); err == nil || errors.Is(err, storage.ErrNotStored) {
		t.Errorf("an add that may have been carried out: %v", err)
	}
	if n := len(server.Keys()); n != 4 {
		t.Errorf("%d keys are stored, want 4", n)
	}
}

// Each goroutine has keys of its own, and never sees what another has stored,
// while connections are cut, answers are late, and requests give up: an answer
// that came to the wrong one would show a user somebody else's session.
func TestAnswersStayWithTheirOwners(t *testing.T) {
	for _, lanes := range []int{1, 2} {
		t.Run(fmt.Sprint(lanes, " lanes"), func(t *testing.T) {
			server := start(t, memcacheserver.Options{})
			s := burst.New(burst.Options{Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient, Lanes: lanes})
			defer s.Close()
			stop := make(chan struct{})
			var mischief, wg sync.WaitGroup
			mischief.Go(func() {
				for {
					select {
					case <-stop:
						return
					case <-time.After(3 * time.Millisecond):
						server.CutConnections()
					}
				}
			})
			var right atomic.Int64
			for owner := range 16 {
				wg.Go(func() {
					random := rand.New(rand.NewPCG(uint64(owner), uint64(lanes)))
					for turn := range 40 {
						right.Add(own(t, s, random, owner, turn))
					}
				})
			}
			wg.Wait()
			close(stop)
			mischief.Wait()
			if right.Load() < 40 {
				t.Errorf("only %d of 640 turns had all answers", right.Load())
			}
		})
	}
}

// own stores and reads keys of an owner, and tells how often all went well.
func own(t *testing.T, s *burst.Storage, random *rand.Rand, owner, turn int) int64 {
	ctx, cancel := t.Context(), func() {}
	if random.IntN(8) == 0 {
		ctx, cancel = context.WithTimeout(ctx, time.Duration(random.IntN(300))*time.Microsecond)
	}
	defer cancel()
	key := fmt.Sprintf("owner%d.%d", owner, turn)
	value := fmt.Sprintf("%s:%s", key, strings.Repeat("x", random.IntN(3000)))
	ops := []storage.Op{
		{Verb: storage.Get, Node: "n1", Key: "no" + key},
		{Verb: storage.Set, Node: "n1", Key: key, Item: storage.Item{Flags: uint32(owner), Value: []byte(value)}},
		{Verb: storage.Get, Node: "n1", Key: key},
	}
	if random.IntN(3) == 0 {
		ops = append(ops, storage.Op{Verb: storage.Add, Node: "n1", Key: key, Item: storage.Item{Value: []byte("y")}})
	}
	got := s.Do(ctx, ops...)
	if got[0].Err == nil {
		t.Errorf("%s: a key that nobody has stored is there: %.40q", key, got[0].Item.Value)
	}
	if got[1].Err != nil && errors.Is(got[1].Err, storage.ErrMiss) || errors.Is(got[1].Err, storage.ErrNotStored) {
		t.Errorf("%s: a set gives %v, another operation's answer", key, got[1].Err)
	}
	if got[2].Err == nil && (string(got[2].Item.Value) != value || got[2].Item.Flags != uint32(owner)) {
		t.Errorf("%s holds %.40q, flags %d", key, got[2].Item.Value, got[2].Item.Flags)
	}
	if got[1].Err == nil && errors.Is(got[2].Err, storage.ErrMiss) {
		t.Errorf("%s: stored, and missing", key)
	}
	if len(ops) == 4 && got[2].Err == nil && got[3].Err == nil {
		t.Errorf("%s: there, and added", key)
	}
	if got[2].Err == nil {
		return 1
	}
	return 0
}
