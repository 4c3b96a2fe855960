package burst_test

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// patient is longer than any answer takes.
const patient = 30 * time.Second

// TestRoundTrips holds commands back at the node: those of one burst are all
// there before the first is answered.
func TestRoundTrips(t *testing.T) {
	n1, n2 := start(t, memcacheserver.Options{}), start(t, memcacheserver.Options{})
	s := openBurst(map[string]string{"n1": n1.Addr(), "n2": n2.Addr()})
	defer s.Close()
	n1.Pause()
	n2.Pause()
	done := make(chan []storage.Result)
	go func() {
		done <- storage.Do(t.Context(), s,
			storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1", Item: storage.Item{Value: []byte("v")}},
			storage.Op{Verb: storage.Set, Node: "n2", Key: "bak:A-n1", Item: storage.Item{Value: []byte("v")}},
			storage.Op{Verb: storage.Delete, Node: "n1", Key: "lock:A-n1"},
			storage.Op{Verb: storage.Get, Node: "n2", Key: "bak:A-n1"})
	}()
	for _, server := range []*memcacheserver.Server{n1, n2} { // both, before either answers
		if err := server.AwaitHeld(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	}
	n2.Resume()
	n1.Resume()
	got := <-done
	if got[0].Err != nil || got[1].Err != nil || !errors.Is(got[2].Err, storage.ErrMiss) || string(got[3].Item.Value) != "v" {
		t.Errorf("got %v", got)
	}
}

// TestOneNodeDown has operations for a node that is gone among others.
func TestOneNodeDown(t *testing.T) {
	n1, n2 := start(t, memcacheserver.Options{}), start(t, memcacheserver.Options{})
	s := openBurst(map[string]string{"n1": n1.Addr(), "n2": n2.Addr()})
	defer s.Close()
	n2.Close()
	item := storage.Item{Value: []byte("v")}
	got := storage.Do(t.Context(), s,
		storage.Op{Verb: storage.Set, Node: "n2", Key: "bak:A-n1", Item: item},
		storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1", Item: item},
		storage.Op{Verb: storage.Set, Node: "n2", Key: "bak:validity:A-n1", Item: item},
		storage.Op{Verb: storage.Get, Node: "n1", Key: "A-n1"})
	if got[1].Err != nil || got[3].Err != nil {
		t.Errorf("the living node's operations failed: %v, %v", got[1].Err, got[3].Err)
	}
	for _, i := range []int{0, 2} {
		if err := got[i].Err; err == nil || !strings.Contains(err.Error(), "set on storage node n2 ("+n2Address(err)) {
			t.Errorf("the dead node's operation %d gives %v", i, err)
		}
	}
}

// n2Address is what stands between the brackets of an error.
func n2Address(err error) string {
	_, rest, _ := strings.Cut(err.Error(), "(")
	address, _, _ := strings.Cut(rest, ")")
	return address
}

// TestCutInsideABurst cuts the connection after the first answers: what was
// answered counts, the rest failed, nothing is sent again.
func TestCutInsideABurst(t *testing.T) {
	var asked atomic.Int32
	address := scripted(t, func(commands []string) string {
		if asked.Add(1) == 1 {
			return "END\r\n"
		}
		return "VALUE A-n1 0 1\r\nx\r\nEND\r\nSTORED\r\nVALUE B-n1 0 10\r\nhalf"
	})
	s := openBurst(map[string]string{"n1": address})
	defer s.Close()
	if _, err := s.Get(t.Context(), "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
		t.Fatal(err)
	}
	got := storage.Do(t.Context(), s,
		storage.Op{Verb: storage.Get, Node: "n1", Key: "A-n1"},
		storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1"},
		storage.Op{Verb: storage.Get, Node: "n1", Key: "B-n1"},
		storage.Op{Verb: storage.Delete, Node: "n1", Key: "B-n1"})
	if string(got[0].Item.Value) != "x" || got[0].Err != nil || got[1].Err != nil {
		t.Errorf("what was answered: %v", got[:2])
	}
	for _, r := range got[2:] {
		if !errors.Is(r.Err, io.ErrUnexpectedEOF) {
			t.Errorf("what was not answered: %v", r.Err)
		}
	}
	if got[2].Item.Value != nil {
		t.Errorf("half a value was given: %q", got[2].Item.Value)
	}
	if n := asked.Load(); n != 2 {
		t.Errorf("%d bursts arrived, want 2", n)
	}
}

// TestRefusedInsideABurst: after CLIENT_ERROR nobody knows what the node takes
// for a command, after SERVER_ERROR it goes on.
func TestRefusedInsideABurst(t *testing.T) {
	for _, c := range []struct {
		answer  string
		second  error
		through bool
	}{
		{"SERVER_ERROR out of memory storing object\r\nSTORED\r\n", nil, true},
		{"CLIENT_ERROR bad data chunk\r\nSTORED\r\n", nil, false},
		{"ERROR\r\nSTORED\r\n", nil, false},
		{"STORED\r\nSTORED\r\nSTORED\r\n", nil, false},
	} {
		t.Run(c.answer, func(t *testing.T) {
			var bursts atomic.Int32
			connections := map[string]bool{}
			var mu sync.Mutex
			address := scripted(t, func(commands []string) string {
				mu.Lock()
				defer mu.Unlock()
				connections[commands[0]] = true
				if bursts.Add(1) == 1 {
					return c.answer
				}
				return "END\r\n"
			})
			s := openBurst(map[string]string{"n1": address})
			defer s.Close()
			got := storage.Do(t.Context(), s,
				storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1"},
				storage.Op{Verb: storage.Set, Node: "n1", Key: "B-n1"})
			if refused := !strings.HasPrefix(c.answer, "STORED"); errors.Is(got[0].Err, storage.ErrRefused) != refused {
				t.Errorf("first: %v", got[0].Err)
			}
			if answered := c.through || strings.HasPrefix(c.answer, "STORED"); (got[1].Err == nil) != answered {
				t.Errorf("second: %v", got[1].Err)
			}
			if _, err := s.Get(t.Context(), "n1", "C-n1"); !errors.Is(err, storage.ErrMiss) {
				t.Errorf("the next operation: %v", err)
			}
			if reused := len(connections) == 1; reused != c.through {
				t.Errorf("connection used again: %v, want %v", reused, c.through)
			}
		})
	}
}

// scripted is a server that answers each burst as a whole and hangs up after
// an answer without end. Commands[0] is the client's address.
func scripted(t *testing.T, answer func(commands []string) string) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	talk := func(c net.Conn) {
		defer c.Close()
		buffer := make([]byte, 1<<16)
		for {
			n, err := c.Read(buffer)
			if err != nil {
				return
			}
			said := answer(append([]string{c.RemoteAddr().String()}, strings.Split(string(buffer[:n]), "\r\n")...))
			if _, err := io.WriteString(c, said); err != nil || !strings.HasSuffix(said, "\r\n") {
				return
			}
		}
	}
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go talk(c)
		}
	}()
	return listener.Addr().String()
}

// TestAddIsSentOnce cuts connections around an add.
func TestAddIsSentOnce(t *testing.T) {
	server := start(t, memcacheserver.Options{})
	s := openBurst(map[string]string{"n1": server.Addr()})
	defer s.Close()
	ctx, lock := t.Context(), storage.Item{Value: []byte("locked")}
	warm := func() {
		t.Helper()
		if _, err := s.Get(ctx, "n1", "warm"); !errors.Is(err, storage.ErrMiss) {
			t.Fatal(err)
		}
	}
	warm()
	var adds atomic.Int32
	server.SetFault(func(_ uint64, line string) memcacheserver.Fault {
		if !strings.HasPrefix(line, "add") {
			return memcacheserver.Fault{}
		}
		return memcacheserver.Fault{CutAfter: adds.Add(1) == 1}
	})
	err := s.Add(ctx, "n1", "lock:A-n1", lock, 5)
	if err == nil || errors.Is(err, storage.ErrNotStored) || adds.Load() != 1 {
		t.Errorf("cut before the answer: %v after %d adds; want the fault itself, after one", err, adds.Load())
	}
	if _, ok := server.Get("lock:A-n1"); !ok {
		t.Error("the case tests nothing: the add had no effect")
	}
	// A connection that was closed while it was idle is known before.
	warm()
	address := server.Addr()
	server.Stop()
	if err := server.Listen(address); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(ctx, "n1", "lock:B-n1", lock, 5); err != nil {
		t.Errorf("over an idle connection that was closed: %v", err)
	}
}

// TestIdleConnections keeps as many as were used at once, up to MaxIdle.
func TestIdleConnections(t *testing.T) {
	var opened atomic.Int32
	server := start(t, memcacheserver.Options{Trace: func(e memcacheserver.Event) {
		opened.Store(max(opened.Load(), int32(e.Conn)))
	}})
	s := burst.New(burst.Options{
		Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient, MaxIdle: 3, Lanes: 5,
	})
	defer s.Close()
	rush := func() {
		server.Pause()
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() { s.Get(t.Context(), "n1", "A-n1") })
		}
		if err := server.AwaitHeld(t.Context(), 5); err != nil {
			t.Error(err)
		}
		server.Resume()
		wg.Wait()
	}
	rush()
	rush()
	if n := opened.Load(); n != 5+2 {
		t.Errorf("%d connections were opened, want 7: five, then two beside the three kept", n)
	}
}
