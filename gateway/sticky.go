package gateway

import (
	"net/http"
	"strings"
)

// stickyRoute finds the jvmRoute that a request asks for, among those that
// known accepts: of the first session cookie that has one, else of the URL
// parameter; a cookie is stronger than the URL (SID-50, SID-51). "" if none.
func stickyRoute(r *http.Request, cookie, param string, known func(route string) bool) string {
	for _, line := range r.Header["Cookie"] {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ";")
			name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
			if !ok || name != cookie {
				continue
			}
			if route := jvmRoute(strings.Trim(value, `"`)); route != "" && known(route) {
				return route
			}
		}
	}
	if route := jvmRoute(pathParameter(requestTarget(r), param)); route != "" && known(route) {
		return route
	}
	return ""
}

// jvmRoute is everything after the first dot of a session id (SID-11).
func jvmRoute(id string) string {
	_, route, _ := strings.Cut(id, ".")
	return route
}

// pathParameter gives the value of ;name=value in the path, as it stands there;
// it ends at the next ; or / (SID-50).
func pathParameter(target, name string) string {
	path, _, _ := strings.Cut(target, "?")
	for {
		_, rest, ok := strings.Cut(path, ";")
		if !ok {
			return ""
		}
		path = rest
		value, ok := strings.CutPrefix(rest, name+"=")
		if !ok {
			continue
		}
		if end := strings.IndexAny(value, ";/"); end >= 0 {
			value = value[:end]
		}
		return value
	}
}
