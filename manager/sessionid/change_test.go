package sessionid_test

import (
	"fmt"
	"testing"

	"msmgate/manager/sessionid"
)

func TestWithNode(t *testing.T) {
	for _, c := range []struct{ rule, id, node, want string }{
		{"SID-1", "A", "n1", "A-n1"},
		{"SID-1", "A.tcA", "n1", "A-n1.tcA"},
		{"SID-1", "A.tc.1", "n1", "A-n1.tc.1"},
		{"SID-15", "A-n1", "n2", "A-n2"},
		{"SID-15", "A-n1.tcA", "n2", "A-n2.tcA"},
		{"SID-15", "A-B-n1.tcA", "n2", "A-n2.tcA"},
		{"SID-15", "A.tc-A", "n2", "A-n2.tc-A"},
		{"SID-35", "A.tcA", "n1", "A-n1.tcA"},
	} {
		if got := sessionid.WithNode(c.id, c.node); got != c.want {
			t.Errorf("%s: WithNode(%q, %q) = %q, want %q", c.rule, c.id, c.node, got, c.want)
		}
	}
}

func TestWithJvmRoute(t *testing.T) {
	for _, c := range []struct{ rule, id, route, want string }{
		{"SID-16", "A-n1.tcA", "tcB", "A-n1.tcB"},
		{"SID-16", "A-n1.tc.1", "tcB", "A-n1.tcB"},
		{"SID-38", "A-n1", "tcB", "A-n1.tcB"},
	} {
		if got := sessionid.WithJvmRoute(c.id, c.route); got != c.want {
			t.Errorf("%s: WithJvmRoute(%q, %q) = %q, want %q", c.rule, c.id, c.route, got, c.want)
		}
	}
}

func TestWithRandom(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{"A-n1.tcA", "B-n1.tcA"},
		{"A.tcA", "B.tcA"},
		{"A", "B"},
		{"-n1", "B-n1"},
	} {
		if got := sessionid.WithRandom(c.id, "B"); got != c.want {
			t.Errorf("TRAP-70: WithRandom(%q) = %q, want %q", c.id, got, c.want)
		}
	}
}

func ExampleWithNode() {
	fmt.Println(sessionid.WithNode("2F83085E968652A561500B43118BB994.tcA", "n2"))
	// Output: 2F83085E968652A561500B43118BB994-n2.tcA
}
