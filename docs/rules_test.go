// Package docs checks that the documentation keeps up with the code.
package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var cited = regexp.MustCompile(`\b(CFG|SID|WIRE|NODE|STK|NST|STAT|TRAP)-(\d+a?)\b`)

// TestCitedRulesAreExplained reads every source file and looks its rule
// numbers up in rules.md.
func TestCitedRulesAreExplained(t *testing.T) {
	page, err := os.ReadFile("rules.md")
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]bool{}
	for _, line := range strings.Split(string(page), "\n") {
		if rule, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " | "); ok && strings.HasPrefix(line, "| ") {
			explained[rule] = true
		}
	}
	found := 0
	err = filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "target" || entry.Name() == ".git") {
			return filepath.SkipDir
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".md" && ext != ".java" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, rule := range cited.FindAllString(string(source), -1) {
			found++
			if !explained[rule] {
				t.Errorf("%s cites %s, which rules.md does not explain", path, rule)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no rule is cited anywhere")
	}
}
