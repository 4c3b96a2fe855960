package gateway

import (
	"net"
	"net/http"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// Forwarding says what happens to X-Forwarded-For, -Proto, -Host and Forwarded
// fields that a request already has.
type Forwarding int

// The policies.
const (
	// ForwardAppend appends the client's address to X-Forwarded-For and sets
	// -Proto and -Host to what this gateway saw, whatever came in. The right
	// choice where clients reach the gateway directly.
	ForwardAppend Forwarding = iota
	// ForwardTrust appends too, but keeps the -Proto and -Host that came in.
	// The right choice behind another proxy that sets them, and only there.
	ForwardTrust
	// ForwardReplace drops all that came in, Forwarded too.
	ForwardReplace
)

// hopByHop are the fields that end at each hop (RFC 9110, 7.6.1, with the
// older ones that servers still send).
var hopByHop = []string{
	"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
	"Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

func removeHopByHop(h http.Header) {
	for _, line := range h["Connection"] {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); name != "" {
				h.Del(name)
			}
		}
	}
	for _, name := range hopByHop {
		delete(h, name)
	}
}

// requestHeader is what the upstream gets of a request's header, without the
// fields that frame its body.
func requestHeader(r *http.Request, policy Forwarding) http.Header {
	h := make(http.Header, len(r.Header)+3)
	for name, values := range r.Header {
		h[name] = values
	}
	removeHopByHop(h)
	delete(h, "Content-Length")
	policy.apply(r, h)
	return h
}

// apply sets the forwarding fields in h, which is a copy of r's header or what
// is left of one.
func (f Forwarding) apply(r *http.Request, h http.Header) {
	client, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		client = r.RemoteAddr
	}
	proto := "http"
	if r.TLS != nil {
		proto = "https"
	}
	came := r.Header
	if f == ForwardReplace {
		came = nil
	}
	set := func(name, value string, keep bool) {
		if values := came[name]; keep && len(values) > 0 {
			h[name] = values
			return
		}
		h[name] = []string{value}
	}
	set("X-Forwarded-Proto", proto, f == ForwardTrust)
	set("X-Forwarded-Host", r.Host, f == ForwardTrust)
	chain := came["X-Forwarded-For"]
	if client != "" {
		h["X-Forwarded-For"] = []string{strings.Join(append(chain[:len(chain):len(chain)], client), ", ")}
	}
	delete(h, "Forwarded")
	if elements := came["Forwarded"]; len(elements) > 0 {
		own := "for=" + forwardedNode(client) + ";host=" + quoted(r.Host) + ";proto=" + proto
		h["Forwarded"] = []string{strings.Join(append(elements[:len(elements):len(elements)], own), ", ")}
	}
}

// forwardedNode is an address as RFC 7239 writes it: IPv6 in quotes and brackets.
func forwardedNode(client string) string {
	switch {
	case client == "":
		return "unknown"
	case strings.Contains(client, ":"):
		return `"[` + client + `]"`
	}
	return client
}

func quoted(host string) string {
	if host != "" && !strings.ContainsAny(host, `:[]"\`) {
		return host
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(host) + `"`
}

// wantsUpgrade tells whether a request asks to leave HTTP.
func wantsUpgrade(h http.Header) bool {
	return len(h["Upgrade"]) > 0 && httpguts.HeaderValuesContainsToken(h["Connection"], "upgrade")
}
