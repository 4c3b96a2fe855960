package harness

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// root is the directory of the module: the one with go.mod, above the directory that the test runs in.
var root = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("looking for the module's directory: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("looking for the module's directory: no go.mod above the working directory; run the tests inside the repository")
		}
		dir = up
	}
})

// layout names the places of integration/ and its target directory.
type layout struct {
	root   string // of the module
	pom    string
	java   string // sources of the web application
	web    string // its web.xml and static files
	target string // everything that is made, never committed
	home   string // the unpacked Tomcat: its CATALINA_HOME
	webapp string // the assembled web application
}

func places() (layout, error) {
	dir, err := root()
	if err != nil {
		return layout{}, err
	}
	integration := filepath.Join(dir, "integration")
	target := filepath.Join(integration, "target")
	return layout{
		root:   dir,
		pom:    filepath.Join(integration, "pom.xml"),
		java:   filepath.Join(integration, "java", "src"),
		web:    filepath.Join(integration, "java", "web"),
		target: target,
		home:   filepath.Join(target, "tomcat", "apache-tomcat-7.0.57"),
		webapp: filepath.Join(target, "webapp"),
	}, nil
}

// jars is the directory with the jars of an MSM release.
func (l layout) jars(release string) string { return filepath.Join(l.target, "lib", release) }

// Root is the directory of the module, the one with go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
