package integration

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"msmgate/fixtures/tomcat7"
	"msmgate/integration/harness"
)

// stored is what a memcached was given for a census.
type stored struct{ items, records int }

// fill puts captured values of real nodes into a memcached, each key once, and something of another application.
func fill(t *testing.T, cache *harness.Memcached, serializers ...string) stored {
	t.Helper()
	captures, err := tomcat7.Captures(serializers...)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var s stored
	put := func(key string, flags uint32, value []byte) {
		answer, err := cache.Do(fmt.Sprintf("set %s %d 0 %d\r\n%s", key, flags, len(value), value))
		if err != nil || answer != "STORED" {
			t.Fatalf("filling memcached: %q, %v", answer, err)
		}
		s.items++
	}
	for _, c := range captures {
		for _, key := range c.Keys {
			if seen[key.Key] {
				continue
			}
			seen[key.Key] = true
			put(key.Key, key.Flags, key.Value)
			if key.IsRecord() && !strings.HasPrefix(key.Key, "bak:") {
				s.records++
			}
		}
	}
	put("app:price:17", 0, []byte("9.99"))
	return s
}

// metadata is what memcached knows of its items, who used them and when included.
func metadata(t *testing.T, cache *harness.Memcached) []string {
	t.Helper()
	var lines []string
	for _, key := range cache.Keys() {
		line, err := cache.Do("me " + key)
		if err != nil || !strings.HasPrefix(line, "ME ") {
			t.Fatalf("asking for an item's metadata: %q, %v", line, err)
		}
		_, used, _ := strings.Cut(line, "fetch=")
		lines = append(lines, key+" fetch="+used)
	}
	return lines
}

// A census of a real memcached finds everything, changes nothing, and leaves no trace in the order of last use.
func TestCensusOfMemcached(t *testing.T) {
	t.Parallel()
	cache := harness.StartMemcached(t, harness.MemcachedOptions{Verbose: true})
	want := fill(t, cache, "java", "javolution", "xstream", "flexjson")
	before, sent := metadata(t, cache), len(cache.Commands())
	page := filepath.Join(t.TempDir(), "page.html")
	harness.BuildMsmgate(t) // RunMsmgate's minute is not for building

	code, stdout, stderr := harness.RunMsmgate(t, "census", "--memcached", cache.Addr(), "--rate", "0", "--json", "--html", page)
	if code != 0 || stderr != "" {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	var report struct {
		Partial     bool
		Items       struct{ Total, Records, Decoded, Foreign int }
		Serializers []struct {
			Value string
			Count int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if i := report.Items; report.Partial || i.Total != want.items || i.Records != want.records || i.Decoded != want.records || i.Foreign != 1 || len(report.Serializers) != 4 {
		t.Errorf("%+v, want %+v", report, want)
	}
	for _, command := range cache.Commands()[sent:] {
		word, _, _ := strings.Cut(command, " ")
		if !slices.Contains([]string{"lru_crawler", "mg", "new", "connection"}, word) { // the last two are said of connections
			t.Errorf("sent %s", word)
		}
	}
	if after := metadata(t, cache); !slices.Equal(before, after) {
		t.Error("memcached noticed the census in its items")
	}

	// The same by a configuration, one node of it down: what can be read is reported, and it ends with 2.
	context := harness.Fixture(t, "nonsticky.xml").Nodes("n1:localhost:" + cache.Port() + ",n2:127.0.0.1:1").File(t)
	code, stdout, stderr = harness.RunMsmgate(t, "census", "--context", context, "--rate", "0")
	if code != 2 || !strings.Contains(stdout, "PARTIAL") || !strings.Contains(stdout, fmt.Sprintf("n1: %d items, %d records", want.items, want.records)) ||
		!strings.Contains(stderr, "listing the keys on storage node n2") {
		t.Errorf("exit code %d\n%s\n%.3000s", code, stderr, stdout)
	}
}

// Ctrl-C leaves the report of what was read, marked as partial.
func TestCensusInterrupted(t *testing.T) {
	t.Parallel()
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	fill(t, cache, "java")
	cmd := exec.Command(harness.BuildMsmgate(t), "census", "--memcached", cache.Addr(), "--rate", "0.01")
	var stdout bytes.Buffer
	var stderr guarded
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	harness.Eventually(t, time.Minute, "the census reads", func() error {
		if !strings.Contains(stderr.String(), "records to read") {
			return errors.New(stderr.String())
		}
		return nil
	})
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("it still runs a minute after SIGINT")
	}
	if code := cmd.ProcessState.ExitCode(); code != 2 || !strings.Contains(stdout.String(), "PARTIAL, interrupted") || !strings.Contains(stdout.String(), "validity infos") {
		t.Errorf("exit code %d\n%s\n%s", code, stderr.String(), stdout.String())
	}
}

// guarded is a buffer that may be read while a process writes.
type guarded struct {
	mu   sync.Mutex
	text strings.Builder
}

func (g *guarded) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.Write(p)
}

func (g *guarded) String() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.String()
}
