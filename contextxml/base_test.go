package contextxml

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const testServer = `<Server><Service><Engine name="Catalina" defaultHost="localhost"><Host name="localhost"/></Engine></Service></Server>`

func testManager(nodes string) string {
	return `<Context><Manager className="` + managerClass + `" memcachedNodes="` + nodes + `"/></Context>`
}

// writeBase makes a CATALINA_BASE of files.
func writeBase(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func archiveOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An application in an archive brings its own files along (CFG-13).
func TestLoadArchive(t *testing.T) {
	dir := writeBase(t, map[string]string{
		"conf/server.xml": testServer,
		"webapps/shop.war": archiveOf(t, map[string]string{
			"META-INF/context.xml": testManager("n1:archived:1"),
			"WEB-INF/web.xml":      `<web-app><session-config><session-timeout>7</session-timeout></session-config></web-app>`,
		}),
	})
	r, err := Load(Options{CatalinaBase: dir})
	if err != nil {
		t.Fatal(err)
	}
	app := r.Application
	if err := r.Err(); err != nil || app.Name != "/shop" || app.Manager.Nodes.List[0].Host != "archived" || app.MaxInactiveInterval != 420 {
		t.Errorf("got %+v, %v", app, err)
	}
}

// A descriptor's docBase counts if it lies outside of appBase; META-INF/context.xml
// doesn't count beside a descriptor.
func TestLoadDescriptor(t *testing.T) {
	dir := writeBase(t, map[string]string{
		"conf/server.xml":                  testServer,
		"conf/Catalina/localhost/shop.xml": strings.Replace(testManager("n1:descriptor:1"), "<Context>", `<Context docBase="${where}">`, 1),
		"apps/shop/META-INF/context.xml":   testManager("n1:inner:1"),
		"apps/shop/WEB-INF/web.xml":        `<web-app><session-config><session-timeout>9</session-timeout></session-config></web-app>`,
	})
	r, err := Load(Options{CatalinaBase: dir, Properties: map[string]string{"where": filepath.Join(dir, "apps", "shop")}})
	if err != nil {
		t.Fatal(err)
	}
	if app := r.Application; app.Manager.Nodes.List[0].Host != "descriptor" || app.MaxInactiveInterval != 540 {
		t.Errorf("got %+v", app)
	}
}

func TestLoadErrors(t *testing.T) {
	several := map[string]string{"conf/server.xml": testServer, "webapps/a/x": "", "webapps/b/x": ""}
	cases := []struct {
		name    string
		options Options
		want    string
	}{
		{"nothing given", Options{}, "neither a context file nor"},
		{"no such file", Options{Context: filepath.Join(t.TempDir(), "none.xml")}, "none.xml"},
		{"a directory", Options{Context: t.TempDir()}, "is a directory"},
		{"no such base", Options{CatalinaBase: filepath.Join(t.TempDir(), "none")}, "reading the CATALINA_BASE"},
		{"no base", Options{CatalinaBase: t.TempDir()}, "is "},
		{"several applications", Options{CatalinaBase: writeBase(t, several)}, "say which of a, b"},
		{"unknown application", Options{CatalinaBase: writeBase(t, several), App: "/c"}, "no application /c, only a, b"},
		{"unknown host", Options{CatalinaBase: writeBase(t, several), App: "/a", Host: "www"}, `no <Host name="www">`},
		{"broken archive", Options{CatalinaBase: writeBase(t, map[string]string{"conf/server.xml": testServer, "webapps/a.war": "no zip"})}, "archive"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Load(c.options); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// Secrets stand in the typed configuration, and nowhere else.
func TestSecretsAreMasked(t *testing.T) {
	text := `<Context><Manager className="` + managerClass + `" memcachedNodes="redis://me:hidden-too@h:1" username="u" password="${x}hidden" memcachedProtocol="binary" requestUriIgnorePattern="("/></Context>`
	r := Parse("context.xml", []byte(text), Options{Properties: map[string]string{"x": "also-"}})
	if got := r.Application.Manager.Password; got != "also-hidden" {
		t.Errorf("the password is %q", got)
	}
	printed, err := json.Marshal([]any{r.Settings, r.Findings, r.Err().Error()})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(printed), "hidden") || !strings.Contains(string(printed), "***") {
		t.Errorf("printed is %s", printed)
	}
}
