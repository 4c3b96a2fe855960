package integration

import (
	"fmt"
	"os"
	"path/filepath"
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

// gateCluster is two msmgates and two memcacheds, set up for a scenario.
func gateCluster(t testing.TB, s checker.Scenario) (c checker.Cluster) {
	context := checkedContext(t, s, &c)
	for i := range 2 {
		node := &gateNode{t: t, options: harness.DemoOptions{Context: context, JvmRoute: fmt.Sprint("gate", i+1)}}
		node.Restart()
		c.Nodes = append(c.Nodes, node)
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
// different nodes may overwrite each other.
func wantNothingLost(t *testing.T, s checker.Scenario, v checker.Verdict) {
	t.Helper()
	overwritten := s.Mode == "nonsticky-none" && s.Ajax
	for _, column := range checker.Columns {
		allowed := overwritten && (column == checker.TokensLost || column == checker.TokensHidden ||
			column == checker.IncrLost || column == checker.IncrHidden)
		if n := v.Count(column); n > 0 && !allowed {
			t.Errorf("%s: %s: %d", v.Scenario, column, n)
		}
	}
	if v.Acked < 50 {
		t.Errorf("%s: only %d changes were acknowledged", v.Scenario, v.Acked)
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
			wantNothingLost(t, s, checkScenario(t, s, gateCluster(t, s)))
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
