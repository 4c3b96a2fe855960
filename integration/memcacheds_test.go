package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/integration/harness"
)

// Two memcacheds, non-sticky: every session has its copy on the other one, whoever stores it. The one that a Tomcat's
// session lives on dies: Go goes on with the copy, and other Go nodes with what it makes of it.
func TestMemcachedOfASessionDies(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			caches := map[string]*harness.Memcached{
				"n1": harness.StartMemcached(t, harness.MemcachedOptions{Verbose: true}),
				"n2": harness.StartMemcached(t, harness.MemcachedOptions{Verbose: true}),
			}
			context := p.context(t, "nonsticky.xml", caches["n1"]).
				Nodes("n1:localhost:" + caches["n1"].Port() + ",n2:localhost:" + caches["n2"].Port())
			tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: context})
			p.warm(t, tomcat)
			gate1 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
			gate2 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate2"})

			browser := harness.NewBrowser(t)
			filled := dump(t, browser, tomcat.URL+p.fill("everything"))
			home, other := homeOf(filled.ID)
			// A Tomcat makes the copy after its answer; a late one would overwrite Go's.
			harness.Eventually(t, 10*time.Second, "Tomcat has made its copy", func() error {
				return missing(caches[other], "bak:"+filled.ID, "bak:validity:"+filled.ID)
			})
			put(t, browser, gate1.URL, "go.added", `1`)
			if err := missing(caches[home], filled.ID, "validity:"+filled.ID); err != nil {
				t.Error(err)
			}

			caches[home].Kill()
			moved := dump(t, browser, gate1.URL+"/api/session")
			sameAttributes(t, "from the copy", filled, moved, "go.added")
			moved.want(t, "go.added", integer(1))
			if home, _ := homeOf(moved.ID); home != other || random(moved.ID) != random(filled.ID) {
				t.Errorf("the session is %s, was %s; want it on %s", moved.ID, filled.ID, other)
			}
			put(t, browser, gate2.URL, "go.added", `2`)
			dump(t, browser, gate1.URL+"/api/session").want(t, "go.added", integer(2))
			if err := missing(caches[other], moved.ID, "validity:"+moved.ID); err != nil {
				t.Error(err)
			}
		})
	}
}

// homeOf is the storage node that an id names, and the other one of n1 and n2.
func homeOf(id string) (home, other string) {
	_, rest, _ := strings.Cut(id, "-")
	if strings.HasPrefix(rest, "n1") {
		return "n1", "n2"
	}
	return "n2", "n1"
}

// missing is an error that names the keys which a memcached does not hold.
func missing(cache *harness.Memcached, keys ...string) error {
	held := cache.Keys()
	for _, key := range keys {
		if !slices.Contains(held, key) {
			return fmt.Errorf("memcached %s holds no %s; it holds %q", cache.Port(), key, held)
		}
	}
	return nil
}
