package gateway

import (
	"net/http"
	"sync/atomic"
	"time"
)

// lastWrite bounds how long the last bytes of a body may still take once the
// upstream has answered.
const lastWrite = time.Second

// sending is a request's body on its way. A nil one is out already.
type sending struct {
	read atomic.Bool // nothing of the client's body is left
	over chan struct{}
	err  error
}

// done tells whether all of the body is out.
func (s *sending) done() bool {
	if s == nil {
		return true
	}
	select {
	case <-s.over:
		return s.err == nil
	default:
		return false
	}
}

// failure is what ended the sending early, or nil.
func (s *sending) failure() error {
	if s == nil || s.done() {
		return nil
	}
	select {
	case <-s.over:
		return s.err
	default:
		return nil
	}
}

// end stops the sending, if the answer came first, and waits until nobody reads
// the client's body any more.
func (s *sending) end(w http.ResponseWriter, l *link) {
	if s == nil || s.done() {
		return
	}
	if s.read.Load() {
		// All is read and, but for an upstream that answers early, written: the
		// client's connection stays as good as it was.
		_ = l.conn.SetWriteDeadline(time.Now().Add(lastWrite))
		<-s.over
		return
	}
	l.abort()
	_ = http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0))
	<-s.over
}

// bodyError says that the client's side of a request's body broke.
type bodyError struct{ err error }

func (e *bodyError) Error() string { return "reading the request's body: " + e.err.Error() }
func (e *bodyError) Unwrap() error { return e.err }
