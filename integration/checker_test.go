package integration

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/integration/checker"
	"msmgate/integration/harness"
)

// gateNode is a msmgate that can be started again.
type gateNode struct {
	t       testing.TB
	options harness.DemoOptions
	running atomic.Pointer[harness.Msmgate]
}

func (n *gateNode) Route() string { return n.options.JvmRoute }
func (n *gateNode) URL() string   { return n.running.Load().URL }
func (n *gateNode) Kill()         { n.running.Load().Kill() }
func (n *gateNode) Stop()         { _ = n.running.Load().Stop(10 * time.Second) }
func (n *gateNode) Restart()      { n.running.Store(harness.StartDemo(n.t, n.options)) }

// tomcatNode is a Tomcat that can be started again.
type tomcatNode struct {
	tomcat     *harness.Tomcat
	route, url string
}

func (n *tomcatNode) Route() string { return n.route }
func (n *tomcatNode) URL() string   { return n.url }
func (n *tomcatNode) Kill()         { n.tomcat.Kill() }
func (n *tomcatNode) Stop()         { _ = n.tomcat.Stop(20 * time.Second) }
func (n *tomcatNode) Restart()      { n.tomcat.Restart() }

// checkedCluster is two memcacheds and session nodes of the given kinds, set up for a scenario. A kind is "gate", or a
// release of MSM for a Tomcat.
func checkedCluster(t testing.TB, s checker.Scenario, kinds ...string) (c checker.Cluster) {
	context := checkedContext(t, s, &c)
	var tomcats []harness.TomcatOptions
	for i, kind := range kinds {
		if kind == "gate" {
			node := &gateNode{t: t, options: harness.DemoOptions{Context: context, JvmRoute: fmt.Sprint("gate", i+1)}}
			node.Restart()
			c.Nodes = append(c.Nodes, node)
			continue
		}
		tomcats = append(tomcats, harness.TomcatOptions{Release: kind, JvmRoute: fmt.Sprint("tomcat", i+1), Context: context})
	}
	if len(tomcats) > 0 {
		for i, tomcat := range harness.StartTomcats(t, tomcats...) {
			pair{release: tomcats[i].Release}.warm(t, tomcat)
			c.Nodes = append(c.Nodes, &tomcatNode{tomcat: tomcat, route: tomcats[i].JvmRoute, url: tomcat.URL})
		}
	}
	return c
}

// checkedContext starts the storage nodes of a cluster and gives the context of its session nodes.
func checkedContext(t testing.TB, s checker.Scenario, c *checker.Cluster) harness.Context {
	var nodes []string
	for i := range 2 {
		cache := harness.StartMemcached(t, harness.MemcachedOptions{})
		address := "localhost:" + cache.Port()
		if s.NeedsProxy() {
			proxy, err := checker.NewProxy(cache.Addr())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(proxy.Close)
			c.Proxies = append(c.Proxies, proxy)
			address = proxy.Addr()
		}
		c.Storages = append(c.Storages, cache)
		nodes = append(nodes, fmt.Sprintf("n%d:%s", i+1, address))
	}
	fixture := "nonsticky.xml"
	if s.Sticky() {
		fixture = "sticky.xml"
	}
	context := harness.Fixture(t, fixture).Nodes(strings.Join(nodes, ",")).Without("transcoderFactoryClass").
		With("sessionBackupTimeout", "2000").With("sessionBackupAsync", fmt.Sprint(s.Async))
	if s.OperationTimeout > 0 {
		context = context.With("operationTimeout", fmt.Sprint(s.OperationTimeout.Milliseconds()))
	}
	switch s.Mode {
	case "nonsticky-all":
		return context.With("lockingMode", "all")
	case "nonsticky-auto":
		return context.With("lockingMode", "auto")
	case "nonsticky-uri":
		return context.With("lockingMode", "uriPattern:.*/check/(append|incr|invalidate).*")
	}
	return context
}

// checkScenario runs a scenario and shows what was found.
func checkScenario(t *testing.T, s checker.Scenario, cluster checker.Cluster) checker.Verdict {
	t.Helper()
	history := checker.Run(s, cluster)
	verdict := checker.Judge(history)
	var report strings.Builder
	if err := checker.Report(&report, verdict); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + report.String())
	if dir := os.Getenv("MSMGATE_CHECKER_HISTORY"); dir != "" {
		if err := history.Write(filepath.Join(dir, strings.ReplaceAll(s.String(), "/", ".")+".jsonl")); err != nil {
			t.Error(err)
		}
	}
	return verdict
}

// wantNothingLost fails for what no msmgate may lose. Where nothing is locked, parallel requests of one session at
// different nodes may overwrite each other, and a logout.
func wantNothingLost(t *testing.T, s checker.Scenario, v checker.Verdict) {
	t.Helper()
	overwritten := s.Mode == "nonsticky-none" && s.Ajax
	for _, column := range checker.Columns {
		allowed := overwritten && (column == checker.TokensLost || column == checker.TokensHidden ||
			column == checker.IncrLost || column == checker.IncrHidden || column == checker.Resurrected)
		if n := v.Count(column); n > 0 && !allowed {
			t.Errorf("%s: %s: %d", v.Scenario, column, n)
		}
	}
	if v.Acked < 50 || v.Acked < 10*len(v.Errors) {
		t.Errorf("%s: only %d changes were acknowledged, %d requests failed", v.Scenario, v.Acked, len(v.Errors))
	}
}

// checkedSeeds are scenarios that failed once, each with what it showed.
var checkedSeeds = map[string]string{
	"nonsticky-all.memkill.ajax/419":   "sessions missed after a relocation, and one that came back",
	"nonsticky-auto.memkill.ajax/598":  "a reader brought back what another node had ended while both relocated it",
	"nonsticky-uri.memkill.ajax/11":    "a copy was stored again while its session was ended",
	"nonsticky-all.memhang.ajax/809":   "a copy was written after the lock was gone, and outlived its session",
	"nonsticky-auto.nodekill.ajax/705": "requests at two nodes went on without the lock of a dead node; a change was taken for a read",
	"nonsticky-uri.slow.ajax/5":        "a copy was stored again while its session was ended slowly",
	"nonsticky-all.slow.ajax/788":      "one node relocated a session from a slow storage node that the other one went on using",
	"nonsticky-all.cut.ajax/86":        "a reset connection made a node look down",
	"nonsticky-auto.slow.ajax/788":     "one node ended a session that another one relocated from a slow storage node",
	"sticky.memkill.ajax/451":          "a request looked for its session in the moment in which a parallel one relocated it",
	"nonsticky-none.memhang/786":       "sessions lost by a hanging node",
	"sticky.memhang.ajax/147":          "requests were held for three seconds",
	"sticky.nodekill.ajax/395":         "changes lost with their node",
}

// TestCheckerShort is about a minute of the checker, with the faults in which
// clusters of Tomcats lose sessions, and seeds that failed once.
func TestCheckerShort(t *testing.T) {
	for name, fault := range checkedSeeds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := checker.ParseScenario(name)
			if err != nil {
				t.Fatal(err)
			}
			s.Duration, s.First, s.Length = 8*time.Second, 1500*time.Millisecond, 2*time.Second
			if s.Fault != "memhang" && s.Fault != "slow" { // which hold requests for as long, or keep nodes from disagreeing
				s.OperationTimeout = 5 * time.Second
			}
			wantNothingLost(t, s, checkScenario(t, s, checkedCluster(t, s, "gate", "gate")))
			if t.Failed() {
				t.Logf("this seed once showed: %s", fault)
			}
		})
	}
}

// TestCheckerLong runs what MSMGATE_CHECKER names; see package checker.
func TestCheckerLong(t *testing.T) {
	for _, name := range longScenarios(t) {
		t.Run(name, func(t *testing.T) {
			s, err := checker.ParseScenario(name)
			if err != nil {
				t.Fatal(err)
			}
			if text := os.Getenv("MSMGATE_CHECKER_DURATION"); text != "" {
				if s.Duration, err = time.ParseDuration(text); err != nil {
					t.Fatal(err)
				}
			}
			kinds := strings.Fields(os.Getenv("MSMGATE_CHECKER_NODES"))
			if len(kinds) == 0 {
				kinds = []string{"gate", "gate"}
			}
			verdict := checkScenario(t, s, checkedCluster(t, s, kinds...))
			if !slices.ContainsFunc(kinds, func(kind string) bool { return kind != "gate" }) {
				wantNothingLost(t, s, verdict)
			}
		})
	}
}

func longScenarios(t *testing.T) (names []string) {
	switch list := os.Getenv("MSMGATE_CHECKER"); list {
	case "":
		return nil
	case "all":
	default:
		return strings.Fields(list)
	}
	for _, mode := range []string{"sticky", "nonsticky-none", "nonsticky-all", "nonsticky-auto", "nonsticky-uri"} {
		for _, fault := range append([]string{"none"}, checker.Faults...) {
			names = append(names, mode+"."+fault, mode+"."+fault+".ajax")
		}
	}
	return names
}
