package integration

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"msmgate/integration/harness"
)

// place is a node that a client may send a request to; parallel of them at once.
type place struct {
	url      string
	parallel chan struct{}
}

func placeFor(url string, parallel int) place { return place{url, make(chan struct{}, parallel)} }

// locked is the non-sticky context in which updates of one session from many nodes are safe.
func (p pair) locked(t testing.TB, cache *harness.Memcached) harness.Context {
	return p.context(t, "nonsticky.xml", cache).With("lockingMode", "all").With("operationTimeout", "20000")
}

// Two Tomcats and two msmgates increment one counter. A Tomcat gets one request at a time: parallel ones inside one
// Tomcat lose updates by MSM's own fault (TRAP-73, NST-92). A msmgate gets no such help.
func TestCounterOfTomcatsAndGo(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := p.locked(t, cache)
			first, second := p.twoTomcats(t, context)
			gate1 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
			gate2 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate2"})
			count(t, placeFor(first.URL, 1), placeFor(second.URL, 1), placeFor(gate1.URL, 16), placeFor(gate2.URL, 16))
		})
	}
}

func TestCounterOfGoAlone(t *testing.T) {
	t.Parallel()
	for _, p := range []pair{pairs[1], pairs[2]} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := p.locked(t, cache)
			gate1 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
			gate2 := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate2"})
			count(t, placeFor(gate1.URL, 16), placeFor(gate2.URL, 16))
		})
	}
}

// count lets 16 clients with one cookie make 400 increments at random places. Every one must count, and its answer
// show all that were acknowledged before it began.
func count(t *testing.T, places ...place) {
	t.Helper()
	const clients, increments = 16, 400
	browser := harness.NewBrowser(t)
	birth := check(t, browser, places[0].url+"/check/new").Birth

	var acknowledged atomic.Int64
	var running sync.WaitGroup
	for client := range clients {
		random := rand.New(rand.NewPCG(1, uint64(client)))
		running.Go(func() {
			for range increments / clients {
				before := acknowledged.Load()
				value, err := increment(browser, places[random.IntN(len(places))], birth)
				if err == nil && (value <= before || value > increments) {
					err = fmt.Errorf("an increment after %d acknowledged ones counted to %d", before, value)
				}
				if err != nil {
					t.Error(err)
					return
				}
				acknowledged.Add(1)
			}
		})
	}
	running.Wait()
	for _, p := range places {
		if c := check(t, browser, p.url+"/check/read"); c.Value != increments {
			t.Errorf("%s shows %d after %d increments", p.url, c.Value, increments)
		}
	}
}

func increment(browser *harness.Browser, at place, birth string) (int64, error) {
	at.parallel <- struct{}{}
	defer func() { <-at.parallel }()
	answer, err := browser.Try("POST", at.url+"/check/incr", "application/x-www-form-urlencoded", "name=n")
	if err != nil {
		return 0, err
	}
	var c checked
	if err := json.Unmarshal(answer.Body, &c); err != nil || answer.Status != 200 {
		return 0, fmt.Errorf("%s answered %d: %.200s", at.url, answer.Status, answer.Body)
	}
	if c.Birth != birth {
		return 0, fmt.Errorf("%s counted in another session", at.url)
	}
	return c.Value, nil
}
