package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// There and back five times, with the cookie that a browser holds. Sticky, a session that Go takes over from a Tomcat
// gets a new random part each time: with the old one a 2.x Tomcat would answer from its stale copy (TRAP-70). Non-sticky
// its id never changes.
func thereAndBack(t *testing.T, c crossing) {
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("everything"))
	onTomcat := filled
	var former []string
	for round := 1; round <= 5; round++ {
		inFlight := harness.NewBrowser(t)
		inFlight.SetCookie("JSESSIONID", onTomcat.ID)

		onGate := c.onGate(t)
		if c.sticky {
			former = append(former, onTomcat.ID)
			c.ownedBy(t, onGate, "gate1")
			if slices.ContainsFunc(former, func(id string) bool { return random(id) == random(onGate.ID) }) {
				t.Errorf("round %d: Go took the session over under an old random part", round)
			}
			former = append(former, onGate.ID)
		}
		if round > 1 {
			onGate.want(t, "tomcat.round", integer(round-1))
		}
		put(t, c.browser, c.gate.URL, "go.round", fmt.Sprint(round))
		late := dump(t, inFlight, c.gate.URL+"/api/session")
		late.want(t, "go.round", integer(round))
		if late.ID != onGate.ID {
			t.Errorf("round %d: a request in flight with the old id found session %s, want %s", round, late.ID, onGate.ID)
		}

		onTomcat = c.onTomcat(t)
		if c.sticky {
			c.ownedBy(t, onTomcat, "tomcat1")
		} else if onTomcat.ID != filled.ID {
			t.Errorf("round %d: the session's id is %s, was %s", round, onTomcat.ID, filled.ID)
		}
		onTomcat.want(t, "go.round", integer(round))
		dump(t, c.browser, fmt.Sprintf("%s/set?name=tomcat.round&type=Integer&value=%d", c.tomcat.URL, round))
	}
	sameAttributes(t, "after five rounds", filled, c.onTomcat(t), "go.round", "tomcat.round")
	for _, key := range c.cache.Keys() {
		if slices.Contains(former, key) {
			t.Error("a former id's record is still in memcached")
		}
	}
}

// integer is an Integer in JSON.
func integer(n int) string { return fmt.Sprintf(`{"class":"java.lang.Integer","value":"%d"}`, n) }

// ownedBy checks the session's route and that the browser holds its id.
func (c crossing) ownedBy(t testing.TB, s session, route string) {
	t.Helper()
	if cookie := c.browser.Cookie("JSESSIONID"); cookie != s.ID || !strings.HasSuffix(s.ID, "-n1."+route) {
		t.Errorf("the session is %s, the cookie %s, want both of %s", s.ID, cookie, route)
	}
}

// A Tomcat dies, Go takes its session over; the Tomcat comes back and takes it over again, as Go is killed.
func TestTakeoverFromTheDead(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := p.cross(t, "sticky.xml")
			filled := dump(t, c.browser, c.tomcat.URL+c.fill("beans"))
			c.tomcat.Kill()
			sameAttributes(t, "taken over by Go", filled, c.onGate(t))
			put(t, c.browser, c.gate.URL, "go.added", `["mean", {"while": 1}]`)
			changed := c.onGate(t)
			c.gate.Kill()
			c.tomcat.Restart()
			back := c.onTomcat(t)
			c.ownedBy(t, back, "tomcat1")
			sameAttributes(t, "back on Tomcat", changed, back)
		})
	}
}
