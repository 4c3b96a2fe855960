package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// inName is a rule in a test's name.
var inName = regexp.MustCompile(`_(CFG|SID|WIRE|NODE|STK|NST|STAT|TRAP)(\d+a?)`)

// shown gives for each rule the tests that cite it: in their comment or body,
// or in a table of the same package's test files that they use, or in their name
// (TestShortLives_TRAP14). What stands in testdata, scripts of the command line
// and what findings must be, is a test, too.
func shown(t *testing.T) map[string][]string {
	t.Helper()
	packages := map[string][]string{}
	tests := map[string][]string{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "target" || entry.Name() == ".git") {
			return filepath.SkipDir
		}
		switch {
		case isSuite(path):
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, rule := range rulesIn(string(source)) {
				tests[rule] = append(tests[rule], strings.TrimPrefix(path, "../"))
			}
		case strings.HasSuffix(path, "_test.go") && filepath.Dir(path) != "../docs":
			packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], path)
		case strings.Contains(path, "/testdata/") && slices.Contains([]string{".txtar", ".xml", ".json", ".txt"}, filepath.Ext(path)):
			golden, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, rule := range rulesIn(string(golden)) {
				tests[rule] = append(tests[rule], strings.TrimPrefix(path, "../"))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, files := range packages {
		for rule, names := range citations(t, files) {
			for _, name := range names {
				tests[rule] = append(tests[rule], strings.TrimPrefix(dir, "../")+": "+name)
			}
		}
	}
	for rule, names := range tests {
		slices.Sort(names)
		tests[rule] = slices.Compact(names)
	}
	return tests
}

// isSuite tells whether a file is part of a suite that several packages run in
// their tests, as storagetest is.
func isSuite(path string) bool {
	return filepath.Ext(path) == ".go" && !strings.HasSuffix(path, "_test.go") && strings.HasSuffix(filepath.Dir(path), "test")
}

// citations reads the test files of one package: rule to names of tests.
func citations(t *testing.T, files []string) map[string][]string {
	t.Helper()
	type function struct {
		name  string
		rules []string
		uses  map[string]bool
	}
	var functions []function
	tables := map[string][]string{}
	for _, path := range files {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		text := func(from, to token.Pos) []string {
			return rulesIn(string(source[set.Position(from).Offset:set.Position(to).Offset]))
		}
		for _, declaration := range file.Decls {
			from := declaration.Pos()
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil || !isTest(d.Name.Name) {
					continue
				}
				if d.Doc != nil {
					from = d.Doc.Pos()
				}
				f := function{name: d.Name.Name, rules: text(from, d.End()), uses: map[string]bool{}}
				for _, match := range inName.FindAllStringSubmatch(d.Name.Name, -1) {
					f.rules = append(f.rules, match[1]+"-"+match[2])
				}
				ast.Inspect(d, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						f.uses[id.Name] = true
					}
					return true
				})
				functions = append(functions, f)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					value, ok := spec.(*ast.ValueSpec)
					if !ok {
						continue
					}
					from := spec.Pos()
					if d.Doc != nil && len(d.Specs) == 1 {
						from = d.Doc.Pos()
					}
					for _, name := range value.Names {
						tables[name.Name] = append(tables[name.Name], text(from, spec.End())...)
					}
				}
			}
		}
	}
	tests := map[string][]string{}
	for _, f := range functions {
		for name := range f.uses {
			f.rules = append(f.rules, tables[name]...)
		}
		for _, rule := range f.rules {
			tests[rule] = append(tests[rule], f.name)
		}
	}
	return tests
}

// span is a range of rules: CFG-70..CFG-73, CFG-70..73, CFG-100 to CFG-107.
var span = regexp.MustCompile(`\b(CFG|SID|WIRE|NODE|STK|NST|STAT|TRAP)-(\d+)(?:\.\.| to )(?:(?:CFG|SID|WIRE|NODE|STK|NST|STAT|TRAP)-)?(\d+)\b`)

// rulesIn are the rules that a text cites, those inside a range among them.
func rulesIn(text string) []string {
	rules := cited.FindAllString(text, -1)
	for _, match := range span.FindAllStringSubmatch(text, -1) {
		from, _ := strconv.Atoi(match[2])
		to, _ := strconv.Atoi(match[3])
		for n := from; n <= to; n++ {
			rules = append(rules, match[1]+"-"+strconv.Itoa(n))
		}
	}
	return rules
}

func isTest(name string) bool {
	for _, prefix := range []string{"Test", "Fuzz", "Example"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
