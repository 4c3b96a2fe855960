package gateway

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"

	"golang.org/x/net/http/httpguts"
)

// Gateway sends requests to upstreams and handlers. It is safe for concurrent
// use.
type Gateway struct {
	config    Config
	routes    *routeTable
	upstreams []*upstream
	transport *http.Transport
	fresh     *http.Transport // for requests that must not be sent twice
	standard  *httputil.ReverseProxy
	bodies    bufferPool
}

// New makes a gateway; the error names every fault of the configuration.
func New(config Config) (*Gateway, error) {
	config.setDefaults()
	g := &Gateway{config: config}
	var faults []error
	names := map[string]bool{}
	for _, u := range config.Upstreams {
		if err := u.validate(); err != nil {
			faults = append(faults, err)
			continue
		}
		if names[u.Name] {
			faults = append(faults, fmt.Errorf("upstream %s: named twice", u.Name))
			continue
		}
		names[u.Name] = true
		g.upstreams = append(g.upstreams, g.newUpstream(u))
	}
	routes, err := newRouteTable(config.Routes, g.destinations())
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	if len(g.upstreams) > 0 {
		routes.rest = &destination{pool: newPool(g.upstreams)}
	}
	g.routes = routes
	g.transport = g.newTransport()
	g.fresh = g.newTransport()
	g.fresh.MaxIdleConnsPerHost = -1 // keeps none
	g.standard = g.newStandard()
	return g, nil
}

// destinations gives the function that finds a route's targets. A handler is
// wrapped with a session once, however many routes name it.
func (g *Gateway) destinations() func([]string) (*destination, error) {
	handlers := map[string]*destination{}
	return func(targets []string) (*destination, error) {
		if len(targets) == 1 {
			name := targets[0]
			if d, ok := handlers[name]; ok {
				return d, nil
			}
			if h, ok := g.config.Handlers[name]; ok {
				if g.config.Sessions != nil {
					h = g.config.Sessions.Handler(h)
				}
				handlers[name] = &destination{handler: h}
				return handlers[name], nil
			}
		}
		var members []*upstream
		for _, name := range targets {
			found := false
			for _, u := range g.upstreams {
				if u.name == name || name == TargetAll {
					members, found = append(members, u), true
				}
			}
			if !found {
				return nil, fmt.Errorf("there is no target %q; give it as an upstream (--upstream %s=URL)", name, name)
			}
		}
		return &destination{pool: newPool(members)}, nil
	}
}

// Close ends idle connections to upstreams.
func (g *Gateway) Close() {
	g.transport.CloseIdleConnections()
	for _, u := range g.upstreams {
		u.client.CloseIdleConnections()
	}
}

// ServeHTTP sends one request to who answers its path.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		answer(w, http.StatusMethodNotAllowed, "This gateway opens no tunnels.")
		return
	}
	target := requestTarget(r)
	path, ok := mapPath(target)
	if !ok {
		answer(w, http.StatusBadRequest, "The request's path leaves the root or can't be decoded.")
		return
	}
	to := g.routes.find(path)
	switch {
	case to == nil:
		answer(w, http.StatusNotFound, "No route leads there.")
	case to.handler != nil:
		to.handler.ServeHTTP(w, r)
	default:
		route := stickyRoute(r, g.config.Cookie, g.config.Param, to.pool.knows)
		g.proxy(w, r, target, to.pool.order(route, g.config.Now()))
	}
}

// proxy sends a request to the first of upstreams that takes it.
func (g *Gateway) proxy(w http.ResponseWriter, r *http.Request, target string, upstreams []*upstream) {
	if r.ContentLength < 0 || r.ContentLength > smallBody {
		// An answer may begin before the request's body is over. Without this
		// the server would first swallow the body. HTTP/2 needs no leave.
		_ = http.NewResponseController(w).EnableFullDuplex()
	}
	if g.config.Client == ClientStandard || needsStandard(r) {
		g.serveStandard(w, r, target, upstreams)
		return
	}
	g.serveFast(w, r, target, upstreams)
}

// needsStandard names what the fast client can't carry faithfully.
func needsStandard(r *http.Request) bool {
	return wantsUpgrade(r.Header) ||
		len(r.Header["Expect"]) > 0 ||
		len(r.Trailer) > 0 ||
		httpguts.HeaderValuesContainsToken(r.Header["Te"], "trailers")
}

// hostPort is an upstream's address with its port.
func hostPort(u Upstream) string {
	if u.URL.Port() != "" {
		return u.URL.Host
	}
	if u.URL.Scheme == "https" {
		return net.JoinHostPort(u.URL.Hostname(), "443")
	}
	return net.JoinHostPort(u.URL.Hostname(), "80")
}
