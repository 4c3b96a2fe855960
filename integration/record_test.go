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
func TestRecordOfATomcat(t *testing.T) {
	t.Parallel()
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := p.context(t, "nonsticky.xml", cache)
			tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: context})
			p.warm(t, tomcat)
			browser := harness.NewBrowser(t)
			filled := dump(t, browser, tomcat.URL+p.fill("everything"))
			item, ok := cache.Item(filled.ID)
			if !ok {
				t.Fatalf("no record under the session's id; keys: %d", len(cache.Keys()))
			}
			dir := t.TempDir()
			file, edited := filepath.Join(dir, "record.bin"), filepath.Join(dir, "edited.bin")
			if err := os.WriteFile(file, item.Value, 0o600); err != nil {
				t.Fatal(err)
			}
			contextFile := context.File(t)

			var shown session
			if err := json.Unmarshal([]byte(msmgate(t, "record", "show", "--json", "--context", contextFile, file)), &shown); err != nil {
				t.Fatalf("record show: %v", err)
			}
			sameAttributes(t, "record show, and Tomcat", filled, shown)
			msmgate(t, "record", "verify", "--context", contextFile, file)

			msmgate(t, "record", "edit", "--context", contextFile, file, "-o", edited,
				"--set", `s.cjk="語 😀"`, "--set", `added=[1,"two"]`, "--remove", "b.customer")
			content, err := os.ReadFile(edited)
			if err != nil {
				t.Fatal(err)
			}
			cache.Replace(filled.ID, harness.Item{Flags: item.Flags &^ compressed, Value: content}, 600)
			read := dump(t, browser, tomcat.URL+"/dump")
			sameAttributes(t, "after record edit", filled, read, "s.cjk", "added", "b.customer")
			read.wantString(t, "s.cjk", "語 😀")
			read.want(t, "added", `{"class":"java.util.ArrayList","elements":[{"class":"java.lang.Integer","value":"1"},{"class":"java.lang.String","value":"two"}]}`)
			if read.attribute(t, "b.customer") != "" {
				t.Error("removed by record edit, still there on Tomcat")
			}
		})
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
