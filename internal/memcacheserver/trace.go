package memcacheserver

import (
	"strconv"
	"sync"
)

// Event is one line of the command log, in the words of `memcached -vv`.
type Event struct {
	// Server is Options.Name.
	Server string
	// Conn numbers the client's connection, from 1 per Server.
	Conn uint64
	// Answer is false for the command line that a client sent (`set KEY FLAGS
	// EXPTIME SIZE`) and true for what the server said (`STORED`, `sending key
	// KEY`, `END`, `NOREPLY STORED` for an answer that was not sent).
	Answer bool
	Line   string
}

// String gives `<1 get KEY` for a command and `>1 END` for an answer.
func (e Event) String() string {
	return e.arrow() + strconv.FormatUint(e.Conn, 10) + " " + e.Line
}

func (e Event) arrow() string {
	if e.Answer {
		return ">"
	}
	return "<"
}

// Recorder keeps the events of one or several servers, in order. Its Record
// method is a value for Options.Trace. The zero value is ready.
type Recorder struct {
	mu     sync.Mutex
	events []Event
}

// Record adds an event.
func (r *Recorder) Record(e Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, e)
}

// Events gives a copy of what was recorded.
func (r *Recorder) Events() []Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Event(nil), r.events...)
}

// Lines gives `n1 < get KEY` and `n1 > END` lines, with the server's name where
// it has one, and without connection numbers.
func (r *Recorder) Lines() []string {
	events := r.Events()
	lines := make([]string, len(events))
	for i, e := range events {
		lines[i] = e.arrow() + " " + e.Line
		if e.Server != "" {
			lines[i] = e.Server + " " + lines[i]
		}
	}
	return lines
}

// Reset forgets what was recorded, and gives it.
func (r *Recorder) Reset() []Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	events := r.events
	r.events = nil
	return events
}

// tracer hands events to Options.Trace. A command takes effect and its answer
// is traced under one lock, so that the log's order is the order of effects.
type tracer struct {
	mu     sync.Mutex
	server string
	hook   func(Event)
}

// emit is called with the lock held.
func (t *tracer) emit(conn uint64, answer bool, line string) {
	t.hook(Event{Server: t.server, Conn: conn, Answer: answer, Line: line})
}

func (t *tracer) command(conn uint64, line []byte) {
	if t.hook == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emit(conn, false, string(line))
}

// run carries out a command's effect and traces the reply.
func (t *tracer) run(conn uint64, effect func() reply) reply {
	if t.hook == nil {
		return effect()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r := effect()
	for _, h := range r.hits {
		t.emit(conn, true, "sending key "+h.key)
	}
	if r.spoiled {
		t.emit(conn, true, answerEnd)
	}
	if r.line != "" && r.body == "" {
		line := r.line
		if r.quiet {
			line = "NOREPLY " + line
		}
		t.emit(conn, true, line)
	}
	return r
}
