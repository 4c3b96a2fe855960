package integration

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/integration/checker"
)

// twinAnswer is what must be the same in both clusters. Whether the session is
// new isn't: a Tomcat that loads the record of the first request calls it so
// again (TRAP-44).
type twinAnswer struct {
	Birth       string // each cluster has its own; only whether there is one is compared
	List        []string
	Value       int64
	Invalidated bool
}

// twinUser sends the same requests to both clusters, one after another.
type twinUser struct {
	number  int
	random  *rand.Rand
	client  *http.Client
	sticky  bool
	cookies [2]string
	tokens  int
	ended   [2]string // the births of the session that was ended last
	// cameBack counts the ended sessions that a Tomcat brought back, and served:
	// it had looked at the record of an earlier request only after another Tomcat
	// had ended the session, and stored it again (TRAP-72).
	cameBack int
}

// step sends one request to a node of each cluster, the same in both.
func (u *twinUser) step(clusters [2]checker.Cluster) error {
	path := "/check/read"
	switch n := u.random.IntN(100); {
	case n < 40:
		u.tokens++
		path = fmt.Sprintf("/check/append?token=u%d.%d", u.number, u.tokens)
	case n < 70:
		path = "/check/incr"
	case n < 73:
		path = "/check/invalidate"
	case n < 76:
		path = "/check/ping"
	}
	return u.compare(clusters, path)
}

func (u *twinUser) compare(clusters [2]checker.Cluster, path string) error {
	node := u.number % 2
	if !u.sticky {
		node = u.random.IntN(2)
	}
	var answers [2]twinAnswer
	for i, cluster := range clusters {
		var err error
		if answers[i], err = u.send(i, cluster.Nodes[node].URL()+path); err != nil {
			return err
		}
	}
	a, b := answers[0], answers[1]
	if a.Birth != "" && a.Birth == u.ended[0] && b.Birth != u.ended[1] {
		u.cameBack++
		u.cookies, u.ended = [2]string{}, [2]string{}
		return nil
	}
	if a.Invalidated && b.Invalidated && a.Birth != "" {
		u.ended = [2]string{a.Birth, b.Birth}
	}
	if (a.Birth == "") != (b.Birth == "") || !slices.Equal(a.List, b.List) || a.Value != b.Value || a.Invalidated != b.Invalidated {
		return fmt.Errorf("user %d, %s: Tomcat answers %+v, msmgate %+v", u.number, path, a, b)
	}
	return nil
}

func (u *twinUser) send(cluster int, address string) (twinAnswer, error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return twinAnswer{}, err
	}
	if u.cookies[cluster] != "" {
		request.Header.Set("Cookie", "JSESSIONID="+u.cookies[cluster])
	}
	answer, err := u.client.Do(request)
	if err != nil {
		return twinAnswer{}, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return twinAnswer{}, fmt.Errorf("%s: %s, %v: %s", address, answer.Status, err, body)
	}
	for _, c := range answer.Cookies() {
		if c.Name == "JSESSIONID" {
			u.cookies[cluster] = c.Value
		}
	}
	var got struct {
		Birth       *string
		List        []string
		Value       int64
		Invalidated bool
	}
	if err := json.Unmarshal(body, &got); err != nil {
		return twinAnswer{}, fmt.Errorf("%s: %w: %s", address, err, body)
	}
	birth := ""
	if got.Birth != nil {
		birth = *got.Birth
	}
	return twinAnswer{birth, got.List, got.Value, got.Invalidated}, nil
}

// TestTwins sends the same requests to a cluster of Tomcats and to one of
// msmgates, each with memcacheds of its own: all answers agree, and so does
// every session at the end, but for sessions that a Tomcat brings back, which are
// counted. MSMGATE_TWINS says how many requests each cluster
// gets in each mode, 1,000 if it doesn't.
func TestTwins(t *testing.T) {
	requests := 1000
	if text := os.Getenv("MSMGATE_TWINS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("MSMGATE_TWINS: %v", err)
		}
		requests = n
	}
	for _, mode := range []string{"sticky", "nonsticky-all"} {
		t.Run(mode, func(t *testing.T) {
			s := checker.Scenario{Mode: mode, OperationTimeout: 10 * time.Second}
			clusters := [2]checker.Cluster{checkedCluster(t, s, "2.1.1", "2.1.1"), checkedCluster(t, s, "gate", "gate")}
			client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
			defer client.CloseIdleConnections()
			const users = 40
			var wg sync.WaitGroup
			var cameBack atomic.Int64
			for lane := range 8 {
				wg.Go(func() {
					var mine []*twinUser
					for n := lane; n < users; n += 8 {
						mine = append(mine, &twinUser{number: n, random: rand.New(rand.NewPCG(uint64(n), 1)), client: client, sticky: s.Sticky()})
					}
					for i := range requests / 8 {
						if err := mine[i%len(mine)].step(clusters); err != nil {
							t.Error(err)
							return
						}
					}
					for _, u := range mine {
						if err := u.compare(clusters, "/check/read"); err != nil {
							t.Errorf("at the end: %v", err)
						}
						cameBack.Add(int64(u.cameBack))
					}
				})
			}
			wg.Wait()
			t.Logf("%d requests to each cluster; the Tomcats brought %d ended sessions back", requests, cameBack.Load())
		})
	}
}
