package integration

import (
	"testing"

	"msmgate/integration/harness"
	"msmgate/manager/storage/storagetest"
)

// Two nodes share sessions on storage that is reached over TLS, each as its flags say.
func TestStorageOverTLS(t *testing.T) {
	t.Parallel()
	authority := storagetest.NewAuthority(t)
	ca, cert, key := authority.Files(authority.Certificate("localhost"))
	trust := []string{"--memcached-ca", ca}
	gomemcache := append([]string{"--storage-client", "gomemcache"}, trust...)
	for _, c := range []struct {
		name          string
		nodes         func(t *testing.T) string // memcachedNodes
		first, second []string
	}{
		{"memcached", func(t *testing.T) string {
			return "n1:localhost:" + harness.StartMemcachedTLS(t, cert, key).Port()
		}, trust, gomemcache},
		{"CFG-61 redis with a password and a database", func(t *testing.T) string {
			return "rediss://:secret@localhost:" + harness.StartRedis(t, "--tls-port", "", "--tls-cert-file", cert, "--tls-key-file", key,
				"--tls-ca-cert-file", ca, "--tls-auth-clients", "no", "--requirepass", "secret").Port() + "/2"
		}, trust, trust},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			context := harness.Fixture(t, "nonsticky.xml").Without("transcoderFactoryClass").Nodes(c.nodes(t)).
				With("lockingMode", "all").With("operationTimeout", "20000")
			first := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1", Args: c.first})
			second := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate2", Args: c.second})
			browser := harness.NewBrowser(t)
			put(t, browser, first.URL, "go.added", `1`)
			for _, value := range []string{"2", "3"} {
				dump(t, browser, second.URL+"/api/session").want(t, "go.added", integer(int(value[0]-'1')))
				put(t, browser, first.URL, "go.added", value)
			}
			dump(t, browser, second.URL+"/api/session").want(t, "go.added", integer(3))
		})
	}
}
