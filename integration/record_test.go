package integration

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"msmgate/integration/harness"
)

// compressed is memcached's flag for a gzip'd value; `record edit` writes plain ones (WIRE-21).
const compressed = 2

// A record fresh from memcached: `record show` says what Tomcat says, `record verify` finds it whole, and Tomcat reads
// what `record edit` makes of it.
func recordCommands(t *testing.T, c crossing) {
	filled := dump(t, c.browser, c.tomcat.URL+c.fill("everything"))
	item, ok := c.cache.Item(filled.ID)
	if !ok {
		t.Fatalf("no record under the session's id; keys: %d", len(c.cache.Keys()))
	}
	dir := t.TempDir()
	file, edited := filepath.Join(dir, "record.bin"), filepath.Join(dir, "edited.bin")
	if err := os.WriteFile(file, item.Value, 0o600); err != nil {
		t.Fatal(err)
	}
	contextFile := c.context.File(t)

	var shown session
	if err := json.Unmarshal([]byte(msmgate(t, "record", "show", "--json", "--context", contextFile, file)), &shown); err != nil {
		t.Fatalf("record show: %v", err)
	}
	sameAttributes(t, "record show, and Tomcat", filled, shown)
	msmgate(t, "record", "verify", "--context", contextFile, file)
	if c.sticky {
		return // a sticky Tomcat answers from its own copy
	}

	msmgate(t, "record", "edit", "--context", contextFile, file, "-o", edited,
		"--set", `s.cjk="語 😀"`, "--set", `added=[1,"two"]`, "--remove", "b.customer")
	content, err := os.ReadFile(edited)
	if err != nil {
		t.Fatal(err)
	}
	c.cache.Replace(filled.ID, harness.Item{Flags: item.Flags &^ compressed, Value: content}, 600)
	read := c.onTomcat(t)
	sameAttributes(t, "after record edit", filled, read, "s.cjk", "added", "b.customer")
	read.wantString(t, "s.cjk", "語 😀")
	read.want(t, "added", `{"class":"java.util.ArrayList","elements":[{"class":"java.lang.Integer","value":"1"},{"class":"java.lang.String","value":"two"}]}`)
	if read.attribute(t, "b.customer") != "" {
		t.Error("removed by record edit, still there on Tomcat")
	}
}

// msmgate runs a command that must succeed and returns what it printed.
func msmgate(t testing.TB, args ...string) string {
	t.Helper()
	code, stdout, stderr := harness.RunMsmgate(t, args...)
	if code != 0 {
		t.Fatalf("msmgate %v: exit code %d\n%s\n%.2000s", args, code, stderr, stdout)
	}
	return stdout
}
