package integration

import (
	"net/url"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// pair is a release of MSM with a transcoder that it can use.
type pair struct {
	name, release string
	javolution    bool
}

var pairs = []pair{
	{"1.6.5 java", "1.6.5", false},
	{"2.1.1 java", "2.1.1", false},
	{"2.1.1 javolution", "2.1.1", true},
}

// context is one of the two fixtures, told where memcached is, with the transcoder of the pair.
func (p pair) context(t testing.TB, fixture string, cache *harness.Memcached) harness.Context {
	context := harness.Fixture(t, fixture).Nodes("n1:localhost:" + cache.Port())
	if !p.javolution {
		context = context.Without("transcoderFactoryClass")
	}
	return context
}

// carry is what to fill a session with: all that the pair's transcoder carries.
func (p pair) carry() string {
	if p.javolution {
		return "javolution"
	}
	return "java"
}

func (p pair) fill(scenario string) string {
	return "/fill?scenario=" + url.QueryEscape(scenario) + "&carry=" + p.carry()
}

// twoTomcats are tomcat1 and tomcat2 of one cluster.
func (p pair) twoTomcats(t testing.TB, context harness.Context) (first, second *harness.Tomcat) {
	both := harness.StartTomcats(t,
		harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: context},
		harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat2", Context: context})
	p.warm(t, both...)
	return both[0], both[1]
}

// warm lets fresh Tomcats load the classes that sessions need. A node gives up waiting for its backup after
// sessionBackupTimeout, 100 ms in the fixtures, and its first session may take longer than that; the next node would
// then be asked for a session that is not stored yet.
func (p pair) warm(t testing.TB, tomcats ...*harness.Tomcat) {
	for _, tomcat := range tomcats {
		browser := harness.NewBrowser(t)
		for range 3 {
			dump(t, browser, tomcat.URL+p.fill("everything"))
		}
		check(t, browser, tomcat.URL+"/check/invalidate")
	}
}

// The ground itself: what two Tomcats make of each other's sessions, without msmgate.
func TestTomcatsShareASession(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name+" nonsticky", func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			first, second := p.twoTomcats(t, p.context(t, "nonsticky.xml", cache))
			browser := harness.NewBrowser(t)
			filled := dump(t, browser, first.URL+p.fill("everything"))
			if got := browser.Cookie("JSESSIONID"); got != filled.ID || !strings.HasSuffix(got, "-n1.tomcat1") {
				t.Errorf("the cookie is %q, the session %q", got, filled.ID)
			}
			there := dump(t, browser, second.URL+"/dump")
			sameAttributes(t, "filled by one Tomcat, read by the other", filled, there)
			dump(t, browser, second.URL+"/set?name=added&type=String&value=there")
			back := dump(t, browser, first.URL+"/dump")
			back.wantString(t, "added", "there")
			sameAttributes(t, "there and back", filled, back, "added")
		})
		t.Run(p.name+" sticky", func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			first, second := p.twoTomcats(t, p.context(t, "sticky.xml", cache))
			browser := harness.NewBrowser(t)
			filled := dump(t, browser, first.URL+p.fill("everything"))
			taken := dump(t, browser, second.URL+"/dump")
			sameAttributes(t, "filled by one Tomcat, taken over by the other", filled, taken)
			if got := browser.Cookie("JSESSIONID"); got != taken.ID || !strings.HasSuffix(got, "-n1.tomcat2") {
				t.Errorf("after the takeover the cookie is %q, the session %q", got, taken.ID)
			}
		})
	}
}

func TestCheckContractOnTomcat(t *testing.T) {
	t.Parallel()
	p := pairs[0]
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	tomcat := harness.StartTomcat(t, harness.TomcatOptions{
		Release: p.release, JvmRoute: "tomcat1", Path: "/shop", Context: p.context(t, "nonsticky.xml", cache)})
	checkContract(t, tomcat.URL, "/shop/")
}
