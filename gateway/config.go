package gateway

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rs/zerolog"
)

// Config is what a Gateway is made from.
type Config struct {
	// Upstreams are the servers behind the gateway. Without any, only Handlers
	// answer.
	Upstreams []Upstream
	// Routes say who answers which path. What none of them matches goes to all
	// upstreams.
	Routes []Route
	// Handlers are the targets that are Go code, by the name that Routes use.
	Handlers map[string]http.Handler
	// Sessions, if not nil, wraps each of Handlers once; a *manager.Manager is one.
	Sessions Sessions

	// Cookie and Param carry the session id; default JSESSIONID and jsessionid
	// (SID-41, SID-50).
	Cookie, Param string
	// Forwarding says what happens to X-Forwarded fields that came in.
	Forwarding Forwarding
	// Client forces one of the two upstream clients; tests and benchmarks do.
	Client Client

	// DialTimeout bounds making a connection; default 2 s.
	DialTimeout time.Duration
	// HeaderTimeout bounds the wait for an answer's header, and each wait for
	// the upstream to take more of a request's body; default 60 s.
	HeaderTimeout time.Duration
	// SkipTime is how long an upstream that refused a connection is passed
	// over; default 1 s.
	SkipTime time.Duration

	// Dial makes connections; nil means a net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// TLS is used for https upstreams; nil means the system's roots.
	TLS *tls.Config
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Logger gets what went wrong with an upstream; the zero Logger says nothing.
	Logger zerolog.Logger
}

// Sessions puts a session around Go handlers.
type Sessions interface {
	Handler(next http.Handler) http.Handler
}

// Upstream is one server behind the gateway.
type Upstream struct {
	// Name is the jvmRoute that the server answers to.
	Name string
	// URL is its scheme, host and port; it has no path.
	URL *url.URL
}

// Route sends the paths of one pattern to its targets.
type Route struct {
	// Pattern is a path ("/cart") or, with /* at its end, a path and all below
	// it ("/cart/*" holds "/cart" too). The longest pattern wins.
	Pattern string
	// Targets are names of upstreams, which form a pool, or one name of a
	// handler. TargetAll stands for all upstreams.
	Targets []string
}

// TargetAll is the target that stands for all upstreams.
const TargetAll = "@all"

// Client is one of the two upstream clients.
type Client int

// The upstream clients.
const (
	// ClientAuto uses the fast client for what it carries faithfully.
	ClientAuto Client = iota
	// ClientStandard sends everything through httputil.ReverseProxy.
	ClientStandard
)

// ParseUpstream reads NAME=URL.
func ParseUpstream(s string) (Upstream, error) {
	name, address, ok := strings.Cut(s, "=")
	if !ok || name == "" || address == "" {
		return Upstream{}, fmt.Errorf("upstream %q: want NAME=URL, as tomcat1=http://10.0.0.1:8080", s)
	}
	u, err := url.Parse(address)
	if err != nil {
		return Upstream{}, fmt.Errorf("upstream %s: %w", name, err)
	}
	up := Upstream{Name: name, URL: u}
	return up, up.validate()
}

func (u Upstream) validate() error {
	switch {
	case u.Name == "" || strings.ContainsAny(u.Name, "@,= "):
		return fmt.Errorf("upstream %q: a name is a jvmRoute, without @ , = and blanks", u.Name)
	case u.URL == nil || u.URL.Host == "" || (u.URL.Scheme != "http" && u.URL.Scheme != "https"):
		return fmt.Errorf("upstream %s: want an address as http://host:port", u.Name)
	case u.URL.Path != "" && u.URL.Path != "/", u.URL.RawQuery != "", u.URL.User != nil:
		return fmt.Errorf("upstream %s: paths go through unchanged, so its address can't have a path, a query or a user", u.Name)
	}
	return nil
}

// ParseRoute reads PATTERN=TARGET or PATTERN=TARGET,TARGET.
func ParseRoute(s string) (Route, error) {
	pattern, targets, ok := strings.Cut(s, "=")
	if !ok || targets == "" {
		return Route{}, fmt.Errorf("route %q: want PATTERN=TARGET, as /cart/*=tomcat1", s)
	}
	r := Route{Pattern: pattern, Targets: strings.Split(targets, ",")}
	return r, r.validate()
}

func (r Route) validate() error {
	path := strings.TrimSuffix(r.Pattern, "/*")
	switch {
	case !strings.HasPrefix(r.Pattern, "/"):
		return fmt.Errorf("route %q: a pattern starts with a slash", r.Pattern)
	case strings.ContainsAny(path, "*;?#%"):
		return fmt.Errorf("route %q: a pattern is a plain path, with at most /* at its end", r.Pattern)
	case len(r.Targets) == 0:
		return fmt.Errorf("route %q: has no target", r.Pattern)
	}
	return nil
}

func (c *Config) setDefaults() {
	if c.Cookie == "" {
		c.Cookie = "JSESSIONID"
	}
	if c.Param == "" {
		c.Param = "jsessionid"
	}
	if c.DialTimeout <= 0 {
		c.DialTimeout = 2 * time.Second
	}
	if c.HeaderTimeout <= 0 {
		c.HeaderTimeout = time.Minute
	}
	if c.SkipTime <= 0 {
		c.SkipTime = time.Second
	}
	if c.Dial == nil {
		c.Dial = (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext
	}
	if c.Now == nil {
		c.Now = time.Now
	}
}
