package checker

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// memory is what toy nodes share: sessions by their id.
type memory struct {
	mu       sync.Mutex
	sessions map[string]Answer
	made     int
	requests int
	// spoil may change what a request has done, say, forget it.
	spoil func(number int, m map[string]Answer, id string, before Answer)
}

// toyNode serves the contract from a memory.
type toyNode struct {
	*httptest.Server
	route  string
	memory *memory
	kills  int
}

func (n *toyNode) Route() string { return n.route }
func (n *toyNode) URL() string   { return n.Server.URL }
func (n *toyNode) Kill()         { n.kills++; n.CloseClientConnections(); n.Close() }
func (n *toyNode) Stop()         { n.Kill() }
func (n *toyNode) Restart() {
	n.Server = httptest.NewServer(n)
}

func (n *toyNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	wait, _ := strconv.Atoi(r.FormValue("sleep"))
	<-time.After(time.Duration(wait) * time.Millisecond)
	m := n.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	id := ""
	if c, err := r.Cookie("JSESSIONID"); err == nil {
		id = c.Value
	}
	before, ok := m.sessions[id]
	s := before
	do := strings.TrimPrefix(r.URL.Path, "/check/")
	if !ok && (do == Append || do == Incr) {
		m.made++
		id = fmt.Sprintf("%d.%s", m.made, n.route)
		s = Answer{ID: id, Birth: fmt.Sprint("birth", m.made), IsNew: true}
		http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: id, Path: "/"})
		ok = true
	}
	switch {
	case do == Append:
		s.List = append(slices.Clone(s.List), r.FormValue("token"))
	case do == Incr:
		s.Value++
	case do == Invalidate && ok:
		s.Invalidated = true
	}
	if ok {
		m.sessions[id] = s
	}
	if s.Invalidated {
		delete(m.sessions, id)
	}
	m.requests++
	if m.spoil != nil {
		m.spoil(m.requests, m.sessions, id, before)
	}
	_ = json.NewEncoder(w).Encode(s)
}

// A whole run at toy nodes: those that work lose nothing, and each way of not working shows in its column.
func TestRunFindsWhatNodesSpoil(t *testing.T) {
	for _, c := range []struct {
		name, column string
		spoil        func(number int, m map[string]Answer, id string, before Answer)
	}{
		{"working", "", nil},
		{"forgets a session", SessionsLost, func(n int, m map[string]Answer, id string, _ Answer) {
			if n%50 == 0 {
				delete(m, id)
			}
		}},
		{"forgets a token", TokensLost, func(n int, m map[string]Answer, id string, before Answer) {
			if s, ok := m[id]; ok && n%50 == 0 && len(before.List) > 0 {
				s.List = before.List[1:]
				m[id] = s
			}
		}},
		{"forgets an increment", IncrLost, func(n int, m map[string]Answer, id string, _ Answer) {
			if s, ok := m[id]; ok && n%50 == 0 && s.Value > 0 {
				s.Value--
				m[id] = s
			}
		}},
		{"ignores a logout", Resurrected, func(_ int, m map[string]Answer, id string, before Answer) {
			if _, ok := m[id]; !ok && before.Birth != "" {
				m[id] = before
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			memory := &memory{sessions: map[string]Answer{}, spoil: c.spoil}
			first, second := &toyNode{route: "a", memory: memory}, &toyNode{route: "b", memory: memory}
			for _, n := range []*toyNode{first, second} {
				n.Restart()
				t.Cleanup(func() { n.Close() })
			}
			v := Judge(Run(Scenario{Mode: "nonsticky-all", Fault: "none", Ajax: true, Seed: 3, Duration: 2 * time.Second},
				Cluster{Nodes: []Node{first, second}}))
			for _, column := range Columns {
				if n := v.Count(column); (n > 0) != (column == c.column) {
					t.Errorf("%s: %d", column, n)
				}
			}
			if v.Requests < 100 || len(v.Errors) > 0 {
				t.Errorf("%d requests, %d errors", v.Requests, len(v.Errors))
			}
		})
	}
}

// brokenStorage counts what is done to it.
type brokenStorage struct{ did []string }

func (s *brokenStorage) Kill()    { s.did = append(s.did, "kill") }
func (s *brokenStorage) Restart() { s.did = append(s.did, "restart") }
func (s *brokenStorage) Pause()   { s.did = append(s.did, "pause") }
func (s *brokenStorage) Resume()  { s.did = append(s.did, "resume") }

func TestRunStrikes(t *testing.T) {
	for kind, want := range map[string]string{"memkill": "[kill restart]", "memhang": "[pause resume]"} {
		storage := &brokenStorage{}
		node := &toyNode{route: "a", memory: &memory{sessions: map[string]Answer{}}}
		node.Restart()
		s := Scenario{Mode: "sticky", Fault: kind, Users: 1, Duration: 400 * time.Millisecond,
			First: 100 * time.Millisecond, Length: 100 * time.Millisecond}
		h := Run(s, Cluster{Nodes: []Node{node}, Storages: []Storage{storage}})
		node.Close()
		if got := fmt.Sprint(storage.did); got != want || len(h.Faults) != 1 || h.Faults[0].Begin < s.First {
			t.Errorf("%s: %s, faults %+v", kind, got, h.Faults)
		}
		file := filepath.Join(t.TempDir(), "history")
		if err := h.Write(file); err != nil {
			t.Fatal(err)
		}
		if lines, err := os.ReadFile(file); err != nil || strings.Count(string(lines), "\n") != len(h.Requests)+1 {
			t.Errorf("%s: the history has %d lines, %v", kind, strings.Count(string(lines), "\n"), err)
		}
	}
}

func TestReport(t *testing.T) {
	v := Judge(history(t, `
		0-10 u1 append u1.1 - > A a u1.1 0
		20-30 u1 append u1.2 A > B b u1.2 0
		40-50 u1 read B > 500`))
	v.Scenario = "sticky.none/1"
	var report strings.Builder
	if err := Report(&report, v); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(report.String(), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines, want 4:\n%s", len(lines)-1, &report)
	}
	if got := strings.Join(strings.Fields(lines[1]), " "); got != "sticky.none/1 3 2 2 1 [1] 0 0 0 0 0 0 0 0 1 0.0 0.0" {
		t.Errorf("the row is %q", got)
	}
	if !strings.Contains(lines[2], "sessions lost: 1, u1 a") || !strings.Contains(lines[3], "error: u1 read at 0.040") {
		t.Errorf("what was found is told as\n%s\n%s", lines[2], lines[3])
	}
}
