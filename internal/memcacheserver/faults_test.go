package memcacheserver

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestPause(t *testing.T) {
	s := listening(t, Options{})
	old := dial(t, s)
	old.say("set k 0 0 1\r\nx\r\n", "STORED\r\n")
	s.Pause()
	fresh := dial(t, s) // connects all the same
	old.send("get k\r\n")
	fresh.send("delete k\r\n")
	if err := s.AwaitHeld(soon(t), 2); err != nil {
		t.Fatal(err)
	}
	if _, found := s.Get("k"); !found {
		t.Error("a command took effect during the pause")
	}
	s.Resume()
	fresh.expect("DELETED\r\n")
	s.Resume() // without a pause: nothing
	fresh.say("version\r\n", "VERSION "+DefaultVersion+"\r\n")
}

// TestPauseHoldsData: a pause between a command line and its data holds the effect.
func TestPauseHoldsData(t *testing.T) {
	seen := make(chan Event, 10)
	s := listening(t, Options{Trace: func(e Event) { seen <- e }})
	nc := dial(t, s)
	nc.send("set k 0 0 1\r\n")
	<-seen
	s.Pause()
	nc.send("x\r\n")
	if err := s.AwaitHeld(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	if keys := s.Keys(); len(keys) != 0 {
		t.Error("stored during the pause")
	}
	s.Resume()
	nc.expect("STORED\r\n")
}

func TestAwaitHeldGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := New(Options{}).AwaitHeld(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCloseWhilePaused(t *testing.T) {
	s := listening(t, Options{})
	s.Pause()
	nc := dial(t, s)
	nc.send("get k\r\n")
	if err := s.AwaitHeld(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if rest, _ := nc.ended(); rest != "" {
		t.Errorf("answered %q", rest)
	}
}

func TestDelay(t *testing.T) {
	asked := make(chan time.Duration)
	passed := make(chan time.Time)
	s := listening(t, Options{After: func(d time.Duration) <-chan time.Time {
		asked <- d
		return passed
	}})
	nc := dial(t, s)
	s.Delay(300 * time.Millisecond)
	nc.send("set k 0 0 1\r\nx\r\n")
	if d := <-asked; d != 300*time.Millisecond {
		t.Errorf("waits %v", d)
	}
	if keys := s.Keys(); len(keys) != 0 {
		t.Error("stored before the delay passed")
	}
	passed <- time.Time{}
	nc.expect("STORED\r\n")
	s.Delay(0)
	nc.say("get nope\r\n", "END\r\n")
}

func TestCutConnections(t *testing.T) {
	s := listening(t, Options{})
	nc := dial(t, s)
	nc.say("set k 0 0 1\r\nx\r\n", "STORED\r\n")
	s.CutConnections()
	if _, err := nc.ended(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a connection reset", err)
	}
	dial(t, s).say("get k\r\n", "VALUE k 0 1\r\nx\r\nEND\r\n")
}

func TestSetFault(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fault  Fault
		answer string // "" for a reset
		stored bool
	}{
		{"an answer of the test's choice", Fault{Answer: "SERVER_ERROR out of memory"}, "SERVER_ERROR out of memory\r\n", false},
		{"cut before", Fault{CutBefore: true}, "", false},
		{"cut after", Fault{CutAfter: true}, "", true},
		{"nothing", Fault{}, "STORED\r\n", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := listening(t, Options{})
			s.SetFault(func(_ uint64, line string) Fault {
				if strings.HasPrefix(line, "set ") {
					return tt.fault
				}
				return Fault{}
			})
			nc := dial(t, s)
			nc.say("get k\r\n", "END\r\n")
			nc.send("set k 0 0 1\r\nx\r\n")
			if tt.answer != "" {
				nc.expect(tt.answer)
			} else if rest, err := nc.ended(); rest != "" || !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("got %q, %v, want a connection reset", rest, err)
			}
			if _, stored := s.Get("k"); stored != tt.stored {
				t.Errorf("stored: %v", stored)
			}
			s.SetFault(nil)
			dial(t, s).say("set k 0 0 1\r\nx\r\n", "STORED\r\n")
		})
	}
}

// TestStopAndListen is a node that dies and comes back under its old address.
func TestStopAndListen(t *testing.T) {
	s := listening(t, Options{})
	addr := s.Addr()
	nc := dial(t, s)
	nc.say("set k 0 0 1\r\nx\r\n", "STORED\r\n")
	s.Stop()
	if _, err := nc.ended(); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("connection after Stop: %v", err)
	}
	if s.Addr() != "" {
		t.Errorf("address after Stop: %q", s.Addr())
	}
	if err := s.Listen(addr); err != nil {
		t.Fatal(err)
	}
	if s.Addr() != addr {
		t.Errorf("address %s, want %s", s.Addr(), addr)
	}
	dial(t, s).say("get k\r\n", "VALUE k 0 1\r\nx\r\nEND\r\n")
}

func TestTrace(t *testing.T) {
	var r Recorder
	s := listening(t, Options{Trace: r.Record})
	first, second := dial(t, s), dial(t, s)
	first.say("get ping-n1\r\n", "END\r\n")
	first.say("set S-n1 0 1794 4\r\nabcd\r\n", "STORED\r\n")
	second.say("add lock:S-n1 0 5 6\r\nlocked\r\n", "STORED\r\n")
	first.say("add lock:S-n1 0 5 6\r\nlocked\r\n", "NOT_STORED\r\n")
	second.say("get S-n1 nope S-n1\r\n", "VALUE S-n1 0 4\r\nabcd\r\nVALUE S-n1 0 4\r\nabcd\r\nEND\r\n")
	second.say("delete lock:S-n1 noreply\r\ndelete lock:S-n1\r\n", "NOT_FOUND\r\n")
	want := []string{
		"< get ping-n1", "> END",
		"< set S-n1 0 1794 4", "> STORED",
		"< add lock:S-n1 0 5 6", "> STORED",
		"< add lock:S-n1 0 5 6", "> NOT_STORED",
		"< get S-n1 nope S-n1", "> sending key S-n1", "> sending key S-n1", "> END",
		"< delete lock:S-n1 noreply", "> NOREPLY DELETED",
		"< delete lock:S-n1", "> NOT_FOUND",
	}
	if got := r.Lines(); !slices.Equal(got, want) {
		t.Errorf("trace %q, want %q", got, want)
	}
	events := r.Reset()
	if got := events[0].String(); got != "<1 get ping-n1" {
		t.Errorf("first event %q", got)
	}
	if got := events[5].String(); got != ">2 STORED" {
		t.Errorf("sixth event %q", got)
	}
	if len(r.Events()) != 0 {
		t.Error("events left after Reset")
	}
}

// TestTraceOfTwoServers: one recorder keeps the order across servers.
func TestTraceOfTwoServers(t *testing.T) {
	var r Recorder
	n1 := dial(t, listening(t, Options{Name: "n1", Trace: r.Record}))
	n2 := dial(t, listening(t, Options{Name: "n2", Trace: r.Record}))
	n1.say("get ping-n1\r\n", "END\r\n")
	n2.say("set S-n2 0 3600 1\r\nx\r\n", "STORED\r\n")
	n1.say("set bak:S-n2 0 3600 1\r\nx\r\n", "STORED\r\n")
	want := []string{
		"n1 < get ping-n1", "n1 > END",
		"n2 < set S-n2 0 3600 1", "n2 > STORED",
		"n1 < set bak:S-n2 0 3600 1", "n1 > STORED",
	}
	if got := r.Lines(); !slices.Equal(got, want) {
		t.Errorf("trace %q, want %q", got, want)
	}
}
