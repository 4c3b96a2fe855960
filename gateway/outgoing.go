package gateway

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// smallBody is the length in bytes up to which a request's body is read before
// the upstream is asked, so that it can go to another one if need be.
const smallBody = 16 << 10

// outgoing is a request as the upstream gets it.
type outgoing struct {
	head []byte
	// small is the whole body, if it is short and its length known.
	small []byte
	// body is the rest: a stream of length bytes, or chunked if that is -1.
	body   io.Reader
	length int64
	method string
	// trailer gives the fields that followed a chunked body.
	trailer func() http.Header
}

func newOutgoing(r *http.Request, target string, policy Forwarding) (*outgoing, error) {
	o := &outgoing{method: r.Method, length: r.ContentLength}
	switch {
	case r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0:
		o.length = 0
	case r.ContentLength > 0 && r.ContentLength <= smallBody:
		o.small = make([]byte, r.ContentLength)
		if _, err := io.ReadFull(r.Body, o.small); err != nil {
			return nil, err
		}
	default:
		o.body = r.Body
		o.trailer = func() http.Header { return r.Trailer }
	}
	o.head = appendHead(make([]byte, 0, 1024), r, target, policy, o.length)
	return o, nil
}

// appendHead writes the request line and the header.
func appendHead(b []byte, r *http.Request, target string, policy Forwarding, length int64) []byte {
	b = append(b, r.Method...)
	b = append(b, ' ')
	b = append(b, target...)
	b = append(b, " HTTP/1.1\r\n"...)
	b = appendField(b, "Host", r.Host)
	for name, values := range requestHeader(r, policy) {
		for _, value := range values {
			b = appendField(b, name, value)
		}
	}
	switch {
	case length < 0:
		b = append(b, "Transfer-Encoding: chunked\r\n"...)
	case length > 0 || len(r.Header["Content-Length"]) > 0 || sendsBody(r.Method):
		b = appendField(b, "Content-Length", strconv.FormatInt(length, 10))
	}
	return append(b, "\r\n"...)
}

// sendsBody names the methods whose requests say their length even if it is 0.
func sendsBody(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodPatch
}

// appendField writes one field. The server has refused control characters
// already; a handler in between could still have set some.
func appendField(b []byte, name, value string) []byte {
	if strings.ContainsAny(value, "\r\n\x00") {
		value = strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(value)
	}
	b = append(b, name...)
	b = append(b, ": "...)
	b = append(b, value...)
	return append(b, "\r\n"...)
}

// repeatable tells whether a request may be sent again when a connection broke
// before any answer: nothing of it was consumed and doing it twice does no harm.
func (o *outgoing) repeatable() bool {
	if o.body != nil {
		return false
	}
	switch o.method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	return false
}

// send writes the request. A streamed body is written beside the reading of the
// answer, since an upstream may answer before it has read all of it.
func (o *outgoing) send(l *link) (*sending, error) {
	if err := l.conn.SetWriteDeadline(time.Now().Add(l.wait)); err != nil {
		return nil, err
	}
	bw := l.client.AcquireWriter(l.conn)
	if o.body == nil {
		defer l.client.ReleaseWriter(bw)
		_, _ = bw.Write(o.head)
		_, _ = bw.Write(o.small)
		if err := bw.Flush(); err != nil {
			return nil, err
		}
		l.awaitHeader()
		return nil, nil
	}
	// Until the body is out, only its steps are bounded.
	if err := l.conn.SetReadDeadline(time.Time{}); err != nil {
		l.client.ReleaseWriter(bw)
		return nil, err
	}
	s := &sending{over: make(chan struct{})}
	go func() {
		defer close(s.over)
		defer l.client.ReleaseWriter(bw)
		s.err = o.stream(l, bw, &s.read)
		var broken *bodyError
		if errors.As(s.err, &broken) {
			// The upstream would wait for the rest.
			l.abort()
			return
		}
		// Even if the upstream takes no more, it may have answered.
		l.awaitHeader()
	}()
	return s, nil
}

// stream writes header and body, flushing whatever the client has sent so far.
// It sets read once the client's body is at its end, before the upstream can
// know: an answer to the whole request never comes earlier.
func (o *outgoing) stream(l *link, bw *bufio.Writer, read *atomic.Bool) error {
	if _, err := bw.Write(o.head); err != nil {
		return err
	}
	// The upstream may want to answer before any of the body comes.
	if err := bw.Flush(); err != nil {
		return err
	}
	var to io.Writer = bw
	var chunks io.WriteCloser
	if o.length < 0 {
		chunks = httputil.NewChunkedWriter(bw)
		to = chunks
	}
	buffer := make([]byte, bodyBuffer)
	var total int64
	for total != o.length {
		n, err := o.body.Read(buffer)
		if n > 0 {
			total += int64(n)
			if total == o.length {
				read.Store(true)
			}
			if err := l.conn.SetWriteDeadline(time.Now().Add(l.wait)); err != nil {
				return err
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return err
			}
			if err := bw.Flush(); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return &bodyError{err}
		}
	}
	if chunks == nil {
		if total != o.length {
			return &bodyError{io.ErrUnexpectedEOF}
		}
		return nil
	}
	read.Store(true)
	if err := chunks.Close(); err != nil {
		return err
	}
	for name, values := range o.trailer() {
		for _, value := range values {
			if _, err := bw.Write(appendField(nil, name, value)); err != nil {
				return err
			}
		}
	}
	if _, err := bw.WriteString("\r\n"); err != nil {
		return err
	}
	return bw.Flush()
}
