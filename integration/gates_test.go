package integration

import (
	"fmt"
	"testing"

	"msmgate/integration/harness"
)

// startGates starts msmgates gate1, gate2 … of one cluster without any Tomcat.
func startGates(t testing.TB, fixture string, n int) []*harness.Msmgate {
	t.Helper()
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	context := pairs[2].context(t, fixture, cache)
	gates := make([]*harness.Msmgate, n)
	for i := range gates {
		gates[i] = harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: fmt.Sprintf("gate%d", i+1)})
	}
	return gates
}
