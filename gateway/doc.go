// Package gateway is the HTTP side of msmgate: one http.Handler that sends
// each path either to a pool of upstreams (Tomcats) or to a Go handler.
//
//	g, err := gateway.New(gateway.Config{
//		Upstreams: []gateway.Upstream{{Name: "tomcat1", URL: tomcat1}, {Name: "tomcat2", URL: tomcat2}},
//		Routes:    []gateway.Route{{Pattern: "/cart/*", Targets: []string{"cart"}}},
//		Handlers:  map[string]http.Handler{"cart": cartHandler},
//		Sessions:  m, // a *manager.Manager, or nil
//	})
//
// What no route names goes to all upstreams, sticky by the jvmRoute in the
// session cookie or in ;jsessionid= (SID-11, SID-50, SID-51); a request without
// a known jvmRoute goes to the next upstream in turn. An upstream that refuses
// the connection is passed over for a moment, and the request goes to another
// one, as nothing of it had been sent.
//
// # What a request keeps
//
// Method, Host and the request target reach the upstream byte for byte (so do
// ;jsessionid= and %2F), and bodies stream both ways with bounded memory.
// Hop-by-hop fields end here, those that Connection lists too. The gateway adds
// X-Forwarded-For, -Proto and -Host as Forwarding says; a Forwarded field that
// came in gets one more element.
//
// # Two upstream clients
//
// Ordinary requests use fasthttp's HostClient: its connection pool and its
// response parser, with streamed bodies. These go through
// httputil.ReverseProxy instead: upgrades (WebSocket), Expect: 100-continue
// (the upstream decides whether the body is wanted), announced request
// trailers and TE: trailers. Both pass one and the same set of tests.
//
// The limits that both share: 64 KiB of response header, Config.HeaderTimeout
// for the first byte of an answer (then 504), Config.DialTimeout for a
// connection.
package gateway
