package contextxml

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The forms of memcachedNodes (section 4 of the CFG rules), on the untrimmed text.
var (
	nodePattern      = regexp.MustCompile(`([A-Za-z0-9_]+):([^:]+):([0-9]+)`)
	nodesPattern     = regexp.MustCompile(`^` + nodeForm + `(?:(?:[ \t\n\x0B\f\r]+|,)` + nodeForm + `)*$`)
	singlePattern    = regexp.MustCompile(`^([^:]+):([0-9]+)$`)
	couchbasePattern = regexp.MustCompile(`^` + couchbaseForm + `(?:(?:[ \t\n\x0B\f\r]+|,)` + couchbaseForm + `)*$`)
)

const (
	nodeForm      = `[A-Za-z0-9_]+:[^:]+:[0-9]+`
	couchbaseForm = `http://[^:]+:[0-9]+/[A-Za-z0-9_]+`
)

// parseNodes reads a memcachedNodes value to the letter (CFG-52 to CFG-61).
func parseNodes(text string) (Nodes, error) {
	switch {
	case javaTrim(text) == "":
		return Nodes{}, &ruleError{"CFG-30", "memcachedNodes is missing or blank"}
	case strings.HasPrefix(text, "redis://"), strings.HasPrefix(text, "rediss://"):
		return Nodes{Kind: NodesRedis, URL: text}, nil
	case nodesPattern.MatchString(text):
		return nodesWithIDs(text)
	case singlePattern.MatchString(text):
		match := singlePattern.FindStringSubmatch(text)
		port, err := parsePort(match[2])
		if err != nil {
			return Nodes{}, err
		}
		return Nodes{Kind: NodesSingle, List: []Node{{Host: match[1], Port: port}}}, nil
	case couchbasePattern.MatchString(text):
		return Nodes{Kind: NodesCouchbase, URL: text}, nil
	}
	return Nodes{}, whyNoNodes(text)
}

func nodesWithIDs(text string) (Nodes, error) {
	nodes := Nodes{Kind: NodesWithIDs}
	for _, match := range nodePattern.FindAllStringSubmatch(text, -1) {
		port, err := parsePort(match[3])
		if err != nil {
			return Nodes{}, err
		}
		nodes.List = append(nodes.List, Node{ID: match[1], Host: match[2], Port: port})
	}
	return nodes, nil
}

// parsePort reads a port as Java's socket addresses do.
func parsePort(digits string) (int, error) {
	port, err := strconv.ParseUint(digits, 10, 31)
	if err != nil || port > math.MaxUint16 {
		return 0, &ruleError{"CFG-52", clip(digits) + " is no port (0 to 65535)"}
	}
	return int(port), nil
}

// ruleError is a fault with the number of the rule that is broken.
type ruleError struct{ rule, message string }

func (e *ruleError) Error() string { return e.message }

var commaAndSpace = regexp.MustCompile(`,[ \t\n\x0B\f\r]|[ \t\n\x0B\f\r],`)

// whyNoNodes looks for the usual reasons; the grammar itself is all or nothing.
func whyNoNodes(text string) error {
	trimmed := strings.TrimSpace(text)
	switch {
	case commaAndSpace.MatchString(trimmed):
		return &ruleError{"CFG-53", "between two nodes of memcachedNodes stands a comma or white space, not both"}
	case trimmed != text:
		return &ruleError{"CFG-54", "memcachedNodes must not begin or end with a blank"}
	case strings.HasSuffix(trimmed, ","):
		return &ruleError{"CFG-54", "memcachedNodes must not end with a comma"}
	case strings.Contains(text, ";"):
		return &ruleError{"CFG-55", "nodes of memcachedNodes are separated by a comma or white space, not by \";\""}
	case strings.ContainsAny(text, "[]"):
		return &ruleError{"CFG-55", "memcachedNodes can't hold IPv6 addresses"}
	}
	return &ruleError{"CFG-55", "memcachedNodes has none of the forms that MSM knows"}
}

const nodesFix = `write memcachedNodes="n1:host1:11211,n2:host2:11211"; ids are letters, digits and "_"`

// sharedAddress is a node whose address a later node of the list has too (CFG-59).
type sharedAddress struct{ earlier, later Node }

// resolveDuplicates makes of a list what MSM makes of it: nodes that share an
// address are one, which stands where the first stood and has the last one's id
// (CFG-59); an id that then stands twice has the later address at both places
// (CFG-60).
func resolveDuplicates(list []Node) (resolved []Node, twice []string, shared []sharedAddress) {
	seen := map[string]int{}
	for _, n := range list {
		i, ok := seen[addressKey(n)]
		if !ok {
			seen[addressKey(n)] = len(resolved)
			resolved = append(resolved, n)
			continue
		}
		if resolved[i].ID != n.ID {
			shared = append(shared, sharedAddress{earlier: resolved[i], later: n})
		}
		resolved[i] = n
	}
	last := map[string]Node{}
	for _, n := range resolved {
		if _, ok := last[n.ID]; ok && !slices.Contains(twice, n.ID) {
			twice = append(twice, n.ID)
		}
		last[n.ID] = n
	}
	for i, n := range resolved {
		resolved[i] = last[n.ID]
	}
	return resolved, twice, shared
}

// addressKey is equal for addresses that are known to be the same without
// asking a name server; localhost and 127.0.0.1 are one (TRAP-63).
func addressKey(n Node) string {
	host := strings.ToLower(n.Host)
	if host == "localhost" {
		host = "127.0.0.1"
	}
	return fmt.Sprintf("%s:%d", host, n.Port)
}

// withoutPassword gives a URL that can be shown.
func withoutPassword(text string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil {
		return "***"
	}
	u.User = url.User("***")
	return strings.ReplaceAll(u.String(), "%2A", "*")
}
