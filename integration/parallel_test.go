package integration

import (
	"fmt"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// A browser sends several requests at once, all with the cookie of a Tomcat, and Go takes the session over meanwhile:
// all land in one session and none is lost (TRAP-75, TRAP-76).
func parallelAtATakeover(t *testing.T, c crossing) {
	const requests = 8
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("strings"))
	birth := check(t, c.browser, c.tomcat.URL+"/check/read").Birth
	var want []string
	var running sync.WaitGroup
	for i := range requests {
		token := fmt.Sprintf("u1.%d", i)
		want = append(want, token)
		running.Go(func() {
			form := url.Values{"token": {token}, "sleep": {fmt.Sprint(i % 3 * 10)}}
			answer, err := c.browser.Try("POST", c.gate.URL+"/check/append", "application/x-www-form-urlencoded", form.Encode())
			if err != nil || answer.Status != 200 {
				t.Errorf("append answered %d, %v: %.300s", answer.Status, err, answer.Body)
			}
		})
	}
	running.Wait()
	for _, node := range []string{c.tomcat.URL, c.gate.URL} {
		got := check(t, c.browser, node+"/check/read")
		slices.Sort(got.List)
		if got.Birth != birth || !slices.Equal(got.List, want) {
			t.Errorf("%s: birth %s, want %s; list %q, want %q", node, got.Birth, birth, got.List, want)
		}
	}
	sameAttributes(t, "the rest", filled, c.onTomcat(t), "l")
}
