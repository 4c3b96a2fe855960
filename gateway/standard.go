package gateway

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

// maxResponseHeader bounds the header of an upstream's answer, in bytes.
const maxResponseHeader = 64 << 10

// exchange is what serveStandard hands through httputil.ReverseProxy.
type exchange struct {
	target    string
	upstreams []*upstream
	// used is the name of the last upstream asked.
	used string
}

type exchangeKey struct{}

// serveStandard proxies by httputil.ReverseProxy.
func (g *Gateway) serveStandard(w http.ResponseWriter, r *http.Request, target string, upstreams []*upstream) {
	ex := &exchange{target: target, upstreams: upstreams}
	// Without a Content-Type the server would guess one.
	w.Header()["Content-Type"] = nil
	g.standard.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), exchangeKey{}, ex)))
}

func (g *Gateway) newTransport() *http.Transport {
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (conn net.Conn, err error) {
			ctx, cancel := context.WithTimeout(ctx, g.config.DialTimeout)
			defer cancel()
			if conn, err = g.config.Dial(ctx, network, address); err != nil {
				return nil, &dialError{err}
			}
			return conn, nil
		},
		TLSClientConfig:        g.config.TLS,
		TLSHandshakeTimeout:    g.config.DialTimeout,
		ResponseHeaderTimeout:  g.config.HeaderTimeout,
		MaxResponseHeaderBytes: maxResponseHeader,
		ExpectContinueTimeout:  time.Second,
		IdleConnTimeout:        idleTime,
		MaxIdleConnsPerHost:    256,
		DisableCompression:     true,
	}
}

func (g *Gateway) newStandard() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{
		Rewrite:       g.rewrite,
		Transport:     standardTransport{g},
		FlushInterval: -1,
		BufferPool:    &g.bodies,
		ErrorLog:      log.New(io.Discard, "", 0),
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			ex, _ := r.Context().Value(exchangeKey{}).(*exchange)
			g.answerFailure(w, r, ex.used, standardError(err))
		},
	}
}

// rewrite completes the outgoing request: ReverseProxy has taken out what ends
// at this hop, and the forwarding fields.
func (g *Gateway) rewrite(p *httputil.ProxyRequest) {
	ex := p.In.Context().Value(exchangeKey{}).(*exchange)
	g.config.Forwarding.apply(p.In, p.Out.Header)
	p.Out.Host = p.In.Host
	// The server fills the incoming trailer at the body's end, and the client
	// reads it after that.
	p.Out.Trailer = p.In.Trailer
	if p.Out.Body != nil {
		body := io.Reader(p.Out.Body)
		if p.Out.ContentLength > 0 {
			// The transport looks for more after the end; by then the server may
			// have closed the body, since the answer has begun, and that would
			// break the answer off.
			body = io.LimitReader(body, p.Out.ContentLength)
		}
		// A refused connection must not close it: another upstream gets it.
		p.Out.Body = io.NopCloser(body)
	}
	p.Out.URL = targetURL(ex.target, p.In.Host)
}

// targetURL is a URL that net/http writes as the target, byte for byte. A
// target that starts with two slashes can only be written in its absolute form.
func targetURL(target, host string) *url.URL {
	if strings.HasPrefix(target, "//") {
		return &url.URL{Scheme: "http", Opaque: "//" + host + target}
	}
	return &url.URL{Scheme: "http", Opaque: target}
}

// standardTransport asks one upstream after the other until one takes the
// request.
type standardTransport struct{ g *Gateway }

func (t standardTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	ex := r.Context().Value(exchangeKey{}).(*exchange)
	var err error
	for _, u := range ex.upstreams {
		ex.used = u.name
		out := *r
		address := *r.URL
		address.Scheme, address.Host = u.scheme, u.address
		out.URL = &address
		var resp *http.Response
		resp, err = t.g.transportFor(r).RoundTrip(&out)
		if err == nil {
			u.answered()
			return resp, nil
		}
		if !isDialError(err) || r.Context().Err() != nil {
			return nil, err
		}
		u.refused(t.g.config.Now(), t.g.config.SkipTime)
	}
	return nil, err
}

// transportFor gives the transport for a request. One that must not be sent
// twice gets a connection of its own: net/http can't tell whether an idle one
// was closed by the upstream until it has written to it.
func (g *Gateway) transportFor(r *http.Request) *http.Transport {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		if r.Body == nil || r.Body == http.NoBody {
			return g.transport
		}
	}
	return g.fresh
}

// standardError classifies the errors that net/http has no type for.
func standardError(err error) error {
	text := err.Error()
	switch {
	case strings.Contains(text, "server response headers exceeded"):
		return errHeaderTooLarge
	case strings.Contains(text, "malformed"), strings.Contains(text, "invalid"):
		return errMalformed
	}
	return err
}

// bufferPool keeps the buffers that bodies are copied through.
type bufferPool struct{ pool sync.Pool }

const bodyBuffer = 32 << 10

func (p *bufferPool) Get() []byte {
	if b, ok := p.pool.Get().(*[bodyBuffer]byte); ok {
		return b[:]
	}
	return make([]byte, bodyBuffer)
}

func (p *bufferPool) Put(b []byte) {
	if len(b) == bodyBuffer {
		p.pool.Put((*[bodyBuffer]byte)(b))
	}
}
