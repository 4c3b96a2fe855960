package memcacheserver

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// errorsOf gives options whose OnError fills a channel.
func errorsOf(o Options) (Options, <-chan error) {
	errs := make(chan error, 100)
	o.OnError = func(err error) { errs <- err }
	return o, errs
}

func TestHostileConnections(t *testing.T) {
	for _, tt := range []struct {
		name string
		send string
		rest string // sent before the end
		want error
	}{
		{"binary protocol", "\x80\x00\x00\x00", "", ErrBinaryProtocol},
		{"long line", strings.Repeat("q", 2049), "", ErrLineTooLong},
		{"long line after a command", "version\r\n" + strings.Repeat("q", 2049), "VERSION " + DefaultVersion + "\r\n", ErrLineTooLong},
		{"long get line", "get " + strings.Repeat("q ", 64<<10), "", ErrLineTooLong},
		{"get behind many spaces", strings.Repeat(" ", 101) + "get " + strings.Repeat("q ", 2000), "", ErrLineTooLong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, errs := errorsOf(Options{})
			s := listening(t, o)
			nc := dial(t, s)
			go io.WriteString(nc, tt.send)
			if err := <-errs; !errors.Is(err, tt.want) || strings.Contains(err.Error(), "qq") {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if rest, _ := nc.ended(); !strings.HasPrefix(tt.rest, rest) {
				t.Errorf("answered %q, want %q", rest, tt.rest)
			}
			dial(t, s).say("get k\r\n", "END\r\n")
		})
	}
}

func TestConnectionLimit(t *testing.T) {
	o, errs := errorsOf(Options{MaxConns: 2})
	s := listening(t, o)
	first, second := dial(t, s), dial(t, s)
	first.say("get k\r\n", "END\r\n")
	second.say("get k\r\n", "END\r\n")
	if rest, _ := dial(t, s).ended(); rest != "ERROR Too many open connections\r\n" {
		t.Errorf("third client got %q", rest)
	}
	if err := <-errs; !errors.Is(err, ErrTooManyConnections) {
		t.Errorf("error %v", err)
	}
	first.send("quit\r\n")
	if _, err := first.ended(); err != nil {
		t.Fatal(err)
	}
	// The place is free once the server has noticed.
	for {
		c := dial(t, s)
		c.send("get k\r\n")
		line, _ := c.r.ReadString('\n')
		if line == "END\r\n" {
			break
		}
		<-errs
	}
	second.say("get k\r\n", "END\r\n")
}

// TestDeclaredLengthAllocatesNothing: buffers follow the bytes that came, not
// the length that was promised.
func TestDeclaredLengthAllocatesNothing(t *testing.T) {
	for _, tt := range []struct{ promised, sent, limit int }{
		{1_000_000_000, 3, dataChunk},
		{1_000_000_000, 300_000, 600_000},
		{1_000_000, 999_999, 1_000_000},
		{100, 3, 100},
	} {
		data, err := readData(strings.NewReader(strings.Repeat("x", tt.sent)), tt.promised)
		if !errors.Is(err, io.ErrUnexpectedEOF) || cap(data) > tt.limit {
			t.Errorf("%d of %d bytes: buffer of %d bytes, %v", tt.sent, tt.promised, cap(data), err)
		}
	}
}

// TestSlowReader: a client that reads nothing loses its connection, the others
// don't notice.
func TestSlowReader(t *testing.T) {
	s := New(Options{WriteTimeout: time.Millisecond})
	defer s.Close()
	if err := s.Set("k", 0, 0, make([]byte, 1<<19)); err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	defer ours.Close()
	ended := make(chan struct{})
	go func() {
		s.ServeConn(theirs)
		close(ended)
	}()
	go io.WriteString(ours, "get k k k\r\n")
	select {
	case <-ended:
	case <-soon(t).Done():
		t.Error("the connection of a client that doesn't read lives on")
	}
}

// TestSlowWriter: a command that comes byte by byte is a command.
func TestSlowWriter(t *testing.T) {
	s := New(Options{})
	defer s.Close()
	ours, theirs := net.Pipe()
	go s.ServeConn(theirs)
	go func() {
		for _, b := range []byte("set k 0 0 3\r\nabc\r\nget k\r\nquit\r\n") {
			ours.Write([]byte{b})
		}
	}()
	got, _ := io.ReadAll(ours)
	if want := "STORED\r\nVALUE k 0 3\r\nabc\r\nEND\r\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
