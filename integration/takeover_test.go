package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// Sticky, there and back five times, with the cookie that a browser holds. A session that Go takes over from a Tomcat
// gets a new random part each time: with the old one a 2.x Tomcat would answer from its stale copy (TRAP-70).
func TestStickyThereAndBack(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := p.cross(t, "sticky.xml")
			filled := dump(t, c.browser, c.tomcat.URL+c.fill("everything"))
			onTomcat := filled
			var ids []string
			for round := 1; round <= 5; round++ {
				ids = append(ids, onTomcat.ID)
				inFlight := harness.NewBrowser(t)
				inFlight.SetCookie("JSESSIONID", onTomcat.ID)

				onGate := c.onGate(t)
				c.ownedBy(t, onGate, "gate1")
				if slices.ContainsFunc(ids, func(id string) bool { return random(id) == random(onGate.ID) }) {
					t.Errorf("round %d: Go took the session over under an old random part", round)
				}
				ids = append(ids, onGate.ID)
				if round > 1 {
					onGate.want(t, "tomcat.round", fmt.Sprintf(`{"class":"java.lang.Integer","value":"%d"}`, round-1))
				}
				put(t, c.browser, c.gate.URL, "go.round", fmt.Sprint(round))
				late := dump(t, inFlight, c.gate.URL+"/api/session")
				late.want(t, "go.round", fmt.Sprintf(`{"class":"java.lang.Integer","value":"%d"}`, round))
				if late.ID != onGate.ID {
					t.Errorf("round %d: a request in flight with the old id found session %s, want %s", round, late.ID, onGate.ID)
				}

				onTomcat = c.onTomcat(t)
				c.ownedBy(t, onTomcat, "tomcat1")
				onTomcat.want(t, "go.round", fmt.Sprintf(`{"class":"java.lang.Integer","value":"%d"}`, round))
				dump(t, c.browser, fmt.Sprintf("%s/set?name=tomcat.round&type=Integer&value=%d", c.tomcat.URL, round))
			}
			sameAttributes(t, "after five rounds", filled, c.onTomcat(t), "go.round", "tomcat.round")
			for _, key := range c.cache.Keys() {
				if slices.Contains(ids, key) {
					t.Errorf("an old id's record is still in memcached")
				}
			}
		})
	}
}

// ownedBy checks the session's route and that the browser holds its id.
func (c crossing) ownedBy(t testing.TB, s session, route string) {
	t.Helper()
	if cookie := c.browser.Cookie("JSESSIONID"); cookie != s.ID || !strings.HasSuffix(s.ID, "-n1."+route) {
		t.Errorf("the session is %s, the cookie %s, want both of %s", s.ID, cookie, route)
	}
}

// A Tomcat dies, Go takes its sessions over, the Tomcat comes back and takes them over again.
func TestTakeoverFromADeadTomcat(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := p.cross(t, "sticky.xml")
			filled := dump(t, c.browser, c.tomcat.URL+c.fill("beans"))
			c.tomcat.Kill()
			sameAttributes(t, "taken over by Go", filled, c.onGate(t))
			put(t, c.browser, c.gate.URL, "go.added", `"meanwhile"`)
			c.tomcat.Restart()
			back := c.onTomcat(t)
			sameAttributes(t, "back on Tomcat", filled, back, "go.added")
			back.wantString(t, "go.added", "meanwhile")
		})
	}
}

// Go ends, its sessions go on at Tomcat.
func TestTakeoverFromAStoppedGo(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := p.cross(t, "sticky.xml")
			put(t, c.browser, c.gate.URL, "list", `["a", {"b": 1}]`)
			written := c.onGate(t)
			c.gate.Kill()
			taken := c.onTomcat(t)
			sameAttributes(t, "taken over by Tomcat", written, taken)
			c.ownedBy(t, taken, "tomcat1")
		})
	}
}
