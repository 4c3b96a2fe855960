package manager

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// nodesOf writes some of the storage nodes as memcachedNodes does.
func (p *storageNodes) nodesOf(t *testing.T, indexes ...int) string {
	list := p.config(t).List
	var parts []string
	for _, i := range indexes {
		parts = append(parts, fmt.Sprintf("%s:%s:%d", list[i].ID, list[i].Host, list[i].Port))
	}
	return strings.Join(parts, " ")
}

// newReloadable is a node that dials its storage itself, as a reload does.
func newReloadable(t *testing.T, storages int, change func(*contextxml.Application)) *lone {
	l := &lone{clock: newClock(), b: &browser{t: t}}
	l.storage = startStorage(t, storages, l.clock)
	m, err := New(Config{Application: application(l.storage.config(t), change), Now: l.clock.Now, After: l.clock.After})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(t.Context()) })
	l.m = m
	return l
}

func (l *lone) setAttribute(name, value string) {
	l.b.t.Helper()
	if err := l.m.SetAttribute(name, value); err != nil {
		l.b.t.Error(err)
	}
}

// Storage nodes come and go at run time; a sticky session stays, and moves to a
// node that there is (CFG-80, STAT-50).
func TestReloadNodes_CFG80(t *testing.T) {
	l := newReloadable(t, 3, nil)
	l.setAttribute("memcachedNodes", l.storage.nodesOf(t, 0, 1))
	l.b.get(l.m, "/", set(t, "x", "1"))
	from := l.node()
	if from == 2 {
		t.Error("a session on a node that was taken out")
	}
	l.setAttribute("memcachedNodes", l.storage.nodesOf(t, 2))
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	if l.node() != 2 {
		t.Error("the session is still on a node that was taken out")
	}
	if _, ok := l.storage.servers[2].Get(l.b.cookie); !ok {
		t.Error("the session isn't stored where its id says")
	}
}

// A reload that fails changes nothing, and names what only a restart changes.
func TestReloadRefused(t *testing.T) {
	l := newReloadable(t, 2, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	before := l.m.current.Load()
	for name, value := range map[string]string{
		"memcachedNodes": "nonsense", "failoverNodes": "n9", "sticky": "false", "nope": "1", "lockingMode": "all",
	} {
		if err := l.m.SetAttribute(name, value); err == nil {
			t.Errorf("%s=%s is taken", name, value)
		}
	}
	app := application(l.storage.config(t), nonSticky(contextxml.LockAll))
	app.JvmRoute = "other"
	if err := l.m.Reload(app); !errors.Is(err, contextxml.ErrRestart) || !strings.Contains(err.Error(), "jvmRoute, sticky") {
		t.Errorf("a reload with other fixed settings: %v", err)
	}
	if err := l.m.Reload(application(contextxml.Nodes{Kind: contextxml.NodesCouchbase}, nil)); err == nil {
		t.Error("couchbase is taken")
	}
	if err := l.m.Reload(nil); err == nil {
		t.Error("nothing is taken")
	}
	if l.m.current.Load() != before {
		t.Error("a refused reload changed something")
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
}

// What a running node goes on reading as it was at the start is not taken without
// a word.
func TestReloadNamesWhatStays(t *testing.T) {
	l := newReloadable(t, 1, nil)
	for name, change := range map[string]func(*contextxml.Application){
		"jvmRoute":                 func(a *contextxml.Application) { a.JvmRoute = "other" },
		"the session cookie":       func(a *contextxml.Application) { a.Cookie.Name = "SID" },
		"session-timeout":          func(a *contextxml.Application) { a.MaxInactiveInterval++ },
		"backgroundProcessorDelay": func(a *contextxml.Application) { a.BackgroundProcessorDelay = 5 },
		"changeSessionIdOnAuthentication": func(a *contextxml.Application) {
			a.ChangeSessionIDOnAuthentication = !a.ChangeSessionIDOnAuthentication
		},
		"enableStatistics":       func(a *contextxml.Application) { a.Manager.Statistics = !a.Manager.Statistics },
		"sessionIdLength":        func(a *contextxml.Application) { a.Manager.SessionIDLength++ },
		"transcoderFactoryClass": func(a *contextxml.Application) { a.Manager.TranscoderClass = "x" },
	} {
		err := l.m.Reload(application(l.storage.config(t), change))
		if !errors.Is(err, contextxml.ErrRestart) || !strings.Contains(err.Error(), name) {
			t.Errorf("a reload with another %s: %v", name, err)
		}
	}
	if err := l.m.Reload(application(l.storage.config(t), nil)); err != nil {
		t.Errorf("a reload without a change: %v", err)
	}
}

// Locks begin, and last as long as is said, with the next request (CFG-34,
// CFG-39).
func TestReloadLocking_CFG34(t *testing.T) {
	l := newReloadable(t, 1, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	l.storage.all()
	l.setAttribute("lockingMode", "all")
	l.setAttribute("lockExpiration", "9")
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	l.m.settle()
	if commands := l.storage.all(); !strings.Contains(commands, "add lock:"+l.b.cookie+" 0 9 6") {
		t.Errorf("no lock:\n%s", commands)
	}
}

// Switched off, sessions are plain ones in memory; switched on again, they get
// a node at their next request (STK-70, STK-71, SID-35).
func TestSwitchedOffAndOn_STK71(t *testing.T) {
	l := newReloadable(t, 1, nil)
	l.setAttribute("enabled", "false")
	l.b.get(l.m, "/", set(t, "x", "1"))
	if _, ok := sessionid.Node(l.b.cookie); ok || l.storage.all() != "" {
		t.Error("a disabled manager stores")
	}
	l.setAttribute("enabled", "true")
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
		t.Error("the session isn't stored after the manager was enabled again")
	}
}

// Requests and reloads at the same time.
func TestReloadUnderLoad(t *testing.T) {
	l := newReloadable(t, 2, nonSticky(contextxml.LockAll))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			b := &browser{t: t}
			for i := range 40 {
				b.get(l.m, "/", set(t, "x", fmt.Sprint(i)))
				b.get(l.m, "/", wantAttribute(t, "x", fmt.Sprint(i)))
			}
		})
	}
	for i := range 40 {
		l.setAttribute("operationTimeout", fmt.Sprint(2000+i))
		l.setAttribute("lockingMode", []string{"all", "auto"}[i%2])
		l.setAttribute("backupThreadCount", fmt.Sprint(1+i%3))
	}
	wg.Wait()
	l.m.settle()
}

// What the MBean shows, by its names there: STAT-1, STAT-2, STAT-10 to STAT-19,
// STAT-50 to STAT-52, STAT-54.
func TestAttributes_STAT50(t *testing.T) {
	l := newReloadable(t, 1, nil)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", func(http.ResponseWriter, *http.Request) {})
	got := l.m.Attributes()
	for name, want := range map[string]any{
		"memcachedNodes": l.storage.nodesOf(t, 0), "sticky": true, "operationTimeout": int64(30_000), "sessionBackupTimeout": 2000,
		"activeSessions": int64(1), "sessionCounter": int64(1), "rejectedSessions": int64(0),
		"msmStatNumRequestsWithSession": int64(2), "msmStatNumRequestsWithoutSession": int64(0), "msmStatNumNoSessionAccess": int64(1),
		"msmStatNumNonStickySessionsReadOnlyRequest": int64(0), "msmStatNumTomcatFailover": int64(0),
	} {
		if got[name] != want {
			t.Errorf("%s is %v (%T), want %v (%T)", name, got[name], got[name], want, want)
		}
	}
	lines, ok := got["msmStatBackupInfo"].([]string)
	if !ok || len(lines) != 4 || lines[0] != "Count = 1" {
		t.Errorf("msmStatBackupInfo is %v", got["msmStatBackupInfo"])
	}
	for name := range got {
		if slices.Contains([]string{"password", "username"}, name) {
			t.Errorf("%s is shown", name)
		}
	}
}
