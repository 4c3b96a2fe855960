package integration

import (
	"fmt"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// startFront runs the gateway in front of nodes, by their jvmRoutes.
func startFront(t testing.TB, context harness.Context, upstreams map[string]string, routes ...string) *harness.Msmgate {
	t.Helper()
	args := []string{"run", "--context", context.File(t), "--listen", "127.0.0.1:0", "--jvm-route", "front"}
	for name, url := range upstreams {
		args = append(args, "--upstream", name+"="+url)
	}
	for _, route := range routes {
		args = append(args, "--route", route)
	}
	return harness.StartMsmgate(t, args...)
}

// Each browser stays with the Tomcat that its cookie names; when that one dies, the other one takes over.
func TestGatewayFollowsTheCookie(t *testing.T) {
	t.Parallel()
	p := pairs[1]
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	context := p.context(t, "sticky.xml", cache)
	first, second := p.twoTomcats(t, context)
	front := startFront(t, context, map[string]string{"tomcat1": first.URL, "tomcat2": second.URL})
	perRoute := map[string]int{}
	var browsers []*harness.Browser
	for range 6 {
		browser := harness.NewBrowser(t)
		browsers = append(browsers, browser)
		id := check(t, browser, front.URL+"/check/new").ID
		_, route, _ := strings.Cut(id, ".")
		perRoute[route]++
		for i := int64(1); i <= 4; i++ {
			if c := checkPost(t, browser, front.URL+"/check/incr"); c.ID != id || c.Value != i {
				t.Errorf("request %d: session %s with %d, want %s with %d", i, c.ID, c.Value, id, i)
			}
		}
	}
	if perRoute["tomcat1"] == 0 || perRoute["tomcat2"] == 0 || len(perRoute) != 2 {
		t.Errorf("new sessions by jvmRoute: %v, want both Tomcats", perRoute)
	}
	first.Kill()
	for _, browser := range browsers {
		if c := checkPost(t, browser, front.URL+"/check/incr"); c.Value != 5 || !strings.HasSuffix(c.ID, ".tomcat2") {
			t.Errorf("after tomcat1 died: %d, want 5, in a session of tomcat2", c.Value)
		}
	}
}

// Two Tomcats behind the gateway, and a path that is moved to Go; the session is one and the same.
func TestMoveOnePath(t *testing.T) {
	t.Parallel()
	for _, fixture := range []string{"sticky.xml", "nonsticky.xml"} {
		for _, p := range pairs {
			t.Run(p.name+" "+strings.TrimSuffix(fixture, ".xml"), func(t *testing.T) {
				t.Parallel()
				cache := harness.StartMemcached(t, harness.MemcachedOptions{})
				context := p.context(t, fixture, cache)
				first, second := p.twoTomcats(t, context)
				p.tomcatsAlone(t, first, second)

				gate := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
				front := startFront(t, context, map[string]string{"tomcat1": first.URL, "tomcat2": second.URL, "gate1": gate.URL},
					"/*=tomcat1,tomcat2", "/api/*=gate1")
				browser := harness.NewBrowser(t)
				filled := dump(t, browser, front.URL+p.fill("beans"))
				for round := int64(1); round <= 5; round++ {
					put(t, browser, front.URL, "moved", fmt.Sprint(round))
					dump(t, browser, front.URL+"/dump").want(t, "moved", integer(int(round)))
					if c := checkPost(t, browser, front.URL+"/check/incr"); c.Value != round {
						t.Errorf("round %d: the counter is %d", round, c.Value)
					}
				}
				sameAttributes(t, "after five rounds", filled, dump(t, browser, front.URL+"/api/session"), "moved", "n")
			})
		}
	}
}

// tomcatsAlone checks the ground that all tests stand on: what two Tomcats make of each other's sessions without msmgate.
func (p pair) tomcatsAlone(t *testing.T, first, second *harness.Tomcat) {
	t.Helper()
	browser := harness.NewBrowser(t)
	filled := dump(t, browser, first.URL+p.fill("everything"))
	there := dump(t, browser, second.URL+"/dump")
	if cookie := browser.Cookie("JSESSIONID"); cookie != there.ID {
		t.Errorf("the cookie is %q, the session %q", cookie, there.ID)
	}
	sameAttributes(t, "filled by one Tomcat, read by the other", filled, there)
}
