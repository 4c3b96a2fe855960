package manager

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"msmgate/contextxml"
)

// Shows CFG-73 too.
func TestRequestID_CFG71(t *testing.T) {
	for _, c := range []struct{ method, uri, want string }{
		{"GET", "/a/x.png", "GET /a/x.png"},
		{"GET", "/a/x.png?v=1", "GET /a/x.png?v=1"},
		{"POST", "/a/x.png?v=1", "POST /a/x.png"},
		{"post", "/a?v=1", "post /a"},
		{"GET", "/a?", "GET /a?"},
		{"GET", "/a%2Fb/c%20d", "GET /a%2Fb/c%20d"},
		{"GET", "/a;jsessionid=1-n1?x=1", "GET /a;jsessionid=1-n1?x=1"},
		{"GET", "http://host:80/a?b", "GET /a?b"},
		{"GET", "http://host", "GET /"},
		{"OPTIONS", "*", "OPTIONS *"},
		{"GET", "//a?u=http://b/c", "GET //a?u=http://b/c"},
	} {
		req := httptest.NewRequest(c.method, "/", nil)
		req.RequestURI = c.uri
		if got := requestID(req); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.method, c.uri, got, c.want)
		}
	}
}

func TestPathParameter_SID50(t *testing.T) {
	for _, c := range []struct{ path, id, rest string }{
		{"/a", "", "/a"},
		{"/a;jsessionid=1-n1", "1-n1", "/a"},
		{"/a;jsessionid=1-n1/b", "1-n1", "/a/b"},
		{"/a;x=1;jsessionid=1-n1;y=2/b", "1-n1", "/a;x=1;y=2/b"},
		{"/a;JSESSIONID=1", "", "/a;JSESSIONID=1"},
		{"/a;jsessionid=%41", "%41", "/a"},
		{"/a;jsessionid", "", "/a;jsessionid"},
		{"/a;jsessionid=1;jsessionid=2", "1", "/a"},
		{";jsessionid=", "", ""},
	} {
		if id, _ := pathParameter(c.path, "jsessionid"); id != c.id {
			t.Errorf("%s: id %q, want %q", c.path, id, c.id)
		}
		if rest := withoutParameter(c.path, "jsessionid"); rest != c.rest {
			t.Errorf("%s: rest %q, want %q", c.path, rest, c.rest)
		}
	}
}

func FuzzPathParameter(f *testing.F) {
	for _, s := range []string{"/a;jsessionid=1/b", ";;;jsessionid==;", "/;jsessionid=;/", "%;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		rest := withoutParameter(path, "jsessionid")
		if id, ok := pathParameter(rest, "jsessionid"); ok {
			t.Errorf("%q: %q still holds the id %q", path, rest, id)
		}
	})
}

// Shows SID-41, SID-42 too.
func TestCookieLine_SID40(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	c := &l.m.app.Cookie
	for _, tc := range []struct {
		name   string
		change func()
		secure bool
		want   string
	}{
		{"default", func() {}, false, "JSESSIONID=1-n1; Path=/; HttpOnly"},
		{"context path", func() { c.Path = "/app/" }, false, "JSESSIONID=1-n1; Path=/app/; HttpOnly"},
		{"secure request", func() {}, true, "JSESSIONID=1-n1; Path=/; Secure; HttpOnly"},
		{"secure", func() { c.Secure, c.HTTPOnly = true, false }, false, "JSESSIONID=1-n1; Path=/; Secure"},
		{"domain", func() { c.Domain = "example.com" }, false, "JSESSIONID=1-n1; Domain=example.com; Path=/; HttpOnly"},
		{"life", func() { c.MaxAge = 60 }, false, "JSESSIONID=1-n1; Expires=Sun, 22-Nov-2026 18:02:34 GMT; Path=/; HttpOnly"},
		{"no life", func() { c.MaxAge = 0 }, false, "JSESSIONID=1-n1; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/; HttpOnly"},
		{"comment", func() { c.Comment, c.MaxAge = `a "b"`, 60 }, false,
			`JSESSIONID=1-n1; Version=1; Comment="a \"b\""; Max-Age=60; Expires=Sun, 22-Nov-2026 18:02:34 GMT; Path=/; HttpOnly`},
		{"name", func() { c.Name, c.Comment = "SID", "plain" }, false, "SID=1-n1; Version=1; Comment=plain; Path=/; HttpOnly"},
	} {
		*c = contextxml.Cookie{Name: "JSESSIONID", Path: "/", HTTPOnly: true, MaxAge: -1, UseCookies: true}
		tc.change()
		if got := l.m.cookieLine("1-n1", tc.secure); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

// Cookies and URLs come from anybody.
func FuzzHostileIDs(f *testing.F) {
	for _, id := range []string{
		"", "-n1", "A-n1.", "A-n1.a.b", "A-n9", "A.n-1", "\x00-n1", "a b-n1", "%0d%0aset x-n1", "ping-n1", "lock:A-n1",
		"bak:A-n1", "validity:A-n1", strings.Repeat("A", 5000) + "-n1", "é-n1", "A-n1;x", `"A-n1"`,
	} {
		f.Add(id, true)
		f.Add(id, false)
	}
	clock := newClock()
	storage := startStorage(f, 1, clock)
	var nodes []*Manager
	for _, change := range []func(*contextxml.Application){nil, nonSticky(contextxml.LockAll)} {
		app := application(storage.config(f), change)
		app.JvmRoute = "A"
		nodes = append(nodes, newNode(f, Config{Application: app, Now: clock.Now, After: clock.After}))
	}
	f.Fuzz(func(t *testing.T, id string, inURL bool) {
		for _, m := range nodes {
			req := httptest.NewRequest("GET", "/", nil)
			if inURL {
				req.RequestURI = "/a;jsessionid=" + id
			} else {
				req.Header.Set("Cookie", "JSESSIONID="+id)
			}
			m.Handler(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
				r, _ := FromContext(req.Context())
				if s, err := r.Session(false); s != nil {
					t.Errorf("a session, %v", err)
				}
			})).ServeHTTP(httptest.NewRecorder(), req)
			m.settle()
			if n := m.local.count(); n != 0 {
				t.Errorf("%d sessions stay in the local map", n)
			}
		}
		for _, key := range storage.servers[0].Keys() {
			t.Errorf("key of %d bytes left behind", len(key))
		}
	})
}
