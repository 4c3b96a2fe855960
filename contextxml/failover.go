package contextxml

import (
	"fmt"
	"slices"
	"strings"
)

// parseFailover reads failoverNodes: ids between single blanks or commas, each
// known (CFG-63, CFG-64).
func parseFailover(text string, nodes Nodes) ([]string, error) {
	if javaTrim(text) == "" {
		return nil, nil
	}
	if nodes.Kind != NodesWithIDs || len(nodes.List) < 2 {
		return nil, fmt.Errorf("with a single storage node there can be no failover node")
	}
	var ids []string
	for _, token := range javaSplit(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		id := javaTrim(token)
		if id == "" {
			return nil, fmt.Errorf("failoverNodes holds an empty id: between two ids stands one comma or one blank, not both")
		}
		if !slices.ContainsFunc(nodes.List, func(n Node) bool { return n.ID == id }) {
			return nil, fmt.Errorf("%q in failoverNodes is no id of memcachedNodes", clip(id))
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// javaSplit is String.split: empty pieces at the end are dropped.
func javaSplit(text string, separator func(rune) bool) []string {
	var pieces []string
	start := 0
	for i, r := range text {
		if separator(r) {
			pieces = append(pieces, text[start:i])
			start = i + len(string(r))
		}
	}
	pieces = append(pieces, text[start:])
	for len(pieces) > 0 && pieces[len(pieces)-1] == "" {
		pieces = pieces[:len(pieces)-1]
	}
	return pieces
}

const failoverFix = `write ids of memcachedNodes, as failoverNodes="n1" or "n1,n2"`

// allFailover tells whether no primary node is left (CFG-66).
func allFailover(nodes Nodes, failover []string) bool {
	return len(failover) > 0 && !slices.ContainsFunc(nodes.List, func(n Node) bool { return !slices.Contains(failover, n.ID) })
}

func nodeIDs(nodes Nodes) string {
	var ids []string
	for _, n := range nodes.List {
		ids = append(ids, n.ID)
	}
	return strings.Join(ids, ", ")
}
