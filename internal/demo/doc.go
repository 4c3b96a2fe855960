// Package demo is the web application of `msmgate demo`: a page that shows the
// session of the browser that asks, a JSON API beside it, and the contract that
// tests of whole clusters rely on.
//
// Below the application's context path:
//
//	GET    /                               the page
//	GET    /api/session                    the session, as record show --json prints it
//	PUT    /api/session/attributes/NAME    set an attribute; makes a session
//	DELETE /api/session/attributes/NAME
//	POST   /api/session/invalidate
//	POST   /api/session/max-inactive?seconds=N
//	GET    /api/sleep?ms=N                 the session, after N ms of use
//	GET    /api/stored                     what memcached holds for the session
//	       /check/append, incr, read, new, invalidate, ping
//
// The package also holds a session record that a real Tomcat wrote, for the
// demo's embedded memcached.
package demo
