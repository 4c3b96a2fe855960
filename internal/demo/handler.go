package demo

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"msmgate/manager"
)

// Options is what a demo application is made from. Only Manager is required.
type Options struct {
	// Manager is the node whose sessions are shown.
	Manager *manager.Manager
	// Stored looks into the storage nodes; nil leaves /api/stored empty.
	Stored Stored
	// CapturedID is the id of a session that waits to be continued, or "".
	CapturedID string
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Sleep waits, or gives the error of a context that ends first; nil means
	// a timer.
	Sleep func(ctx context.Context, d time.Duration) error
}

type app struct {
	o Options
	// base is the context path, "" for the root application.
	base string
	page []byte
}

// New gives the application, with sessions around it.
func New(o Options) http.Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	a := &app{o: o, base: o.Manager.Application().Path}
	a.page = a.renderPage()
	// A page of another site must not be able to change the session.
	guarded := http.NewCrossOriginProtection().Handler(o.Manager.Handler(http.HandlerFunc(a.serve)))
	if a.base == "" {
		return guarded
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" || r.URL.Path == a.base {
			http.Redirect(w, r, a.base+"/", http.StatusFound)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// serve finds who answers a path. Path parameters have been taken out before.
func (a *app) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	path, ok := strings.CutPrefix(r.URL.EscapedPath(), a.base)
	if !ok {
		fail(w, http.StatusNotFound, "nothing is here; the page is at "+a.base+"/")
		return
	}
	switch path {
	case "/":
		a.servePage(w, r)
	case "/api/session":
		allow(w, r, a.showSession, http.MethodGet)
	case "/api/session/invalidate":
		allow(w, r, a.invalidate, http.MethodPost)
	case "/api/session/max-inactive":
		allow(w, r, a.setMaxInactive, http.MethodPost)
	case "/api/sleep":
		allow(w, r, a.sleep, http.MethodGet)
	case "/api/stored":
		allow(w, r, a.showStored, http.MethodGet)
	default:
		a.serveNamed(w, r, path)
	}
}

// serveNamed finds the paths that a name ends.
func (a *app) serveNamed(w http.ResponseWriter, r *http.Request, path string) {
	if action, ok := strings.CutPrefix(path, "/check/"); ok {
		a.check(w, r, action)
		return
	}
	escaped, ok := strings.CutPrefix(path, "/api/session/attributes/")
	if name, err := url.PathUnescape(escaped); ok && err == nil && name != "" {
		allow(w, r, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut {
				a.setAttribute(w, r, name)
				return
			}
			a.removeAttribute(w, r, name)
		}, http.MethodPut, http.MethodDelete)
		return
	}
	fail(w, http.StatusNotFound, "nothing is here; the page is at "+a.base+"/")
}

// allow answers 405 to other methods; HEAD goes where GET goes.
func allow(w http.ResponseWriter, r *http.Request, h http.HandlerFunc, methods ...string) {
	for _, m := range methods {
		if r.Method == m || (r.Method == http.MethodHead && m == http.MethodGet) {
			h(w, r)
			return
		}
	}
	w.Header().Set("Allow", strings.Join(methods, ", "))
	fail(w, http.StatusMethodNotAllowed, "this path takes "+strings.Join(methods, " and "))
}
