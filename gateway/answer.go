package gateway

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"

	"github.com/valyala/fasthttp"
)

// answer is what the gateway itself says, without anything about the inside.
func answer(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, strconv.Itoa(status)+" "+http.StatusText(status)+"\n"+text+"\n")
}

// answerFailure tells the client that no upstream answered, and the log why.
func (g *Gateway) answerFailure(w http.ResponseWriter, r *http.Request, upstream string, err error) {
	if r.Context().Err() != nil || errors.Is(err, context.Canceled) {
		// The client has gone: there is nobody to answer.
		panic(http.ErrAbortHandler)
	}
	var body *bodyError
	if errors.As(err, &body) {
		answer(w, http.StatusBadRequest, "The request's body can't be read.")
		return
	}
	g.config.Logger.Warn().Str("upstream", upstream).Str("method", r.Method).
		Str("reason", reason(err)).Msg("no answer from upstream")
	if isTimeout(err) {
		answer(w, http.StatusGatewayTimeout, "The application did not answer in time.")
		return
	}
	answer(w, http.StatusBadGateway, "The application can't be reached, or its answer can't be read.")
}

// errMalformed stands for an answer that isn't HTTP, or breaks its rules.
var errMalformed = errors.New("the answer is not valid HTTP")

// errHeaderTooLarge stands for a header above the limit.
var errHeaderTooLarge = errors.New("the answer's header is too large")

// dialError says that no connection came about, so nothing was sent.
type dialError struct{ err error }

func (e *dialError) Error() string { return "connecting: " + e.err.Error() }
func (e *dialError) Unwrap() error { return e.err }

func isDialError(err error) bool {
	var ours *dialError
	var op *net.OpError
	return errors.As(err, &ours) || (errors.As(err, &op) && op.Op == "dial")
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, fasthttp.ErrTimeout) ||
		(errors.As(err, &timeout) && timeout.Timeout())
}

// reason puts an error into words of our own: the text of a parser's error can
// hold bytes of the answer, and with them a session id.
func reason(err error) string {
	switch {
	case isDialError(err) && isTimeout(err):
		return "no connection in time"
	case isDialError(err):
		return "connection refused or impossible"
	case isTimeout(err):
		return "no answer in time"
	case errors.Is(err, errHeaderTooLarge), errors.Is(err, errMalformed):
		return err.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection closed before the answer was complete"
	}
	return "the exchange failed"
}
