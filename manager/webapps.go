package manager

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Webapp is one web application of a process, with the node that keeps its
// sessions.
type Webapp struct {
	Manager *Manager
	// Handler is the application. It gets requests with their whole path, and
	// finds its session by FromContext.
	Handler http.Handler
}

// Webapps serves several web applications from one process, as a Tomcat's Host
// does: the longest context path that a request's path begins with decides, and
// a request for the context path itself is sent to the path with a slash behind
// it, ;jsessionid= and query included (SID-56).
//
// Of several versions of one application (parallel deployment, CFG-106) the
// newest one that knows the session answers (SID-54), and the newest one those
// without a session. As on Tomcat, non-sticky nodes are not asked: there every
// request goes to the newest version. Requests outside of all applications get
// 404 Not Found. Two applications with one name are an error.
func Webapps(apps ...Webapp) (http.Handler, error) {
	w := &webapps{}
	for _, app := range apps {
		if err := w.add(app); err != nil {
			return nil, fmt.Errorf("deploying web applications: %w", err)
		}
	}
	slices.SortFunc(w.contexts, func(a, b *mounted) int { return cmp.Compare(len(b.path), len(a.path)) })
	return w, nil
}

// webapps are contexts, longest path first.
type webapps struct{ contexts []*mounted }

// mounted is what is at one context path.
type mounted struct {
	path     string
	versions []version // newest first
}

type version struct {
	Webapp
	name    string
	handler http.Handler
}

func (w *webapps) add(app Webapp) error {
	a := app.Manager.Application()
	i := slices.IndexFunc(w.contexts, func(c *mounted) bool { return c.path == a.Path })
	if i < 0 {
		w.contexts = append(w.contexts, &mounted{path: a.Path})
		i = len(w.contexts) - 1
	}
	c := w.contexts[i]
	// Tomcat compares versions as strings: "10" is older than "9".
	at, twice := slices.BinarySearchFunc(c.versions, a.WebappVersion, func(v version, name string) int { return cmp.Compare(name, v.name) })
	if twice {
		return fmt.Errorf("application %q is there twice; give another path, or another version behind ##", a.Name)
	}
	c.versions = slices.Insert(c.versions, at, version{app, a.WebappVersion, app.Manager.Handler(app.Handler)})
	return nil
}

func (w *webapps) ServeHTTP(answer http.ResponseWriter, req *http.Request) {
	for _, c := range w.contexts {
		path := withoutParameters(req.URL.Path)
		switch rest, ok := strings.CutPrefix(path, c.path); {
		case !ok || rest != "" && rest[0] != '/':
			continue
		case rest == "":
			c.redirect(answer, req)
		default:
			c.choose(req).ServeHTTP(answer, req)
		}
		return
	}
	http.NotFound(answer, req)
}

// withoutParameters leaves ;name=value out of a path.
func withoutParameters(path string) string {
	if !strings.Contains(path, ";") {
		return path
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i], _, _ = strings.Cut(s, ";")
	}
	return strings.Join(segments, "/")
}

// redirect sends a client from /shop to /shop/.
func (c *mounted) redirect(answer http.ResponseWriter, req *http.Request) {
	path, parameters, found := strings.Cut(req.URL.EscapedPath(), ";")
	target := path + "/"
	if found {
		target += ";" + parameters
	}
	if req.URL.RawQuery != "" {
		target += "?" + req.URL.RawQuery
	}
	answer.Header().Set("Location", target)
	answer.WriteHeader(http.StatusFound)
}

// choose finds the version that answers a request.
func (c *mounted) choose(req *http.Request) http.Handler {
	if len(c.versions) > 1 {
		for _, v := range c.versions {
			if v.Manager.knows(req) {
				return v.handler
			}
		}
	}
	return c.versions[0].handler
}

// knows tells whether a request's session is one of this sticky node's. A
// session that another node has is loaded by that, as on Tomcat (SID-53).
func (m *Manager) knows(req *http.Request) bool {
	if !m.sticky {
		return false
	}
	r := &Request{m: m, http: req.Clone(req.Context())}
	r.askedFor(req.Context())
	return r.asked != "" && m.isLive(req.Context(), r.asked)
}
