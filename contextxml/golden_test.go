package contextxml

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what Load gives into the golden files")

const expectedName = "expected.json"

// golden is what a file of testdata promises. Settings that are defaults are
// left out.
type golden struct {
	Findings    []Finding
	Settings    []Setting
	Application goldenApplication
}

// goldenApplication is an Application with patterns as text.
type goldenApplication struct {
	Name, JvmRoute      string
	MaxInactiveInterval int
	Cookie              Cookie
	Manager             *goldenManager `json:",omitempty"`
}

type goldenManager struct {
	Nodes            Nodes
	FailoverNodes    []string `json:",omitempty"`
	Sticky, Enabled  bool
	Locking          string
	IgnorePattern    string `json:",omitempty"`
	AttributeFilter  string `json:",omitempty"`
	Protocol         string
	StorageKeyPrefix string   `json:",omitempty"`
	CustomConverters []string `json:",omitempty"`
	BackupTimeout    string
	OperationTimeout string
}

// TestGolden runs every archive of testdata: the comment holds options, the
// files are either one context file or a CATALINA_BASE.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runGolden(t, archive)
			if *update {
				writeGolden(t, file, archive, got)
				return
			}
			var want golden
			if err := json.Unmarshal(archive.Files[len(archive.Files)-1].Data, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func runGolden(t *testing.T, archive *txtar.Archive) golden {
	o := goldenOptions(t, string(archive.Comment))
	dir := t.TempDir()
	for _, f := range archive.Files {
		if f.Name == expectedName {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		if f.Name == "conf/server.xml" {
			o.CatalinaBase = dir
		}
		o.Context = name
	}
	r, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	relative := func(file string) string { return strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(dir)+"/") }
	g := golden{Findings: []Finding{}, Settings: []Setting{}, Application: viewOf(r.Application)}
	for _, f := range r.Findings {
		f.File = relative(f.File)
		f.Message = strings.ReplaceAll(f.Message, dir+"/", "")
		g.Findings = append(g.Findings, f)
	}
	for _, s := range r.Settings {
		if s.Origin == OriginDefault {
			continue
		}
		s.Value = strings.ReplaceAll(s.Value, dir, "BASE")
		s.Origin.File = relative(s.Origin.File)
		g.Settings = append(g.Settings, s)
	}
	return g
}

// goldenOptions reads lines as "app /shop", "D name=value", "env NAME=value",
// "route tc1", "dialect 1.6"; "#" begins a remark.
func goldenOptions(t *testing.T, comment string) Options {
	o := Options{CPUs: 4, Properties: map[string]string{}, Transcoders: []string{transcoderJava, transcoderJavolution}}
	env := map[string]string{}
	o.Environ = func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	for line := range strings.Lines(comment) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, value, _ := strings.Cut(rest, "=")
		switch word {
		case "", "#":
		case "app":
			o.App = rest
		case "host":
			o.Host = rest
		case "D":
			o.Properties[name] = value
		case "env":
			env[name] = value
		case "route":
			o.JvmRoute = &rest
		case "dialect":
			o.WithoutKeyPrefix = rest == "1.6"
		default:
			t.Fatalf("unknown option %q", word)
		}
	}
	return o
}

func viewOf(app *Application) goldenApplication {
	view := goldenApplication{Name: app.Name, JvmRoute: app.JvmRoute, MaxInactiveInterval: app.MaxInactiveInterval, Cookie: app.Cookie}
	m := app.Manager
	if m == nil {
		return view
	}
	view.Manager = &goldenManager{
		Nodes: m.Nodes, FailoverNodes: m.FailoverNodes, Sticky: m.Sticky, Enabled: m.Enabled, Locking: m.Locking.String(),
		IgnorePattern: textOf(m.IgnorePattern), AttributeFilter: textOf(m.AttributeFilter), Protocol: m.Protocol,
		StorageKeyPrefix: m.StorageKeyPrefix, CustomConverters: m.CustomConverters,
		BackupTimeout: m.BackupTimeout.String(), OperationTimeout: m.OperationTimeout.String(),
	}
	return view
}

func textOf(m Matcher) string {
	if m == nil {
		return ""
	}
	return m.String()
}

func writeGolden(t *testing.T, file string, archive *txtar.Archive, got golden) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(got); err != nil {
		t.Fatal(err)
	}
	if n := len(archive.Files); archive.Files[n-1].Name == expectedName {
		archive.Files = archive.Files[:n-1]
	}
	archive.Files = append(archive.Files, txtar.File{Name: expectedName, Data: b.Bytes()})
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
