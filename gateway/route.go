package gateway

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strings"
)

// destination is who answers: a handler or a pool of upstreams.
type destination struct {
	handler http.Handler
	pool    *pool
}

type routeTable struct {
	exact    map[string]*destination
	prefixes []prefixRoute
	rest     *destination
}

type prefixRoute struct {
	// path has no trailing slash; "" holds everything.
	path string
	to   *destination
}

func newRouteTable(routes []Route, resolve func(targets []string) (*destination, error)) (*routeTable, error) {
	t := &routeTable{exact: map[string]*destination{}}
	seen := map[string]bool{}
	var faults []error
	for _, r := range routes {
		if err := r.validate(); err != nil {
			faults = append(faults, err)
			continue
		}
		if seen[r.Pattern] {
			faults = append(faults, fmt.Errorf("route %q: stands there twice", r.Pattern))
			continue
		}
		seen[r.Pattern] = true
		to, err := resolve(r.Targets)
		if err != nil {
			faults = append(faults, fmt.Errorf("route %q: %w", r.Pattern, err))
			continue
		}
		if prefix, ok := strings.CutSuffix(r.Pattern, "/*"); ok {
			t.prefixes = append(t.prefixes, prefixRoute{prefix, to})
		} else {
			t.exact[r.Pattern] = to
		}
	}
	sort.SliceStable(t.prefixes, func(i, j int) bool { return len(t.prefixes[i].path) > len(t.prefixes[j].path) })
	return t, errors.Join(faults...)
}

// find gives who answers a mapped path, or nil.
func (t *routeTable) find(path string) *destination {
	if to, ok := t.exact[path]; ok {
		return to
	}
	for _, p := range t.prefixes {
		if rest, ok := strings.CutPrefix(path, p.path); ok && (rest == "" || rest[0] == '/') {
			return p.to
		}
	}
	return t.rest
}

// requestTarget is the path and query as the client sent them. An absolute
// form loses its scheme and authority; net/http has moved them to r.Host.
func requestTarget(r *http.Request) string {
	target := r.RequestURI
	if target == "" {
		// Not from a server: a test or another handler made the request.
		return r.URL.RequestURI()
	}
	if strings.HasPrefix(target, "/") || target == "*" {
		return target
	}
	if _, rest, ok := strings.Cut(target, "://"); ok {
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			if rest[i] == '?' {
				return "/" + rest[i:]
			}
			return rest[i:]
		}
	}
	return "/"
}

// mapPath is the path that Tomcat would map a target to: path parameters cut
// out of every segment (SID-50), then decoded, then without empty and dot
// segments. An encoded slash stays encoded, so that it never makes a segment.
// It refuses what leaves the root.
func mapPath(target string) (string, bool) {
	path, _, _ := strings.Cut(target, "?")
	if isPlainPath(path) {
		return path, true
	}
	var kept []string
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, segment := range segments {
		segment, _, _ = strings.Cut(segment, ";")
		segment, ok := decodeSegment(segment)
		if !ok {
			return "", false
		}
		last := i == len(segments)-1
		switch segment {
		case "", ".":
			if last {
				kept = append(kept, "")
			}
		case "..":
			if len(kept) == 0 {
				return "", false
			}
			kept = kept[:len(kept)-1]
			if last {
				kept = append(kept, "")
			}
		default:
			kept = append(kept, segment)
		}
	}
	return "/" + strings.Join(kept, "/"), true
}

// isPlainPath tells whether nothing has to be cut, decoded or resolved.
func isPlainPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.ContainsAny(path, ";%") &&
		!strings.Contains(path, "//") && !strings.Contains(path, "/.")
}

func decodeSegment(segment string) (string, bool) {
	if !strings.Contains(segment, "%") {
		return segment, true
	}
	kept := strings.NewReplacer("%2F", "%252F", "%2f", "%252F").Replace(segment)
	decoded, err := url.PathUnescape(kept)
	return decoded, err == nil
}
