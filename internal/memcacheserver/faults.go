package memcacheserver

import (
	"context"
	"sync"
	"time"
)

// Fault is what happens to one command instead of, or beside, its effect.
// The zero value lets the command pass.
type Fault struct {
	// Answer is sent instead of carrying out the command, such as
	// `SERVER_ERROR out of memory`. A data block is read all the same.
	Answer string
	// CutBefore resets the connection before the command has any effect.
	CutBefore bool
	// CutAfter resets the connection after the command took effect and
	// before its answer is sent: the client can't know what happened.
	CutAfter bool
}

// faults holds a server's misbehaviour on demand.
type faults struct {
	mu     sync.Mutex
	paused chan struct{} // nil when running; closed by Resume
	held   int           // commands that wait for Resume
	change chan struct{} // closed and renewed when held grows
	delay  time.Duration
	choose func(conn uint64, line string) Fault
	after  func(time.Duration) <-chan time.Time
}

// Pause makes the server hang, as a stopped process does: it goes on to accept
// connections and commands and answers none, until Resume. Commands that came
// meanwhile are carried out then.
func (s *Server) Pause() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	if s.faults.paused == nil {
		s.faults.paused = make(chan struct{})
	}
}

// Resume ends a Pause.
func (s *Server) Resume() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	if s.faults.paused != nil {
		close(s.faults.paused)
		s.faults.paused = nil
	}
}

// AwaitHeld waits until at least n commands wait for Resume, or gives ctx's error.
func (s *Server) AwaitHeld(ctx context.Context, n int) error {
	for {
		s.faults.mu.Lock()
		held, change := s.faults.held, s.faults.change
		s.faults.mu.Unlock()
		if held >= n {
			return nil
		}
		select {
		case <-change:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Delay makes every command wait for d before it is carried out; 0 ends that.
func (s *Server) Delay(d time.Duration) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.delay = d
}

// SetFault has choose decide, for each command line, what goes wrong; nil ends
// that. It is called from several goroutines at once.
func (s *Server) SetFault(choose func(conn uint64, line string) Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.choose = choose
}

// CutConnections resets all open connections. New ones are accepted.
func (s *Server) CutConnections() {
	for _, c := range s.openConns() {
		c.kill(true)
	}
}

// pass holds a command back as told and gives its fault; ok is false when the
// connection ends instead.
func (f *faults) pass(c *conn, line []byte) (fault Fault, ok bool) {
	if !f.gate(c) {
		return fault, false
	}
	f.mu.Lock()
	delay, choose := f.delay, f.choose
	f.mu.Unlock()
	if delay > 0 {
		c.w.Flush()
		select {
		case <-f.after(delay):
		case <-c.done:
			return fault, false
		}
	}
	if choose != nil {
		fault = choose(c.id, string(line))
	}
	if fault.CutBefore {
		c.kill(true)
		return fault, false
	}
	return fault, true
}

// gate waits while the server is paused; false when the connection ended.
func (f *faults) gate(c *conn) bool {
	for {
		f.mu.Lock()
		paused := f.paused
		if paused == nil {
			f.mu.Unlock()
			return true
		}
		f.held++
		close(f.change)
		f.change = make(chan struct{})
		f.mu.Unlock()

		c.w.Flush() // earlier answers of a pipeline were given before the pause
		open := true
		select {
		case <-paused:
		case <-c.done:
			open = false
		}
		f.mu.Lock()
		f.held--
		f.mu.Unlock()
		if !open {
			return false
		}
	}
}
