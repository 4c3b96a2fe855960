package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
)

// What MSM shows by JMX, and what it doesn't count, as JSON: STAT-2, STAT-10,
// STAT-11, STAT-31, STAT-50.
func TestStatisticsPage(t *testing.T) {
	cache := memcacheserver.New(memcacheserver.Options{})
	if err := cache.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	defer cache.Close()
	m := nodeOf(t, `memcachedNodes="n1:`+cache.Addr()+`" sessionBackupAsync="false" sessionBackupTimeout="30000" operationTimeout="30000"`)
	for _, target := range []string{"/session", "/session", "/none"} {
		m.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if request, _ := manager.FromContext(r.Context()); r.URL.Path == "/session" {
				if _, err := request.Session(true); err != nil {
					t.Error(err)
				}
			}
		})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
	}
	var got struct {
		Attributes map[string]any
		Counters   manager.Stats
	}
	if err := json.Unmarshal([]byte(page(m)), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"memcachedNodes": "n1:" + cache.Addr(), "sticky": true, "sessionCounter": 2.0,
		"msmStatNumRequestsWithSession": 2.0, "msmStatNumRequestsWithoutSession": 1.0,
	} {
		if got.Attributes[name] != want {
			t.Errorf("%s is %v, want %v", name, got.Attributes[name], want)
		}
	}
	if lines, _ := got.Attributes["msmStatBackupInfo"].([]any); len(lines) != 4 || lines[0] != "Count = 2" {
		t.Errorf("msmStatBackupInfo is %v", got.Attributes["msmStatBackupInfo"])
	}
	if got.Counters.Backups != 2 || got.Counters.LostBackups != 0 {
		t.Errorf("counters %+v", got.Counters)
	}
}

// Passwords are not shown, wherever they stand.
func TestStatisticsPageShowsNoPassword(t *testing.T) {
	for _, attributes := range []string{
		`memcachedNodes="redis://me:open-sesame@127.0.0.1:1"`,
		`memcachedNodes="n1:127.0.0.1:1" memcachedProtocol="binary" username="me" password="open-sesame"`,
	} {
		if text := page(nodeOf(t, attributes)); strings.Contains(text, "open-sesame") || !strings.Contains(text, "attributes") {
			t.Errorf("%s: shown as\n%s", attributes, text)
		}
	}
}

func page(m *manager.Manager) string {
	answer := httptest.NewRecorder()
	statistics(m)(answer, httptest.NewRequest(http.MethodGet, "/debug/session-manager", nil))
	return answer.Body.String()
}

func nodeOf(t *testing.T, attributes string) *manager.Manager {
	t.Helper()
	conf := contextxml.Parse("shop.xml", []byte(`<Context>
  <Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager" `+attributes+`/>
</Context>`), contextxml.Options{})
	m, err := manager.New(manager.Config{Application: conf.Application})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(t.Context()) })
	return m
}
