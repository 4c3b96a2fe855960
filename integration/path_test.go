package integration

import (
	"testing"

	"msmgate/integration/harness"
)

// An application that is not the root one: its cookie has the path /shop/, with Tomcat's slash at the end, on both sides,
// so that the browser holds one cookie and not two.
func TestApplicationAtAPath(t *testing.T) {
	t.Parallel()
	for _, fixture := range []string{"sticky.xml", "nonsticky.xml"} {
		t.Run(fixture, func(t *testing.T) {
			t.Parallel()
			p := pairs[2]
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := p.context(t, fixture, cache)
			tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Path: "/shop", Context: context})
			p.warm(t, tomcat)
			gate := harness.StartDemo(t, harness.DemoOptions{JvmRoute: "gate1", Path: "/shop", Context: context})
			browser := harness.NewBrowser(t)
			filled := dump(t, browser, tomcat.URL+p.fill("everything"))
			sameAttributes(t, "in Go", filled, dump(t, browser, gate.URL+"/api/session"))
			put(t, browser, gate.URL, "s.cjk", `"changed"`)
			changed := dump(t, browser, tomcat.URL+"/dump")
			changed.wantString(t, "s.cjk", "changed")
			sameAttributes(t, "back on Tomcat", filled, changed, "s.cjk")
			if browser.Cookie("JSESSIONID") != "" {
				t.Error("there is a session cookie for /, too")
			}
			browser.Send(404, "GET", gate.URL[:len(gate.URL)-len("/shop")]+"/api/session", "", "")
		})
	}
}
