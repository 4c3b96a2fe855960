package gateway

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/valyala/fasthttp"
)

// idleTime is how long an unused connection is kept: below the 20 s after
// which Tomcat closes one (its connectionTimeout).
const idleTime = 10 * time.Second

// maxInterim bounds the 1xx answers before the final one.
const maxInterim = 10

func (g *Gateway) newUpstream(u Upstream) *upstream {
	up := &upstream{name: u.Name, scheme: u.URL.Scheme, address: hostPort(u)}
	up.client = &fasthttp.HostClient{
		Addr:                up.address,
		IsTLS:               up.scheme == "https",
		TLSConfig:           g.config.TLS,
		MaxConns:            1 << 20,
		MaxIdleConnDuration: idleTime,
		ConnPoolStrategy:    fasthttp.LIFO,
		ReadBufferSize:      maxResponseHeader,
		WriteBufferSize:     16 << 10,
		WriteTimeout:        g.config.DialTimeout, // of a TLS handshake
		DialTimeout: func(address string, _ time.Duration) (net.Conn, error) {
			ctx, cancel := context.WithTimeout(context.Background(), g.config.DialTimeout)
			defer cancel()
			return g.config.Dial(ctx, "tcp", address)
		},
	}
	return up
}

// serveFast proxies by fasthttp's HostClient.
func (g *Gateway) serveFast(w http.ResponseWriter, r *http.Request, target string, upstreams []*upstream) {
	out, err := newOutgoing(r, target, g.config.Forwarding)
	if err != nil {
		// The client broke off inside its body, or broke the framing.
		answer(w, http.StatusBadRequest, "The request's body can't be read.")
		return
	}
	for _, u := range upstreams {
		err = g.exchangeFast(w, r, out, u)
		if err == nil {
			return
		}
		if !isDialError(err) || r.Context().Err() != nil {
			g.answerFailure(w, r, u.name, err)
			return
		}
		u.refused(g.config.Now(), g.config.SkipTime)
	}
	g.answerFailure(w, r, upstreams[len(upstreams)-1].name, err)
}

// exchangeFast sends a request to one upstream and its answer to the client. An
// error means that nothing has been written to the client. A connection that
// the upstream had closed while it was idle is replaced, if the request may be
// sent again.
func (g *Gateway) exchangeFast(w http.ResponseWriter, r *http.Request, out *outgoing, u *upstream) error {
	for {
		link, err := acquire(u, g.config.HeaderTimeout)
		if err != nil {
			return err
		}
		err = g.roundTrip(w, r, out, link)
		if err == nil {
			u.answered()
			return nil
		}
		if link.reused && !link.answerBegun && out.repeatable() && !isTimeout(err) && r.Context().Err() == nil {
			continue
		}
		return err
	}
}

// roundTrip uses a connection once and gives it back or closes it.
func (g *Gateway) roundTrip(w http.ResponseWriter, r *http.Request, out *outgoing, l *link) (err error) {
	keep := false
	defer func() { l.release(keep) }()
	// A client that goes away ends the exchange.
	stop := context.AfterFunc(r.Context(), l.abort)
	defer func() {
		if !stop() {
			keep = false
		}
	}()

	sent, err := out.send(l)
	if err != nil {
		return err
	}
	defer sent.end(w, l)

	resp := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(resp)
	resp.Header.SetNoDefaultContentType(true)
	br := l.reader()
	defer l.client.ReleaseReader(br)
	if err := l.readHeader(w, r, br, resp); err != nil {
		// What broke the sending tells more than what broke the reading.
		if cause := sent.failure(); cause != nil && !l.answerBegun {
			return cause
		}
		return err
	}
	l.headerRead()
	copyHeader(w.Header(), &resp.Header)
	w.WriteHeader(resp.StatusCode())
	if !hasBody(r.Method, resp.StatusCode()) {
		sent.end(w, l)
		keep = !resp.ConnectionClose() && sent.done() && br.Buffered() == 0
		return nil
	}
	if err := g.copyBody(w, br, resp); err != nil {
		// All that is left is to send what came and to break the connection, so
		// that the client sees that something is missing.
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	sent.end(w, l)
	keep = !resp.ConnectionClose() && sent.done() && br.Buffered() == 0
	return nil
}

// readHeader reads the final answer's header; interim answers go on to the
// client.
func (l *link) readHeader(w http.ResponseWriter, r *http.Request, br *bufio.Reader, resp *fasthttp.Response) error {
	for range maxInterim {
		if _, err := br.Peek(1); err != nil {
			return err
		}
		l.answerBegun = true
		if err := resp.Header.Read(br); err != nil {
			return headerError(err)
		}
		status := resp.StatusCode()
		switch {
		case status >= 200:
			return nil
		case status == http.StatusSwitchingProtocols, status < 100:
			return errMalformed
		case status != http.StatusContinue && r.ProtoAtLeast(1, 1):
			h := w.Header()
			copyHeader(h, &resp.Header)
			w.WriteHeader(status)
			clear(h)
		}
	}
	return errMalformed
}

// headerError keeps what matters of an error and leaves out the bytes that
// fasthttp quotes.
func headerError(err error) error {
	var small *fasthttp.ErrSmallBuffer
	switch {
	case errors.As(err, &small):
		return errHeaderTooLarge
	case isTimeout(err), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return err
	}
	return errMalformed
}

// hasBody tells whether an answer has one at all.
func hasBody(method string, status int) bool {
	return method != http.MethodHead && status != http.StatusNoContent && status != http.StatusNotModified
}

// copyBody streams an answer's body: what has arrived is never held back while
// the upstream is silent.
func (g *Gateway) copyBody(w http.ResponseWriter, br *bufio.Reader, resp *fasthttp.Response) error {
	resp.StreamBody = true
	if err := resp.ReadBody(br, 0); err != nil {
		return err
	}
	defer resp.CloseBodyStream()
	body := resp.BodyStream()
	buffer := g.bodies.Get()
	defer g.bodies.Put(buffer)
	flusher, _ := w.(http.Flusher)
	left := resp.Header.ContentLength()
	for {
		n, err := body.Read(buffer)
		if n > 0 {
			if _, werr := w.Write(buffer[:n]); werr != nil {
				return werr
			}
			left -= n
			if flusher != nil && left != 0 && err == nil && br.Buffered() == 0 {
				flusher.Flush()
			}
		}
		if errors.Is(err, io.EOF) {
			copyTrailers(w, &resp.Header)
			return nil
		}
		if err != nil {
			return err
		}
	}
}
