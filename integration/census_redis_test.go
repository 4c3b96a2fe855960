package integration

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"msmgate/fixtures/tomcat7"
	"msmgate/integration/harness"
	"msmgate/manager/storage/storagetest"
)

// lasting tells which keys of a Redis there are, and whether they last for ever.
func lasting(t *testing.T, c *goredis.Client) map[string]bool {
	t.Helper()
	keys, err := c.Keys(t.Context(), "*").Result()
	if err != nil {
		t.Fatal(err)
	}
	ever := map[string]bool{}
	for _, key := range keys {
		left, err := c.PTTL(t.Context(), key).Result()
		if err != nil {
			t.Fatal(err)
		}
		ever[key] = left < 0
	}
	return ever
}

// A census of a real Redis that wants TLS and a password finds everything and changes nothing; gen go reads it, too.
func TestCensusOfRedis(t *testing.T) {
	t.Parallel()
	authority := storagetest.NewAuthority(t)
	ca, cert, key := authority.Files(authority.Certificate("localhost"))
	server := harness.StartRedis(t, "--tls-port", "", "--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", ca,
		"--tls-auth-clients", "no", "--requirepass", "secret")
	url := "rediss://:secret@localhost:" + server.Port() + "/2"
	o, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	o.TLSConfig.RootCAs = authority.Pool
	client := goredis.NewClient(o)
	defer client.Close()

	captures, err := tomcat7.Captures("java", "javolution", "xstream", "flexjson")
	if err != nil {
		t.Fatal(err)
	}
	items, records := 0, 0
	put := func(key string, value any, life time.Duration) bool {
		stored, err := client.SetNX(t.Context(), key, value, life).Result()
		if err != nil {
			t.Fatal(err)
		}
		if stored {
			items++
		}
		return stored
	}
	for i, c := range captures {
		for _, k := range c.Keys {
			if put(k.Key, k.Value, time.Duration(i%2)*24*time.Hour) && k.IsRecord() && !strings.HasPrefix(k.Key, "bak:") {
				records++
			}
		}
	}
	foreign := 1500 // so that the server's table of keys is listed in many steps
	for i := range foreign {
		put(fmt.Sprintf("app:price:%d", i), "9.99", 0)
	}
	if err := client.HSet(t.Context(), "0123456789ABCDEF0123456789ABCDEF", "a", "b").Err(); err != nil { // not MSM's, whatever its name
		t.Fatal(err)
	}
	items, foreign = items+1, foreign+1
	before := lasting(t, client)
	context := harness.Fixture(t, "nonsticky.xml").Without("transcoderFactoryClass").Nodes(url).File(t)
	harness.BuildMsmgate(t) // RunMsmgate's minute is not for building

	code, stdout, stderr := harness.RunMsmgate(t, "census", "--context", context, "--memcached-ca", ca, "--rate", "0", "--json")
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	var report struct {
		Partial bool
		Sources []struct {
			Name         string
			CountedAsUse bool
		}
		Items struct{ Total, Records, Decoded, Foreign int }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if i := report.Items; report.Partial || i.Total != items || i.Records != records || i.Decoded != records || i.Foreign != foreign {
		t.Errorf("%+v, want %d items, %d records, %d foreign", report, items, records, foreign)
	}
	if len(report.Sources) != 1 || report.Sources[0].Name != "localhost:"+server.Port() || strings.Contains(stdout, "secret") {
		t.Errorf("%+v", report.Sources)
	}
	if after := lasting(t, client); !maps.Equal(before, after) {
		t.Error("keys, or whether they end, have changed")
	}

	types := filepath.Join(t.TempDir(), "types.go")
	if code, _, stderr := harness.RunMsmgate(t, "gen", "go", "--redis", url, "--memcached-ca", ca, "--rate", "0", "-o", types); code != 0 || !strings.Contains(stderr, "keys to go through") {
		t.Errorf("gen go ended with %d\n%s", code, stderr)
	}

	// What stands in the way is named, and what was asked for is not told.
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no TLS":           {[]string{"--redis", "redis://:secret@localhost:" + server.Port()}, "on storage node localhost:" + server.Port()},
		"nobody to trust":  {[]string{"--redis", url}, "agreeing on TLS"},
		"another password": {[]string{"--redis", strings.Replace(url, "secret", "hidden", 1), "--memcached-ca", ca}, "WRONGPASS"},
		"no password":      {[]string{"--redis", "rediss://localhost:" + server.Port(), "--memcached-ca", ca}, "NOAUTH"},
		"TLS to trust":     {[]string{"--redis", "redis://localhost:" + server.Port(), "--memcached-ca", ca}, "rediss://"},
	} {
		code, stdout, stderr := harness.RunMsmgate(t, slices.Concat([]string{"census"}, c.args)...)
		if code != 2 || !strings.Contains(stderr, c.want) || strings.Contains(stdout+stderr, "secret") || strings.Contains(stdout+stderr, "hidden") {
			t.Errorf("%s: exit code %d\n%s\n%s", name, code, stdout, stderr)
		}
	}
}

// A memcached behind TLS is read as well; one that asks for a user isn't, and the error says why.
func TestCensusOfOtherMemcacheds(t *testing.T) {
	t.Parallel()
	authority := storagetest.NewAuthority(t)
	ca, cert, key := authority.Files(authority.Certificate("localhost"))
	secured := "n1:localhost:" + harness.StartMemcachedTLS(t, cert, key).Port()
	context := harness.Fixture(t, "nonsticky.xml").Nodes(secured).File(t)
	harness.BuildMsmgate(t) // RunMsmgate's minute is not for building
	if code, stdout, stderr := harness.RunMsmgate(t, "census", "--context", context, "--memcached-ca", ca); code != 0 || !strings.Contains(stdout, "Census of") {
		t.Errorf("over TLS: exit code %d\n%s", code, stderr)
	}
	sasl := harness.Fixture(t, "nonsticky.xml").Nodes("n1:localhost:"+harness.StartMemcachedSASL(t, "me", "secret").Port()).
		With("memcachedProtocol", "binary").With("username", "me").With("password", "secret").File(t)
	for name, file := range map[string]string{"TLS": context, "SASL": sasl} {
		if code, _, stderr := harness.RunMsmgate(t, "census", "--context", file); code != 2 || !strings.Contains(stderr, name) || !strings.Contains(stderr, "instead of an answer") {
			t.Errorf("%s: exit code %d\n%s", name, code, stderr)
		}
	}
}
