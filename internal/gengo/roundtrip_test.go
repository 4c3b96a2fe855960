package gengo_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/transcoder/transcodertest"
)

// TestGeneratedTypesCarryTheRecordsTheyCameFrom builds the code generated from
// all captured records, and takes those very records through it.
func TestGeneratedTypesCarryTheRecordsTheyCameFrom(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, data []byte) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	copied := func(name, from string) {
		t.Helper()
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		write(name, data)
	}
	for _, serializer := range []string{"java", "javolution", "xstream", "flexjson"} {
		write(serializer+"/types.go", generated(t, serializer, nil))
	}
	for _, serializer := range []string{"java", "javolution", "xstream"} {
		write(serializer+"files/types.go", generated(t, serializer, openPath(t, shopJar)))
	}
	write("javolution551/types.go", generated(t, "javolution-5.5.1", nil))
	write("kryo/types.go", generated(t, "kryo", openPath(t, shopJar)))
	jar, err := filepath.Abs(shopJar)
	if err != nil {
		t.Fatal(err)
	}
	write("shop/types.go", fromClasses(t, "app.*"))
	copied("main.go", "testdata/roundtrip/main.go")
	copied("go.sum", filepath.Join(root, "go.sum"))
	write("go.mod", []byte("module roundtrip\n\ngo 1.26.0\n\nrequire msmgate v0.0.0\n\nreplace msmgate => "+strconv.Quote(root)+"\n"))
	run := func(args ...string) string {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("vet", "-structtag", "-stdmethods", "-unreachable", "./...")
	out := run("run", ".", jar)
	captured := serializers(t)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for i, least := range []tally{
		{"java", 147, 130, 122, 124}, {"java", 147, 130, 110, 124}, {"kryo", 36, 36, 20, 0},
		{"javolution", 139, 120, 90, 0}, {"javolution", 139, 120, 90, 0}, {"javolution-5.5.1", 8, 5, 3, 0}, {"xstream", 33, 29, 13, 0}, {"xstream", 33, 29, 13, 0}, {"flexjson", 20, 10, 1, 0},
	} {
		var got tally
		if i >= len(lines) {
			t.Fatalf("nothing on %s:\n%s", least.serializer, out)
		}
		if _, err := fmt.Sscanf(lines[i], "%s %d records %d objects %d changed %d anew", &got.serializer, &got.records, &got.objects, &got.changed, &got.anew); err != nil {
			t.Fatal(lines[i], err)
		}
		delete(captured, got.serializer)
		if all := len(transcodertest.Captures(t, 1, got.serializer)); got.records != all {
			t.Errorf("%s: %d of %d records", got.serializer, got.records, all)
		}
		if got.serializer != least.serializer || got.records < least.records || got.objects < least.objects || got.changed < least.changed || got.anew < least.anew {
			t.Errorf("%+v, want at least %+v", got, least)
		}
	}
	if len(captured) > 0 {
		t.Errorf("nothing was done with %v", captured)
	}
}

// serializers are those of all captures.
func serializers(t *testing.T) map[string]bool {
	t.Helper()
	captures, err := tomcat7.Captures()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, c := range captures {
		all[c.Serializer] = true
	}
	return all
}

// tally is what the command counts for a serializer.
type tally struct {
	serializer                      string
	records, objects, changed, anew int
}
