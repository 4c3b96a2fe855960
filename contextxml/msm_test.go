package contextxml

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestMSM compares with what MSM 2.1.1 and Tomcat 7.0.57 themselves made of a
// table of values; see testdata/Msm.java. CFG-8, CFG-52 to CFG-65, CFG-81 to CFG-86.
func TestMSM(t *testing.T) {
	data, err := os.ReadFile("testdata/msm.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Nodes []struct {
			Nodes, FailoverNodes string
			Fails, Encode        bool
			Primary, Failover    []string
		}
		Prefixes []struct {
			Prefix, Key string
			Fails       bool
		}
		Values []struct{ Value, Result string }
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Nodes {
		nodes, err := parseNodes(row.Nodes)
		var failover []string
		if err == nil {
			nodes.List, _, _ = resolveDuplicates(nodes.List)
			failover, err = parseFailover(row.FailoverNodes, nodes)
		}
		if (err != nil) != row.Fails {
			t.Errorf("memcachedNodes %q, failoverNodes %q: %v; MSM fails: %v", row.Nodes, row.FailoverNodes, err, row.Fails)
			continue
		}
		if err != nil {
			continue
		}
		if encode := nodes.Kind == NodesWithIDs; encode != row.Encode {
			t.Errorf("memcachedNodes %q: ids in session ids: %v, MSM says %v", row.Nodes, encode, row.Encode)
		}
		if row.Encode && (!slices.Equal(failover, row.Failover) || !slices.Equal(primaryOf(nodes, failover), row.Primary)) {
			t.Errorf("memcachedNodes %q, failoverNodes %q: primary %q, failover %q; MSM says %q, %q", row.Nodes, row.FailoverNodes, primaryOf(nodes, failover), failover, row.Primary, row.Failover)
		}
	}
	for _, row := range table.Prefixes {
		prefix, err := keyPrefix(row.Prefix, "www", appIdentity("/shop", "2"))
		if (err != nil) != row.Fails || err == nil && prefix+"ID" != row.Key {
			t.Errorf("storageKeyPrefix %q: %q, %v; MSM makes the key %q", row.Prefix, prefix, err, row.Key)
		}
	}
	props := &properties{system: map[string]string{"a": "A$${b}"}, environ: func(string) (string, bool) { return "", false }}
	for _, row := range table.Values {
		if got := props.substitute(row.Value).value; got != row.Result {
			t.Errorf("%q becomes %q, in Tomcat %q", row.Value, got, row.Result)
		}
	}
}

// primaryOf are the ids that are not for failover (CFG-65).
func primaryOf(nodes Nodes, failover []string) []string {
	var ids []string
	for _, n := range nodes.List {
		if !slices.Contains(failover, n.ID) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}
