package manager

import (
	"net/http"
	"strings"
)

// rawURI gives the request's URI as the client sent it, without scheme and
// host: not decoded, with path parameters.
func rawURI(r *http.Request) (path, query string, hasQuery bool) {
	uri := r.RequestURI
	if uri == "" {
		uri = r.URL.RequestURI()
	}
	if !strings.HasPrefix(uri, "/") {
		if _, rest, ok := strings.Cut(uri, "://"); ok {
			if i := strings.IndexAny(rest, "/?"); i >= 0 {
				uri = rest[i:]
			} else {
				uri = "/"
			}
		}
	}
	return strings.Cut(uri, "?")
}

// requestID is what requestUriIgnorePattern, the uriPattern lock mode and the
// auto mode's memory see: method, blank, raw URI, and the query unless the
// method is POST (CFG-71).
func requestID(r *http.Request) string {
	path, query, hasQuery := rawURI(r)
	if !hasQuery || strings.EqualFold(r.Method, http.MethodPost) {
		return r.Method + " " + path
	}
	return r.Method + " " + path + "?" + query
}

// pathParameter finds the session id in a raw path: the first path parameter
// of that name in any segment, up to the next ';' or '/', as it is (SID-50).
func pathParameter(path, name string) (id string, ok bool) {
	for {
		i := strings.IndexByte(path, ';')
		if i < 0 {
			return "", false
		}
		path = path[i+1:]
		key, value, found := strings.Cut(path[:segmentEnd(path)], "=")
		if found && key == name {
			return value, true
		}
	}
}

func segmentEnd(path string) int {
	if i := strings.IndexAny(path, ";/"); i >= 0 {
		return i
	}
	return len(path)
}

// withoutParameter takes the path parameter out, as Tomcat does before it maps
// a request.
func withoutParameter(path, name string) string {
	for from := 0; ; {
		i := strings.IndexByte(path[from:], ';')
		if i < 0 {
			return path
		}
		i += from
		end := i + 1 + segmentEnd(path[i+1:])
		if key, _, found := strings.Cut(path[i+1:end], "="); found && key == name {
			path, from = path[:i]+path[end:], i
			continue
		}
		from = i + 1
	}
}
