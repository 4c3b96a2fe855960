package gateway

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// lateEnd is a client's body whose end is noticed only after the answer.
type lateEnd struct {
	left     int
	answered <-chan struct{}
}

func (b *lateEnd) Read(p []byte) (int, error) {
	if b.left == 0 {
		<-b.answered
		return 0, io.EOF
	}
	n := min(len(p), b.left)
	b.left -= n
	return n, nil
}

func (b *lateEnd) Close() error { return nil }

// client notes whether the gateway gave up reading from it.
type client struct {
	*httptest.ResponseRecorder
	answered chan struct{}
	spoiled  atomic.Bool
}

func (c *client) SetReadDeadline(time.Time) error {
	if !c.spoiled.Swap(true) {
		close(c.answered)
	}
	return nil
}

// An upstream that answers as soon as it has the whole body must not cost the
// client its connection: the next request on it would break. (A POST failed
// with EOF, rarely, when the sender had not noticed the body's end yet.)
func TestQuickAnswerLeavesTheClientsConnection(t *testing.T) {
	upstream := script(t, func(conn net.Conn, _ string, rest *bufio.Reader) {
		_, _ = io.CopyN(io.Discard, rest, smallBody+1)
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
	})
	up, err := ParseUpstream("t1=" + upstream)
	if err != nil {
		t.Fatal(err)
	}
	g, err := New(Config{Upstreams: []Upstream{up}})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	c := &client{ResponseRecorder: httptest.NewRecorder(), answered: make(chan struct{})}
	r := httptest.NewRequest("POST", "http://shop.example/", nil)
	r.Body, r.ContentLength = &lateEnd{left: smallBody + 1, answered: c.answered}, smallBody+1
	g.ServeHTTP(c, r)
	if c.Code != http.StatusOK || c.Body.String() != "ok" {
		t.Errorf("answer %d %q", c.Code, c.Body)
	}
	if c.spoiled.Load() {
		t.Error("the gateway gave up reading from a client that had sent everything")
	}
}

// closedBody is a client's body that the server has closed by the time
// somebody looks for more after its end.
type closedBody struct{ left int }

func (b *closedBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, http.ErrBodyReadAfterClose
	}
	n := min(len(p), b.left)
	b.left -= n
	return n, nil
}

func (b *closedBody) Close() error { return nil }

// An answer that begins before the transport has looked for the end of the
// request's body must not be broken off. (Rarely, its last chunk was missing.)
func TestQuickAnswerIsNotBrokenOff(t *testing.T) {
	eachClient(t, func(t *testing.T, kind Client) {
		upstream := script(t, func(conn net.Conn, _ string, rest *bufio.Reader) {
			_, _ = io.CopyN(io.Discard, rest, smallBody+1)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
		})
		up, err := ParseUpstream("t1=" + upstream)
		if err != nil {
			t.Fatal(err)
		}
		g, err := New(Config{Client: kind, Upstreams: []Upstream{up}})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		w := httptest.NewRecorder()
		r := httptest.NewRequest("POST", "http://shop.example/", nil)
		r.Body, r.ContentLength = &closedBody{left: smallBody + 1}, smallBody+1
		g.ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Body.String() != "ok" {
			t.Errorf("answer %d %q", w.Code, w.Body)
		}
	})
}
