package demo

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"msmgate/manager/sessionid"
)

func TestCheckContract(t *testing.T) {
	s := start(t, "context.xml", `sticky="false"`)
	b := s.browser(t)
	b.want(200, "GET", "/check/ping", "")
	for _, path := range []string{"/check/read", "/check/invalidate"} {
		if c := b.want(200, "GET", path, ""); c.ID != nil || c.Birth != nil || len(c.List) != 0 || c.Value != 0 || c.Invalidated {
			t.Errorf("%s without a session: %+v", path, c)
		}
	}
	first := b.want(200, "GET", "/check/new", "")
	if first.ID == nil || !first.IsNew || first.Birth == nil || !strings.HasPrefix(*first.Birth, sessionid.Random(*first.ID)+"@") {
		t.Fatalf("new: %+v", first)
	}
	b.want(200, "POST", "/check/append", "token=u1.1")
	c := b.want(200, "POST", "/check/append?sleep=10", "token=%C3%BC+%E6%97%A5")
	if strings.Join(c.List, "|") != "u1.1|ü 日" || c.IsNew || *c.Birth != *first.Birth || *c.ID != *first.ID {
		t.Errorf("append: %+v", c)
	}
	b.want(200, "POST", "/check/incr", "")
	if c := b.want(200, "GET", "/check/incr?name=n&list=none", ""); c.Value != 2 || len(c.List) != 0 {
		t.Errorf("incr: %+v", c)
	}
	if c := b.want(200, "POST", "/check/incr", "name=other"); c.Value != 1 || len(c.List) != 2 {
		t.Errorf("incr of another: %+v", c)
	}
	if got := b.want(200, "GET", "/api/session", ""); got.Attributes["n"].Class != "java.lang.Long" || got.Attributes["l"].Class != "java.util.ArrayList" || got.Attributes["birth"].Class != "java.lang.String" {
		t.Errorf("the attributes are %+v", got.Attributes)
	}
	b.want(400, "GET", "/check/incr?sleep=x", "")
	b.want(404, "GET", "/check/other", "")
	b.want(405, "DELETE", "/check/read", "")
	if c := b.want(200, "GET", "/check/invalidate", ""); !c.Invalidated || c.Value != 2 || *c.ID != *first.ID {
		t.Errorf("invalidate: %+v", c)
	}
	if c := b.want(200, "GET", "/check/read", ""); c.ID != nil {
		t.Errorf("after invalidate: %+v", c)
	}
	if c := b.want(200, "GET", "/check/incr", ""); c.Value != 1 || !c.IsNew || *c.Birth == *first.Birth {
		t.Errorf("the next life: %+v", c)
	}
}

// Parallel requests of one browser lose nothing, in either mode.
func TestCheckParallel(t *testing.T) {
	for name, attributes := range map[string]string{"sticky": "", "all": `sticky="false" lockingMode="all" operationTimeout="20000"`} {
		t.Run(name, func(t *testing.T) {
			b := start(t, "context.xml", attributes).browser(t)
			b.want(200, "GET", "/check/new", "")
			var workers sync.WaitGroup
			for worker := range 8 {
				workers.Add(1)
				go func() {
					defer workers.Done()
					for i := range 10 {
						resp, err := b.client.PostForm(b.base+"/check/append", map[string][]string{"token": {strconv.Itoa(worker*100 + i)}})
						if err != nil {
							t.Error(err)
							return
						}
						resp.Body.Close()
						if resp.StatusCode != http.StatusOK {
							t.Errorf("status %d", resp.StatusCode)
						}
					}
				}()
			}
			workers.Wait()
			seen := map[string]bool{}
			for _, token := range b.want(200, "GET", "/check/read", "").List {
				seen[token] = true
			}
			if len(seen) != 80 {
				t.Errorf("%d of 80 appends are there", len(seen))
			}
		})
	}
}

// A session that a parallel request invalidates answers 409 and claims nothing.
func TestInvalidatedMeanwhile(t *testing.T) {
	s := start(t, "context.xml", "")
	b := s.browser(t)
	b.want(200, "GET", "/check/new", "")
	s.onSleep = func() {
		s.onSleep = nil
		if c := b.want(200, "GET", "/check/invalidate", ""); !c.Invalidated {
			t.Errorf("invalidate: %+v", c)
		}
	}
	b.want(409, "POST", "/check/append?sleep=1", "token=lost")
	if c := b.want(200, "GET", "/check/read", ""); c.ID != nil {
		t.Errorf("the session is back: %+v", c)
	}
}
