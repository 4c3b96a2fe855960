package harness

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Context is the text of a context.xml with one Manager element.
type Context string

// Fixture is a file of fixtures/tomcat7.
func Fixture(t testing.TB, name string) Context {
	t.Helper()
	at, err := places()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(at.root, "fixtures", "tomcat7", name))
	if err != nil {
		t.Fatalf("reading a fixture: %v", err)
	}
	return Context(content)
}

// Nodes sets memcachedNodes, which no test can take as it stands: the port is not free, or not ours.
func (c Context) Nodes(nodes string) Context { return c.With("memcachedNodes", nodes) }

// Without leaves an attribute of the Manager out.
func (c Context) Without(attribute string) Context {
	return Context(attributePattern(attribute).ReplaceAllLiteralString(string(c), ""))
}

// With sets an attribute of the Manager. The value stands in the file as given.
func (c Context) With(attribute, value string) Context {
	return Context(strings.Replace(string(c.Without(attribute)), "<Manager ", "<Manager "+attribute+`="`+value+"\"\n", 1))
}

// File writes the context to a file of the test's own: ROOT.xml, as a Tomcat would hold it.
func (c Context) File(t testing.TB) string {
	t.Helper()
	return c.fileFor(t, "")
}

// fileFor writes the context of the application at a path to a file of the test's own.
func (c Context) fileFor(t testing.TB, path string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), contextName(path)+".xml")
	if err := os.WriteFile(file, []byte(c), 0o644); err != nil {
		t.Fatalf("writing a context file: %v", err)
	}
	return file
}

// contextName is how Tomcat names the files of the application at a path (CFG-16).
func contextName(path string) string {
	if path == "" {
		return "ROOT"
	}
	return strings.ReplaceAll(strings.TrimPrefix(path, "/"), "/", "#")
}

func attributePattern(name string) *regexp.Regexp {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `="[^"]*"\s*`)
}
