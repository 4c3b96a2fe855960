package sessionid_test

import (
	"testing"

	"msmgate/manager/sessionid"
)

func TestParts(t *testing.T) {
	const none = "\x00"
	for _, c := range []struct {
		rule, id, random, node, route string
		valid                         bool
	}{
		{"SID-1", "0A1B-n1.tcA", "0A1B", "n1", "tcA", true},
		{"SID-12", "0A1B-n1", "0A1B", "n1", none, true},
		{"SID-4", "0A1B", "0A1B", none, none, false},
		{"SID-4", "0A1B.tcA", "0A1B", none, "tcA", false},
		{"SID-11", "A.", "A", none, "", false},
		{"SID-13", "A-n1.tc.1", "A", "n1", "tc.1", false},
		{"SID-14", "A-B-n1", "A", "B-n1", none, true},
		{"SID-14", "A-n1.tc-A", "A", "n1", "tc-A", true},
		{"SID-14", "A-n1.", "A", "n1", "", false},
		{"SID-14", "-n1", "", "n1", none, false},
		{"SID-10", "A.r-n1", "A", none, "r-n1", false},
		{"SID-10", "A-", "A", "", none, false},
		{"SID-10", "A-.r", "A", "", "r", false},
		{"SID-10", "A--n1", "A", "-n1", none, true},
		{"SID-12", "", "", none, none, false},
		{"SID-12", ".", "", none, "", false},
		{"SID-12", "-", "", "", none, false},
		{"SID-12", "A-n 1\n.r\x00", "A", "n 1\n", "r\x00", true},
		{"NODE-20", "validity:A-n1.tcA", "validity:A", "n1", "tcA", true},
		{"NODE-20", "ping-n1", "ping", "n1", none, true},
		{"TRAP-12", "my-app_A-n1", "my", "app_A-n1", none, true},
		{"TRAP-12", "www.example.com_A-n1", "www", none, "example.com_A-n1", false},
	} {
		t.Run(c.rule+" "+c.id, func(t *testing.T) {
			if got := sessionid.Random(c.id); got != c.random {
				t.Errorf("Random: %q, want %q", got, c.random)
			}
			if got, ok := sessionid.Node(c.id); !same(got, ok, c.node) {
				t.Errorf("Node: %q %v, want %q", got, ok, c.node)
			}
			if got, ok := sessionid.JvmRoute(c.id); !same(got, ok, c.route) {
				t.Errorf("JvmRoute: %q %v, want %q", got, ok, c.route)
			}
			if got := sessionid.ValidForStorage(c.id); got != c.valid {
				t.Errorf("ValidForStorage: %v, want %v", got, c.valid)
			}
		})
	}
}

func same(got string, ok bool, want string) bool {
	if want == "\x00" {
		return !ok && got == ""
	}
	return ok && got == want
}
