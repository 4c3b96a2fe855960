package memcacheserver

import (
	"io"
	"net"
	"testing"
	"time"
)

// FuzzProtocol sends any bytes and proves that the server ends the connection
// when the client does, keeps its books and its limits, and serves the next
// client.
func FuzzProtocol(f *testing.F) {
	for _, c := range conversations {
		if len(c.send) < 4096 {
			f.Add([]byte(c.send))
		}
	}
	for _, hostile := range []string{
		"\x80\x01", "set k 0 0 2147483645\r\n", "set k 0 0 999\r\nshort", "get \x00\r\n", "gat", "gat \r\n",
		"flush_all 1\r\nset k 0 0 1\r\nx\r\n", "stats\r\nstats items\r\nstats settings\r\nstats slabs\r\n",
		"set k 0 0 500\r\n", "\r", "cas k 0 0 0 0\r\n\r\n", "delete  \r\n", "verbosity  \r\n",
	} {
		f.Add([]byte(hostile))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		s := New(Options{Now: newClock().Now, MaxItemSize: 1000, MaxMemory: 4000, Trace: func(Event) {}})
		defer s.Close()
		converse(t, s, sent, true)
		checkStore(t, s.store)
		s.FlushAll() // ends a pending flush
		got := converse(t, s, []byte("set probe 7 0 5\r\nhel\r\n\r\nget probe\r\nquit\r\n"), false)
		if want := "STORED\r\nVALUE probe 7 5\r\nhel\r\n\r\nEND\r\n"; string(got) != want {
			t.Fatalf("afterwards: got %q, want %q", got, want)
		}
	})
}

// converse sends bytes over a pipe and gives what was answered until the
// connection ended: by hanging up, or by the quit in what was sent.
func converse(t *testing.T, s *Server, sent []byte, hangUp bool) []byte {
	ours, theirs := net.Pipe()
	ours.SetDeadline(time.Now().Add(10 * time.Second))
	ended := make(chan struct{})
	go func() {
		s.ServeConn(theirs)
		close(ended)
	}()
	answers := make(chan []byte)
	go func() {
		b, _ := io.ReadAll(ours)
		answers <- b
	}()
	ours.Write(sent)
	if hangUp {
		ours.Close()
	}
	got := <-answers
	ours.Close()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the server holds on to a closed connection")
	}
	return got
}
