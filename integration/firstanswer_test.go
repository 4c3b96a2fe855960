package integration

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"time"

	"msmgate/integration/checker"
)

// TestFirstRightAnswer kills the memcached that has a session, and asks for the
// session until the answer is right: that takes operationTimeout at most.
func TestFirstRightAnswer(t *testing.T) {
	for _, mode := range []string{"sticky", "nonsticky-none", "nonsticky-all"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := checker.Scenario{Mode: mode, OperationTimeout: 5 * time.Second}
			cluster := checkedCluster(t, s, "gate")
			jar, err := cookiejar.New(nil)
			if err != nil {
				t.Fatal(err)
			}
			client := &http.Client{Jar: jar, Timeout: time.Minute}
			defer client.CloseIdleConnections()
			url := cluster.Nodes[0].URL()
			var id string
			for i := range 3 {
				if id, _, err = askList(client, fmt.Sprintf("%s/check/append?token=t%d", url, i)); err != nil {
					t.Fatal(err)
				}
			}
			_, node, ok := strings.Cut(id, "-n")
			if !ok {
				t.Fatalf("the session's id has no node: it ends with %q", id[max(0, len(id)-8):])
			}
			killed := cluster.Storages[node[0]-'1']
			killed.Kill()
			start, wrong := time.Now(), 0
			for {
				_, list, err := askList(client, url+"/check/read")
				if err == nil && strings.Join(list, " ") == "t0 t1 t2" {
					break
				}
				if wrong++; time.Since(start) > s.OperationTimeout {
					t.Fatalf("no right answer within %v, but %d others, the last with %d tokens, %v", s.OperationTimeout, wrong, len(list), err)
				}
			}
			t.Logf("the first right answer after %v and %d others", time.Since(start).Round(time.Millisecond), wrong)
		})
	}
}

func askList(client *http.Client, url string) (id string, list []string, err error) {
	answer, err := client.Get(url)
	if err != nil {
		return "", nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("%s", answer.Status)
	}
	var got struct {
		ID   *string
		List []string
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return "", nil, err
	}
	if got.ID != nil {
		id = *got.ID
	}
	return id, got.List, nil
}
