package docs

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write conformance.md anew")

// rule is one line of conformance.txt.
type rule struct {
	number   string
	releases string
	reason   string // why no test shows it; "" if one does
}

// TestConformance holds conformance.md to the tests: every rule of rules.md is
// cited by a test, or conformance.txt says why there is none. After a change:
//
//	go test ./docs -update
func TestConformance(t *testing.T) {
	rules := readRules(t)
	tests := shown(t)
	for _, r := range rules {
		switch cited := len(tests[r.number]) > 0; {
		case !cited && r.reason == "":
			t.Errorf("no test cites %s, and conformance.txt gives no reason", r.number)
		case cited && r.reason != "":
			t.Errorf("conformance.txt says why no test shows %s, but %s cites it", r.number, tests[r.number][0])
		}
	}
	questions, err := os.ReadFile("questions.md")
	if err != nil {
		t.Fatal(err)
	}
	page := append(conformance(rules, tests), questions...)
	if *update {
		if err := os.WriteFile("conformance.md", page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile("conformance.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(old, page) {
		t.Error("conformance.md is not what the tests say now; run: go test ./docs -update")
	}
}

// readRules reads conformance.txt, and holds it to rules.md.
func readRules(t *testing.T) []rule {
	t.Helper()
	text, err := os.ReadFile("conformance.txt")
	if err != nil {
		t.Fatal(err)
	}
	var rules []rule
	known := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(strings.TrimSpace(line), "|", 3)
		if len(parts) != 3 {
			t.Fatalf("conformance.txt: %q is not \"rule | releases | reason\"", line)
		}
		r := rule{strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])}
		if known[r.number] {
			t.Errorf("conformance.txt has %s twice", r.number)
		}
		known[r.number] = true
		rules = append(rules, r)
	}
	page, err := os.ReadFile("rules.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| ([A-Z]+-\d+a?) \|`)
	for _, match := range row.FindAllSubmatch(page, -1) {
		if !known[string(match[1])] {
			t.Errorf("rules.md explains %s, and conformance.txt doesn't have it", match[1])
		}
		delete(known, string(match[1]))
	}
	for number := range known {
		t.Errorf("conformance.txt has %s, and rules.md doesn't explain it", number)
	}
	return rules
}

// conformance is the page.
func conformance(rules []rule, tests map[string][]string) []byte {
	var page bytes.Buffer
	byTest := 0
	for _, r := range rules {
		if r.reason == "" {
			byTest++
		}
	}
	fmt.Fprintf(&page, `# Conformance

Which test shows each rule of [rules.md](rules.md). This page is generated from the tests, by `+"`go test ./docs -update`"+`, and
a test fails if it is out of date, or if a rule has neither a test nor a reason.

%d rules; %d are shown by tests, %d have a reason instead.

| rule | MSM releases | shown by |
|---|---|---|
`, len(rules), byTest, len(rules)-byTest)
	for _, r := range rules {
		by := r.reason
		if by == "" {
			by = few(tests[r.number])
		}
		fmt.Fprintf(&page, "| %s | %s | %s |\n", r.number, r.releases, by)
	}
	return page.Bytes()
}

// few names tests, those beyond four by their number.
func few(tests []string) string {
	names := slices.Clone(tests)
	more := ""
	if len(names) > 4 {
		more = fmt.Sprintf(" and %d more", len(names)-4)
		names = names[:4]
	}
	for i, name := range names {
		names[i] = "`" + name + "`"
	}
	return strings.Join(names, ", ") + more
}
