package manager

import (
	"context"
	"net/url"
)

// askedFor finds the id that the client asks for: the URL's parameter, then
// cookies (SID-50, SID-51). With several cookies, sticky mode takes the first
// that leads to a live session, non-sticky mode the last (SID-52, TRAP-22).
func (r *Request) askedFor(ctx context.Context) {
	m := r.m
	if m.app.Cookie.UseURL {
		path, _, _ := rawURI(r.http)
		if id, ok := pathParameter(path, m.app.Cookie.Param); ok && id != "" {
			r.asked = id
			r.stripPath(m.app.Cookie.Param)
		}
	}
	ids := m.cookieIDs(r.http)
	if len(ids) == 0 {
		return
	}
	r.fromCookie = true
	r.asked = ids[len(ids)-1]
	if !m.sticky || len(ids) == 1 {
		return
	}
	for _, id := range ids {
		if m.isLive(ctx, id) {
			r.asked = id
			return
		}
	}
}

// stripPath takes the session's path parameter out of what handlers and
// routers see; RequestURI keeps it.
func (r *Request) stripPath(name string) {
	u := new(url.URL)
	*u = *r.http.URL
	raw := withoutParameter(u.EscapedPath(), name)
	if path, err := url.PathUnescape(raw); err == nil {
		u.Path, u.RawPath = path, raw
		r.http.URL = u // r.http is our own copy
	}
}
