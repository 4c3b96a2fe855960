package integration

import (
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// crossing is a Tomcat and a msmgate in one cluster, and a browser that visits both.
type crossing struct {
	pair
	sticky  bool
	context harness.Context
	cache   *harness.Memcached
	tomcat  *harness.Tomcat
	gate    *harness.Msmgate
	browser *harness.Browser
}

// crossings are the promises that hold for both of our first user's Manager elements with every pair of release and
// transcoder. Each starts with a browser of its own.
var crossings = []struct {
	name string
	test func(t *testing.T, c crossing)
}{
	{"begun on Tomcat", begunOnTomcat},
	{"begun in Go", begunInGo},
	{"shared objects survive edits", sharedObjectsSurviveEdits},
	{"refused before anything is written", refusedBeforeAnythingIsWritten},
	{"record commands", recordCommands},
	{"there and back five times", thereAndBack},
	{"parallel requests at a takeover", parallelAtATakeover},
	{"logged in on Tomcat", loggedInOnTomcat},
	{"invalidated in Go", invalidatedInGo},
	{"invalidated on Tomcat", invalidatedOnTomcat},
}

func TestCrossing(t *testing.T) {
	t.Parallel()
	for _, fixture := range []string{"sticky.xml", "nonsticky.xml"} {
		for _, p := range pairs {
			t.Run(p.name+" "+strings.TrimSuffix(fixture, ".xml"), func(t *testing.T) {
				t.Parallel()
				c := p.cross(t, fixture)
				for _, crossing := range crossings {
					t.Run(crossing.name, func(t *testing.T) {
						c.browser = harness.NewBrowser(t)
						crossing.test(t, c)
					})
				}
			})
		}
	}
}

func (p pair) cross(t testing.TB, fixture string) crossing {
	t.Helper()
	c := crossing{pair: p, sticky: fixture == "sticky.xml", browser: harness.NewBrowser(t)}
	c.cache = harness.StartMemcached(t, harness.MemcachedOptions{Verbose: true})
	c.context = p.context(t, fixture, c.cache)
	c.tomcat = harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: c.context})
	p.warm(t, c.tomcat)
	c.gate = harness.StartDemo(t, harness.DemoOptions{Context: c.context, JvmRoute: "gate1"})
	return c
}

func (c crossing) onTomcat(t testing.TB) session {
	t.Helper()
	return dump(t, c.browser, c.tomcat.URL+"/dump")
}

func (c crossing) onGate(t testing.TB) session {
	t.Helper()
	return dump(t, c.browser, c.gate.URL+"/api/session")
}

// The main promise: begun on Tomcat, read and changed in Go, nothing lost on Tomcat.
func begunOnTomcat(t *testing.T, c crossing) {
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("everything"))
	seen := c.onGate(t)
	sameAttributes(t, "filled by Tomcat, read by Go", filled, seen)
	if seen.CreationTime != filled.CreationTime || seen.MaxInactive != filled.MaxInactive {
		t.Errorf("header: Tomcat %d/%d, Go %d/%d", filled.CreationTime, filled.MaxInactive, seen.CreationTime, seen.MaxInactive)
	}

	put(t, c.browser, c.gate.URL, "s.cjk", `"changed: 語 😀"`)
	put(t, c.browser, c.gate.URL, "go.added", `42`)
	changed := c.onTomcat(t)
	changed.wantString(t, "s.cjk", "changed: 語 😀")
	changed.want(t, "go.added", `{"class":"java.lang.Integer","value":"42"}`)
	sameAttributes(t, "the rest after Go's change", filled, changed, "s.cjk", "go.added")

	dump(t, c.browser, c.tomcat.URL+"/set?name=go.added&type=Long&value=43")
	dump(t, c.browser, c.tomcat.URL+"/set?name=tomcat.added&type=Address&value=Ring+1")
	again := c.onGate(t)
	again.want(t, "go.added", `{"class":"java.lang.Long","value":"43"}`)
	again.want(t, "tomcat.added", `{"id":1,"class":"msmgate.shop.Address","fields":[{"name":"street","value":{"value":"Ring 1"}},{"name":"city","value":{"value":"set"}}]}`)
	sameAttributes(t, "the rest after Tomcat's change", filled, again, "s.cjk", "go.added", "tomcat.added")
}

// An attribute that defines objects which others share may go; what it defined stays with the others.
func sharedObjectsSurviveEdits(t *testing.T, c crossing) {
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("beans"))
	touched := []string{"b.customer", "b.cart", "b.category", "b.loop"}
	c.onGate(t)
	put(t, c.browser, c.gate.URL, "b.customer", `"replaced"`)
	c.browser.Send(200, "DELETE", c.gate.URL+"/api/session/attributes/b.cart", "", "")
	put(t, c.browser, c.gate.URL, "b.category", `[1, "two"]`)
	c.browser.Send(200, "DELETE", c.gate.URL+"/api/session/attributes/b.loop", "", "")
	sameAttributes(t, "Go's own view", filled, c.onGate(t), touched...)
	there := c.onTomcat(t)
	sameAttributes(t, "on Tomcat", filled, there, touched...)
	there.wantString(t, "b.customer", "replaced")
	if there.attribute(t, "b.cart") != "" || there.attribute(t, "b.loop") != "" {
		t.Error("removed in Go, still there on Tomcat")
	}
}

// The other way round: begun in Go, read and changed on Tomcat.
func begunInGo(t *testing.T, c crossing) {
	values := c.goValues()
	for name, value := range values {
		put(t, c.browser, c.gate.URL, name, value)
	}
	c.browser.Send(200, "POST", c.gate.URL+"/api/session/max-inactive?seconds=77", "", "")
	put(t, c.browser, c.gate.URL, "plain.last", `"stores the interval too"`)
	written := c.onGate(t)
	if got := c.browser.Cookie("JSESSIONID"); got != written.ID || !strings.HasSuffix(got, "-n1.gate1") {
		t.Errorf("the cookie is %q, the session %q", got, written.ID)
	}
	read := c.onTomcat(t)
	sameAttributes(t, "written by Go, read by Tomcat", written, read)
	for name, value := range goMeanings {
		read.want(t, name, value)
	}
	if read.MaxInactive != 77 {
		t.Errorf("maxInactiveInterval is %d on Tomcat, want 77", read.MaxInactive)
	}

	dump(t, c.browser, c.tomcat.URL+"/set?name=plain.int&type=Integer&value=-5")
	dump(t, c.browser, c.tomcat.URL+"/set?name=tomcat.added&type=Tier&value=GOLD")
	back := c.onGate(t)
	back.want(t, "plain.int", `{"class":"java.lang.Integer","value":"-5"}`)
	back.want(t, "tomcat.added", `{"class":"msmgate.shop.Tier","declaring":"msmgate.shop.Tier","enum":"GOLD"}`)
	sameAttributes(t, "the rest after Tomcat's change", written, back, "plain.int", "tomcat.added")

	put(t, c.browser, c.gate.URL, "plain.string", `"third"`)
	sameAttributes(t, "the rest after Go's second change", back, c.onTomcat(t), "plain.string")
}

// goValues are what Go sets, by attribute: plain JSON, and values of a class.
func (p pair) goValues() map[string]string {
	values := map[string]string{
		"plain.string": `"日本語 😀 <&\"> \t\n"`,
		"plain.int":    `7`,
		"plain.long":   `3000000001`,
		"plain.double": `0.5`,
		"plain.bool":   `true`,
		"plain.list":   `[1, "two", [3.5, false]]`,
		"plain.map":    `{"z": 1, "a": {"inner": ["x"]}, "中": "y"}`,
		"odd/na me=ü;": `"the name is what is odd"`,
		"class.short":  `{"class":"java.lang.Short","value":"-3"}`,
		"class.long":   `{"class":"java.lang.Long","value":"1"}`,
		"class.float":  `{"class":"java.lang.Float","value":"0.1"}`,
		"class.bytes":  `{"class":"[B","hex":"00ff7f80"}`,
	}
	if !p.javolution {
		values["class.date"] = `{"class":"java.util.Date","millis":"1417008645123"}`
		values["class.decimal"] = `{"class":"java.math.BigDecimal","value":"12.50"}`
		values["plain.big"] = `123456789012345678901234567890`
	}
	return values
}

// goMeanings are what Tomcat must see of some of them.
var goMeanings = map[string]string{
	"plain.string": `{"class":"java.lang.String","value":"日本語 😀 <&\"> \t\n"}`,
	"plain.int":    `{"class":"java.lang.Integer","value":"7"}`,
	"plain.long":   `{"class":"java.lang.Long","value":"3000000001"}`,
	"plain.double": `{"class":"java.lang.Double","value":"0.5","bits":"3fe0000000000000"}`,
	"plain.bool":   `{"class":"java.lang.Boolean","value":"true"}`,
	"plain.list": `{"class":"java.util.ArrayList","elements":[{"class":"java.lang.Integer","value":"1"},{"class":"java.lang.String","value":"two"},
		{"class":"java.util.ArrayList","elements":[{"class":"java.lang.Double","value":"3.5"},{"class":"java.lang.Boolean","value":"false"}]}]}`,
	"class.short": `{"class":"java.lang.Short","value":"-3"}`,
	"class.float": `{"class":"java.lang.Float","value":"0.1","bits":"3dcccccd"}`,
	"class.bytes": `{"class":"[B","hex":"00ff7f80"}`,
}

// What the transcoder can't carry, or the cluster hasn't shown, is refused by name, and nothing is written.
func refusedBeforeAnythingIsWritten(t *testing.T, c crossing) {
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("numbers"))
	before := c.onGate(t)
	refused := map[string]string{"com.example.Unseen": `{"class":"com.example.Unseen","fields":[]}`}
	if c.javolution {
		refused["java.util.Date"] = `{"class":"java.util.Date","millis":"1"}`
	}
	for class, value := range refused {
		answer := c.browser.Send(422, "PUT", c.gate.URL+"/api/session/attributes/n.int", "application/json", value)
		var refusal struct{ Error string }
		answer.JSON(t, &refusal)
		if !strings.Contains(refusal.Error, class) {
			t.Errorf("the refusal does not name %s: %q", class, refusal.Error)
		}
	}
	c.browser.Send(400, "PUT", c.gate.URL+"/api/session/attributes/n.int", "application/json", `{"class":`)
	sameAttributes(t, "in Go", before, c.onGate(t))
	sameAttributes(t, "on Tomcat", filled, c.onTomcat(t))
}
