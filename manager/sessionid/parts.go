package sessionid

import "strings"

// Node gives the storage node of an id: the text between the first dash and
// the first dot, or the end (SID-10). There is none without a dash, or when
// the first dot comes before it. It works on whole storage keys, too, as long
// as their prefix holds neither (NODE-20, TRAP-12). "A-" has the node "".
func Node(id string) (node string, ok bool) {
	head, _, _ := strings.Cut(id, ".")
	_, node, ok = strings.Cut(head, "-")
	return node, ok
}

// JvmRoute gives everything after the first dot (SID-11). "A." has the route "".
func JvmRoute(id string) (route string, ok bool) {
	_, route, ok = strings.Cut(id, ".")
	return route, ok
}

// Random gives the part before the first dash or dot.
func Random(id string) string { return id[:randomEnd(id)] }

// ValidForStorage tells whether a session with this id is ever stored, where
// node ids are part of session ids: non-empty random part, node, and at the
// most one non-empty route without a dot (SID-12, SID-13, SID-14). With a
// single node without id every id is valid; that case is the caller's.
func ValidForStorage(id string) bool {
	end := randomEnd(id)
	if end == 0 || end == len(id) || id[end] != '-' {
		return false
	}
	node, route, hasRoute := strings.Cut(id[end+1:], ".")
	if node == "" {
		return false
	}
	return !hasRoute || route != "" && !strings.Contains(route, ".")
}

func randomEnd(id string) int {
	if i := strings.IndexAny(id, "-."); i >= 0 {
		return i
	}
	return len(id)
}
