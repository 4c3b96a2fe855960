package harness

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestBrowserKeepsCookies(t *testing.T) {
	t.Parallel()
	answers := map[string][]string{
		"/new":       {"JSESSIONID=one; Path=/; HttpOnly"},
		"/shop/new":  {"JSESSIONID=two; Path=/shop/"},
		"/renew":     {"JSESSIONID=lost; Path=/", "JSESSIONID=three; Path=/", "theme=dark; Path=/"},
		"/forget":    {"JSESSIONID=x; Path=/; Max-Age=0"},
		"/a/b/plain": {"here=1"},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, cookie := range answers[r.URL.Path] {
			w.Header().Add("Set-Cookie", cookie)
		}
		fmt.Fprint(w, r.Header.Get("Cookie"))
	}))
	defer server.Close()
	browser := NewBrowser(t)
	for _, step := range []struct{ path, sent string }{
		{"/new", ""},
		{"/shop/new", "JSESSIONID=one"},
		{"/shop/x", "JSESSIONID=two; JSESSIONID=one"},
		{"/shopping", "JSESSIONID=one"},
		{"/renew", "JSESSIONID=one"},
		{"/", "JSESSIONID=three; theme=dark"},
		{"/forget", "JSESSIONID=three; theme=dark"},
		{"/a/b/plain", "theme=dark"},
		{"/a/b/c", "here=1; theme=dark"},
		{"/a", "theme=dark"},
	} {
		if got := string(browser.Get(server.URL + step.path).Body); got != step.sent {
			t.Errorf("%s: sent %q, want %q", step.path, got, step.sent)
		}
	}
}
