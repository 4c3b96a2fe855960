package manager

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"msmgate/contextxml"
)

// deploy makes an application that answers with its name and the session's x.
func deploy(t *testing.T, storage *storageNodes, clock *fakeClock, path, version string, change func(*contextxml.Application)) Webapp {
	app := application(storage.config(t), change)
	app.Path, app.WebappVersion, app.Name = path, version, path
	if version != "" {
		app.Name += "##" + version
		app.Manager.StorageKeyPrefix = version + "_"
	}
	app.Cookie.Path = path + "/"
	m := newNode(t, Config{Application: app, Now: clock.Now, After: clock.After})
	return Webapp{m, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		s, err := r.Session(strings.HasSuffix(req.URL.Path, "/new"))
		if err != nil {
			t.Errorf("%s: %v", app.Name, err)
		}
		id := ""
		if s != nil {
			id = s.ID()
		}
		fmt.Fprintf(w, "%s %s", app.Name, id)
	})}
}

func ask(h http.Handler, target, cookie string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodGet, target, nil)
	if cookie != "" {
		req.Header.Set("Cookie", "JSESSIONID="+cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

// The longest context path answers, and /shop leads to /shop/ (SID-56).
func TestWebapps_SID56(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 1, clock)
	h, err := Webapps(deploy(t, storage, clock, "/shop", "", nil), deploy(t, storage, clock, "/shop/admin", "", nil))
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{
		"/shop/x": "200 /shop ", "/shop/admin/": "200 /shop/admin ", "/shop/administrator": "200 /shop ",
		"/shop;jsessionid=1-n1/x": "200 /shop ", "/shopping": "404 ", "/": "404 ",
		"/shop": "302 /shop/", "/shop?a=b": "302 /shop/?a=b", "/shop;jsessionid=1-n1?a=b": "302 /shop/;jsessionid=1-n1?a=b",
		"/shop/admin": "302 /shop/admin/",
	} {
		answer := ask(h, target, "")
		got := fmt.Sprint(answer.Code, " ", answer.Header().Get("Location"))
		if answer.Code == http.StatusOK {
			got = fmt.Sprint(answer.Code, " ", answer.Body)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	root := deploy(t, storage, clock, "", "", nil)
	if h, err = Webapps(root); err != nil {
		t.Fatal(err)
	}
	if got := ask(h, "/anything", "").Body.String(); got != " " {
		t.Errorf("the root application answers %q", got)
	}
	if _, err := Webapps(root, root); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("one application twice: %v", err)
	}
}

// Sticky sessions stay with the version that they began on, also on another
// process; new ones begin on the newest (SID-54, CFG-106, SID-53). Non-sticky
// ones always go to the newest.
func TestParallelDeployment_SID54(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 1, clock)
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		stays  bool
	}{"sticky": {nil, true}, "non-sticky": {nonSticky(contextxml.LockNone), false}} {
		t.Run(name, func(t *testing.T) {
			version := func(v string) Webapp { return deploy(t, storage, clock, "/shop", v, c.change) }
			old, err := Webapps(version("1"))
			if err != nil {
				t.Fatal(err)
			}
			id := strings.Fields(ask(old, "/shop/new", "").Body.String())[1]
			clock.Advance(1e9)
			both, err := Webapps(version("1"), version("10"), version("2"))
			if err != nil {
				t.Fatal(err)
			}
			want := "/shop##2 "
			if c.stays {
				want = "/shop##1 " + id
			}
			for target, cookie := range map[string]string{"/shop/x": id, "/shop/x;jsessionid=" + id: ""} {
				if got := ask(both, target, cookie).Body.String(); got != want {
					t.Errorf("an old session at %s is answered by %q, want %q", target, got, want)
				}
			}
			if got := ask(both, "/shop/new", "").Body.String(); !strings.HasPrefix(got, "/shop##2 ") {
				t.Errorf("a new session begins at %q", got)
			}
		})
	}
}
