package integration

import (
	"net/url"
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
// With the sessionBackupTimeout of the fixtures, 100 ms, a Tomcat that is kept from running for as long gives up storing
// a session, and answers all the same.
func (p pair) context(t testing.TB, fixture string, cache *harness.Memcached) harness.Context {
	context := harness.Fixture(t, fixture).Nodes("n1:localhost:"+cache.Port()).With("sessionBackupTimeout", "5000")
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

// warm lets fresh Tomcats load the classes that sessions need, which takes time that a node's storage may not be given.
func (p pair) warm(t testing.TB, tomcats ...*harness.Tomcat) {
	for _, tomcat := range tomcats {
		browser := harness.NewBrowser(t)
		for range 3 {
			dump(t, browser, tomcat.URL+p.fill("everything"))
		}
		check(t, browser, tomcat.URL+"/check/invalidate")
	}
}
