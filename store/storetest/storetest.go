// Package storetest holds what every gorilla/sessions Store over shared Java
// sessions must do, as one suite that a Store's tests call.
package storetest

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/gorilla/sessions"
)

// Site is a Store with what has to stand around the handlers that use it.
type Site struct {
	Store sessions.Store
	// Wrap puts around a handler what the Store needs.
	Wrap func(http.Handler) http.Handler
}

// Run tries a Store; open gives a fresh one, with no session in it.
func Run(t *testing.T, open func(t *testing.T) Site) {
	for name, test := range map[string]func(*testing.T, *visitor){
		"a request without a session makes none":   makesNone,
		"values come back in the next request":     comesBack,
		"a second Get gives the same session":      sameSession,
		"a removed key is gone":                    removes,
		"values changed in place are saved":        inPlace,
		"flashes are read once":                    flashes,
		"a negative MaxAge ends the session":       ends,
		"keys that are no strings are refused":     refusesKeys,
		"values that have no Java form are named":  refusesValues,
		"two browsers have two sessions":           twoBrowsers,
		"a parallel change of another key is kept": parallel,
	} {
		t.Run(name, func(t *testing.T) { test(t, newVisitor(t, open(t))) })
	}
}

// visitor is a browser in front of a Site.
type visitor struct {
	t      *testing.T
	site   Site
	server *httptest.Server
	client *http.Client
	handle func(http.ResponseWriter, *http.Request)
}

func newVisitor(t *testing.T, site Site) *visitor {
	v := &visitor{t: t, site: site}
	v.server = httptest.NewServer(site.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { v.handle(w, r) })))
	t.Cleanup(v.server.Close)
	v.forget()
	return v
}

// forget makes it another browser.
func (v *visitor) forget() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		v.t.Fatal(err)
	}
	v.client = &http.Client{Jar: jar}
}

// visit does one request and gives the cookies that the answer sets.
func (v *visitor) visit(f func(w http.ResponseWriter, r *http.Request, s *sessions.Session)) string {
	v.t.Helper()
	v.handle = func(w http.ResponseWriter, r *http.Request) {
		s, err := v.site.Store.Get(r, "session")
		if err != nil {
			v.t.Errorf("getting the session: %v", err)
			return
		}
		f(w, r, s)
	}
	resp, err := v.client.Get(v.server.URL)
	if err != nil {
		v.t.Fatal(err)
	}
	resp.Body.Close()
	return strings.Join(resp.Header["Set-Cookie"], "\n")
}

// put saves values.
func (v *visitor) put(values map[any]any) string {
	v.t.Helper()
	return v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		for k, value := range values {
			s.Values[k] = value
		}
		if err := s.Save(r, w); err != nil {
			v.t.Errorf("saving: %v", err)
		}
	})
}

// want compares what the session holds.
func (v *visitor) want(values map[any]any) {
	v.t.Helper()
	v.visit(func(_ http.ResponseWriter, _ *http.Request, s *sessions.Session) {
		if !reflect.DeepEqual(s.Values, values) {
			v.t.Errorf("the session holds %#v, want %#v", s.Values, values)
		}
	})
}
