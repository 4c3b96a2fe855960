package manager

import (
	"errors"
	"strings"
	"testing"

	"msmgate/contextxml"
)

// parsed is what a program hands on that doesn't ask Result.Err.
func parsed(attributes string) *contextxml.Application {
	return contextxml.Parse("shop.xml", []byte(`<Context>
  <Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
    `+attributes+`/>
</Context>`), contextxml.Options{}).Application
}

// What Tomcat doesn't start with isn't served with a default in its place,
// whoever read the file: CFG-30, CFG-37, CFG-40, CFG-63, CFG-68, CFG-86.
func TestFaultyConfigurationIsRefused(t *testing.T) {
	const nodes = `memcachedNodes="n1:127.0.0.1:1,n2:127.0.0.1:2" `
	running := newReloadable(t, 1, nil)
	before := running.m.current.Load()
	for name, attributes := range map[string]string{
		"no nodes":              ``,
		"nodes without a form":  `memcachedNodes="nonsense"`,
		"comma and blank":       `memcachedNodes="n1:127.0.0.1:1, n2:127.0.0.1:2"`,
		"unknown locking mode":  nodes + `sticky="false" lockingMode="some"`,
		"broken pattern":        nodes + `requestUriIgnorePattern="("`,
		"no threads":            nodes + `backupThreadCount="0"`,
		"unknown failover node": nodes + `failoverNodes="n9"`,
		"unknown prefix token":  nodes + `storageKeyPrefix="what"`,
		"couchbase":             `memcachedNodes="http://127.0.0.1:8091/pools"`,
	} {
		t.Run(name, func(t *testing.T) {
			app := parsed(attributes)
			m, err := New(Config{Application: app})
			if err == nil {
				_ = m.Close(t.Context())
			}
			if !errors.Is(err, contextxml.ErrNotServed) || !strings.Contains(err.Error(), "shop.xml:") {
				t.Errorf("New: %v, want a refusal with the place in the file", err)
			}
			if err := running.m.Reload(app); !errors.Is(err, contextxml.ErrNotServed) {
				t.Errorf("Reload: %v", err)
			}
		})
	}
	if running.m.current.Load() != before {
		t.Error("a refused reload changed something")
	}
	for name, attributes := range map[string]string{
		"what Tomcat only warns of":                       nodes + `unknown="1" operationTimeout="soon"`,
		"a dot in the prefix, ids without node (TRAP-12)": `memcachedNodes="127.0.0.1:1" storageKeyPrefix="static:www.example.com"`,
		"a dash in the prefix, on Redis (TRAP-12)":        `memcachedNodes="redis://127.0.0.1:1" storageKeyPrefix="static:my-shop"`,
	} {
		m, err := New(Config{Application: parsed(attributes)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_ = m.Close(t.Context())
	}
}
