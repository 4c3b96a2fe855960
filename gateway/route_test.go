package gateway

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestMapPath(t *testing.T) {
	for target, want := range map[string]string{
		"/":                      "/",
		"/shop/cart?x=/y":        "/shop/cart",
		"/shop;jsessionid=A/c;d": "/shop/c",
		"/%73hop/%E4":            "/shop/\xe4",
		"/a%2Fb%2fc":             "/a%2Fb%2Fc",
		"/a%252Fb":               "/a%2Fb",
		"//shop///cart/":         "/shop/cart/",
		"/x/../shop/./y":         "/shop/y",
		"/x/..;a=b/shop/%2e%2e/": "/",
		"/shop/..":               "/",
		"/shop/.":                "/shop/",
		"/...":                   "/...",
		"/..":                    "!",
		"/a/../..;/b":            "!",
		"*":                      "/*",
	} {
		got, ok := mapPath(target)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
}

func FuzzMapPath(f *testing.F) {
	for _, seed := range []string{"/", "*", "", "/a;b/%2e%2e/c", "/%", "/..%2f..", "//..;/x", "/a/%252e/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		path, ok := mapPath(target)
		if ok && (!strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/../")) {
			t.Errorf("%q maps to %q", target, path)
		}
		stickyRoute(&http.Request{RequestURI: target, URL: &url.URL{Path: "/"}, Header: http.Header{"Cookie": {target}}}, "J", "j", func(route string) bool {
			if route == "" {
				t.Error("an empty route was asked for")
			}
			return true
		})
	})
}

type sessions struct{ wrapped int }

func (s *sessions) Handler(next http.Handler) http.Handler {
	s.wrapped++
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Session", "yes")
		next.ServeHTTP(w, r)
	})
}

func TestRoutes(t *testing.T) {
	s := &sessions{}
	config := Config{
		Sessions: s,
		Handlers: map[string]http.Handler{"cart": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "go:"+r.RequestURI)
		})},
	}
	for _, text := range []string{"/shop/cart/*=cart", "/shop/*=t1,t2", "/shop/old=t3", "/basket=cart", "/one/*=t2", "/every/*=" + TargetAll} {
		r, err := ParseRoute(text)
		if err != nil {
			t.Fatal(err)
		}
		config.Routes = append(config.Routes, r)
	}
	gateway := serve(t, config, "t1="+named(t, "t1"), "t2="+named(t, "t2"), "t3="+named(t, "t3"))
	for name, c := range map[string]struct{ path, cookie, want string }{
		"handler":             {"/shop/cart/x", "", "go:/shop/cart/x"},
		"handler, no slash":   {"/shop/cart", "", "go:/shop/cart"},
		"hidden by parameter": {"/shop;jsessionid=A.t3/cart;x", "", "go:/shop;jsessionid=A.t3/cart;x"},
		"hidden by escapes":   {"/sh%6Fp//./cart", "", "go:/sh%6Fp//./cart"},
		"an encoded slash":    {"/shop%2Fcart", "JSESSIONID=A.t3", "t3"},
		"a longer word":       {"/shop/cartoon", "JSESSIONID=A.t1", "t1"},
		"exact":               {"/shop/old", "", "t3"},
		"below exact":         {"/shop/old/x", "JSESSIONID=A.t2", "t2"},
		"exact handler":       {"/basket", "", "go:/basket"},
		"sticky in pool":      {"/one/x", "JSESSIONID=A.t1", "t2"},
		"all":                 {"/every/x", "JSESSIONID=A.t3", "t3"},
		"the rest":            {"/", "JSESSIONID=A.t3", "t3"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := get(t, gateway, c.path, c.cookie); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if s.wrapped != 1 {
		t.Errorf("the handler was wrapped %d times", s.wrapped)
	}
}

func TestNoRoute(t *testing.T) {
	gateway := serve(t, Config{})
	if resp, _ := raw(t, gateway, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n"); resp.StatusCode != 404 {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestConfigFaults(t *testing.T) {
	good := Upstream{Name: "t1", URL: mustURL(t, "http://h:1")}
	for name, c := range map[string]struct {
		config Config
		says   []string
	}{
		"everything at once": {Config{
			Upstreams: []Upstream{good, good, {Name: "@x", URL: good.URL}},
			Routes:    []Route{{"/a", []string{"t9"}}, {"b", []string{"t1"}}, {"/c", []string{"t1"}}, {"/c", []string{"t1"}}},
		}, []string{"upstream t1: named twice", `upstream "@x"`, `no target "t9"`, `route "b"`, `route "/c": stands there twice`}},
		"no target":   {Config{Routes: []Route{{"/a", nil}}}, []string{"no target"}},
		"star inside": {Config{Upstreams: []Upstream{good}, Routes: []Route{{"/a/*.jsp", []string{"t1"}}}}, []string{"plain path"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(c.config)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, part := range c.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v\nsays nothing of %q", err, part)
				}
			}
		})
	}
	for _, s := range []string{"", "t1", "t1=", "=http://h", "t1=h:80", "t1=ftp://h", "t1=http://h/base", "t1=http://u:p@h", "t1=http://h?x", "a,b=http://h", "t1=http://[::1"} {
		if _, err := ParseUpstream(s); err == nil {
			t.Errorf("upstream %q was accepted", s)
		}
	}
	for _, s := range []string{"", "/a", "/a=", "a=t1", "/a;b=t1", "/a/*/b=t1"} {
		if _, err := ParseRoute(s); err == nil {
			t.Errorf("route %q was accepted", s)
		}
	}
}
