package sessionid_test

import (
	"regexp"
	"strings"
	"testing"

	"msmgate/manager/sessionid"
)

// storageID is SID-12 as it is written down; (?s) since Java's negated class
// matches line ends, too.
var storageID = regexp.MustCompile(`(?s)\A[^-.]+-[^.]+(\.[^.]+)?\z`)

func FuzzID(f *testing.F) {
	for _, seed := range []string{"0A-n1.tcA", "", "-", ".", "-.", ".-", "A-n1.tc.1", "A-B-n1", "é-ü.ß", "\xff-\xfe.\x00", strings.Repeat("-", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		if got, want := sessionid.ValidForStorage(id), storageID.MatchString(id); got != want {
			t.Errorf("ValidForStorage(%q) = %v, the pattern says %v", id, got, want)
		}
		withNode := sessionid.WithNode(id, "n9")
		if node, ok := sessionid.Node(withNode); !ok || node != "n9" {
			t.Errorf("WithNode(%q) = %q, whose node is %q %v", id, withNode, node, ok)
		}
		oldRoute, had := sessionid.JvmRoute(id)
		if route, has := sessionid.JvmRoute(withNode); has != had || route != oldRoute {
			t.Errorf("WithNode(%q) = %q changed the route", id, withNode)
		}
		withRoute := sessionid.WithJvmRoute(id, "tcB")
		if route, ok := sessionid.JvmRoute(withRoute); !ok || route != "tcB" {
			t.Errorf("WithJvmRoute(%q) = %q, whose route is %q %v", id, withRoute, route, ok)
		}
		withRandom := sessionid.WithRandom(id, "FF")
		if sessionid.Random(withRandom) != "FF" || sessionid.WithRandom(withRandom, sessionid.Random(id)) != id {
			t.Errorf("WithRandom(%q) = %q lost something", id, withRandom)
		}
		sessionid.Hash(id)
	})
}
