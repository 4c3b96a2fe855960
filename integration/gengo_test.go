package integration

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"msmgate/integration/harness"
)

// The worked example of docs/serializers.md: Go types from a live memcached, a program that changes a Tomcat's cart by
// them, and the Tomcat that sees what its own Java would have made of the cart.
func TestGenGoChangesACart(t *testing.T) {
	t.Parallel()
	p := pair{"2.1.1 java", "2.1.1", false}
	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
	node := p.context(t, "nonsticky.xml", cache)
	tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: p.release, JvmRoute: "tomcat1", Context: node})
	p.warm(t, tomcat)
	browser := harness.NewBrowser(t)
	filled := dump(t, browser, tomcat.URL+p.fill("cart"))
	file := node.File(t)

	program := changeCart(t, file)
	run(t, "", program, "-context", file, "-session", browser.Cookie("JSESSIONID"))

	changed := dump(t, browser, tomcat.URL+"/dump")
	if changed.ID != filled.ID || changed.CreationTime != filled.CreationTime || changed.MaxInactive != filled.MaxInactive {
		t.Error("Tomcat has another session than it began")
	}
	sameAttributes(t, "all but the cart", filled, changed, "cart")
	if err := harness.CompareAttributes(filled.Attributes, changed.Attributes); err == nil {
		t.Error("Tomcat shows the cart as it was")
	}
	byJava := dump(t, harness.NewBrowser(t), tomcat.URL+p.fill("cart.changed"))
	sameAttributes(t, "the cart as Java changes it", byJava, changed, "birth") // every session has its own
}

// changeCart builds the example as a user would: in a module of its own, with types that gen go reads off memcached.
func changeCart(t *testing.T, contextFile string) string {
	t.Helper()
	module, root := t.TempDir(), harness.Root(t)
	source, err := os.ReadFile(filepath.Join("testdata", "gengo", "main.go.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	needs, _, _ := strings.Cut(strings.Replace(string(ours), "module msmgate\n", "module changecart\n", 1), "\ntool ")
	needs += "\nrequire msmgate v0.0.0\n\nreplace msmgate => " + root + "\n"
	for name, text := range map[string]string{"main.go": string(source), "go.mod": needs, "go.sum": string(sums)} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(module, "shop"), 0o755); err != nil {
		t.Fatal(err)
	}

	harness.BuildMsmgate(t) // RunMsmgate's minute is not for building
	types := filepath.Join(module, "shop", "types.go")
	if code, _, stderr := harness.RunMsmgate(t, "gen", "go", "--context", contextFile, "-o", types); code != 0 {
		t.Fatalf("gen go ended with %d\n%s", code, stderr)
	}
	program := filepath.Join(module, "program")
	run(t, module, "go", "build", "-mod=mod", "-o", program, ".")
	return program
}

// run runs a program to its end, which must be a good one.
func run(t *testing.T, dir, program string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(program), err, out)
	}
}
