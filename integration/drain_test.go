package integration

import (
	"errors"
	"strings"
	"testing"
	"time"

	"msmgate/integration/harness"
)

// A node that is told to end first stores what its answers have promised. What a hanging memcached doesn't take it
// says, and ends all the same. Another node goes on with the session.
func TestEndWithBackupsWaiting(t *testing.T) {
	t.Parallel()
	for name, hangs := range map[string]bool{"memcached answers": false, "memcached hangs": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := harness.Fixture(t, "sticky.xml").Nodes("n1:127.0.0.1:"+cache.Port()).With("sessionBackupAsync", "true")
			if !hangs {
				context = context.With("operationTimeout", "20000")
			}
			gate := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
			other := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate2"})
			browser := harness.NewBrowser(t)
			put(t, browser, gate.URL, "n", "1")
			harness.Eventually(t, 30*time.Second, "the first change is stored", func() error {
				if len(cache.Keys()) == 0 {
					return errors.New("memcached is empty")
				}
				return nil
			})

			if hangs {
				cache.Pause()
			}
			put(t, browser, gate.URL, "n", "2")
			ended := gate.Stop(time.Minute)
			told := strings.Contains(gate.Log(), "1 sessions were not stored in time, their changes are lost")
			if hangs && !told || (ended != nil) != told {
				t.Errorf("msmgate ended with %v, and told of a loss: %t\n%s", ended, told, gate.Tail(5))
			}
			if !told {
				dump(t, browser, other.URL+"/api/session").want(t, "n", integer(2))
				return
			}
			cache.Resume()
			if s := dump(t, browser, other.URL+"/api/session"); s.attribute(t, "n") == "" {
				t.Error("the session that was stored before is without its attribute")
			}
		})
	}
}
