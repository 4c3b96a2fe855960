package sessionid

import "strings"

// WithNode gives the id another node: what stands between the first dash and
// the first dot is replaced, and where there is no dash before the dot,
// "-node" is put in before it. The route stays (SID-1, SID-15).
func WithNode(id, node string) string {
	head, route, hasRoute := strings.Cut(id, ".")
	random, _, _ := strings.Cut(head, "-")
	if !hasRoute {
		return random + "-" + node
	}
	return random + "-" + node + "." + route
}

// WithJvmRoute gives the id another route: it is cut at the first dot and
// "." + route appended (SID-16).
func WithJvmRoute(id, route string) string {
	head, _, _ := strings.Cut(id, ".")
	return head + "." + route
}

// WithRandom gives the id another random part; node and route stay. A node
// that takes a session over does so, lest the former owner answer from its
// stale copy when the session comes back (TRAP-70).
func WithRandom(id, random string) string {
	return random + id[randomEnd(id):]
}
