package integration

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// checked is the answer of a node below /check/.
type checked struct {
	ID, Birth   string
	IsNew       bool
	List        []string
	Value       int64
	Invalidated bool
}

func check(t testing.TB, browser *harness.Browser, address string) (c checked) {
	t.Helper()
	browser.Get(address).JSON(t, &c)
	return c
}

func checkPost(t testing.TB, browser *harness.Browser, address string, pairs ...string) (c checked) {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	browser.Post(address, form).JSON(t, &c)
	return c
}

// checkContract checks what tests of whole clusters rely on: every node answers below /check/ alike.
func checkContract(t *testing.T, node, cookiePath string) {
	t.Helper()
	browser := harness.NewBrowser(t)
	browser.Get(node + "/check/ping")
	if c := check(t, browser, node+"/check/read"); c.ID != "" || c.Birth != "" || len(c.List) != 0 || c.Value != 0 {
		t.Errorf("read without a session: %+v", c)
	}
	first := check(t, browser, node+"/check/new")
	if first.ID == "" || !first.IsNew || !strings.HasPrefix(first.Birth, random(first.ID)+"@") {
		t.Errorf("new: %+v", first)
	}
	checkPost(t, browser, node+"/check/append", "token", "u1.1")
	c := checkPost(t, browser, node+"/check/append", "token", "ü 日本")
	if !slices.Equal(c.List, []string{"u1.1", "ü 日本"}) || c.IsNew || c.Birth != first.Birth {
		t.Errorf("append: %+v", c)
	}
	checkPost(t, browser, node+"/check/incr", "sleep", "5")
	if c := checkPost(t, browser, node+"/check/incr"); c.Value != 2 || len(c.List) != 2 {
		t.Errorf("incr: %+v", c)
	}
	if c := checkPost(t, browser, node+"/check/incr", "name", "other", "list", "none"); c.Value != 1 || len(c.List) != 0 {
		t.Errorf("incr of another name: %+v", c)
	}
	if c := check(t, browser, node+"/check/read"); c.Value != 2 || c.ID != first.ID || c.Birth != first.Birth {
		t.Errorf("read: %+v", c)
	}
	if c := check(t, browser, node+"/check/invalidate"); !c.Invalidated || c.Value != 2 || c.ID != first.ID {
		t.Errorf("invalidate: %+v", c)
	}
	if c := check(t, browser, node+"/check/read"); c.ID != "" || c.Invalidated {
		t.Errorf("read after invalidate: %+v", c)
	}
	if cookiePath == "/" && browser.Cookie("JSESSIONID") != first.ID {
		t.Errorf("cookie %q, session %q", browser.Cookie("JSESSIONID"), first.ID)
	}
	browser.Send(404, "GET", node+"/check/nothing", "", "")
}

func TestCheckContractOnTomcat(t *testing.T) {
	t.Parallel()
	p := pairs[0]
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	tomcat := harness.StartTomcat(t, harness.TomcatOptions{
		Release: p.release, JvmRoute: "tomcat1", Path: "/shop", Context: p.context(t, "nonsticky.xml", cache)})
	p.warm(t, tomcat)
	checkContract(t, tomcat.URL, "/shop/")
}

func TestCheckContractInGo(t *testing.T) {
	t.Parallel()
	for _, fixture := range []string{"sticky.xml", "nonsticky.xml"} {
		t.Run(fixture, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			gate := harness.StartDemo(t, harness.DemoOptions{JvmRoute: "gate1",
				Context: harness.Fixture(t, fixture).Nodes("n1:localhost:"+cache.Port()).With("operationTimeout", "20000")})
			checkContract(t, gate.URL, "/")
		})
	}
}
