package gengo_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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
		_, source := generated(t, serializer)
		write(serializer+"/types.go", source)
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
	run("vet", "./...")
	out := run("run", ".")
	for _, least := range []tally{
		{"java", 147, 130, 122, 124}, {"javolution", 139, 120, 90, 0}, {"xstream", 33, 29, 13, 0}, {"flexjson", 20, 10, 1, 0},
	} {
		at := strings.Index(out, least.serializer+" ")
		if at < 0 {
			t.Fatalf("nothing on %s:\n%s", least.serializer, out)
		}
		var got tally
		if _, err := fmt.Sscanf(out[at:], "%s %d records %d objects %d changed %d anew", &got.serializer, &got.records, &got.objects, &got.changed, &got.anew); err != nil {
			t.Fatal(err)
		}
		if got.records < least.records || got.objects < least.objects || got.changed < least.changed || got.anew < least.anew {
			t.Errorf("%+v, want at least %+v", got, least)
		}
	}
}

// tally is what the command counts for a serializer.
type tally struct {
	serializer                      string
	records, objects, changed, anew int
}
