package integration

import (
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// Sessions cross between a Tomcat and Go on storage nodes of other kinds than a memcached spoken to by text.
func TestCrossingOnOtherStorages(t *testing.T) {
	t.Parallel()
	p := pairs[1] // 1.6.5 knows no Redis, and lacks a constructor for the binary protocol (WIRE-77)
	redis := func(t *testing.T, c harness.Context) harness.Context {
		return c.Nodes("redis://localhost:" + harness.StartRedis(t).Port()) // 2.1.1 doesn't start with more than that in it
	}
	sasl := func(t *testing.T, c harness.Context) harness.Context {
		return c.Nodes("n1:localhost:"+harness.StartMemcachedSASL(t, "me", "secret").Port()).
			With("memcachedProtocol", "binary").With("username", "me").With("password", "secret").With("lockingMode", "all")
	}
	for _, c := range []struct {
		name, fixture string
		storage       func(t *testing.T, c harness.Context) harness.Context
		id            string // how ids end
	}{
		{"NODE-61 redis sticky", "sticky.xml", redis, ".gate1"},
		{"NODE-61 redis non-sticky", "nonsticky.xml", redis, ".gate1"},
		{"CFG-46 binary with SASL non-sticky", "nonsticky.xml", sasl, "-n1.gate1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			context := c.storage(t, harness.Fixture(t, c.fixture).Without("transcoderFactoryClass").With("sessionBackupTimeout", "2000"))
			tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: context})
			p.warm(t, tomcat)
			gate := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})

			browser := harness.NewBrowser(t)
			filled := dump(t, browser, tomcat.URL+p.fill("everything"))
			sameAttributes(t, "read by Go", filled, dump(t, browser, gate.URL+"/api/session"))
			put(t, browser, gate.URL, "s.cjk", `"changed"`)
			changed := dump(t, browser, tomcat.URL+"/dump")
			changed.wantString(t, "s.cjk", "changed")
			sameAttributes(t, "back on Tomcat", filled, changed, "s.cjk")
			check(t, browser, tomcat.URL+"/check/invalidate")

			browser = harness.NewBrowser(t)
			put(t, browser, gate.URL, "go.added", `42`)
			if id := browser.Cookie("JSESSIONID"); !strings.HasSuffix(id, c.id) || strings.Contains(id, "-") != strings.Contains(c.id, "-") {
				t.Errorf("the id is %s, want it to end in %s", id, c.id)
			}
			written := dump(t, browser, gate.URL+"/api/session")
			sameAttributes(t, "begun in Go", written, dump(t, browser, tomcat.URL+"/dump"))
		})
	}
}
