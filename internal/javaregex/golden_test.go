package javaregex

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
)

// refusedHere are patterns of the table that Java takes and Compile refuses.
var refusedHere = map[string]bool{
	`[a&&]`: true, `[a&&&b]`: true, `\N{LATIN SMALL LETTER A}`: true, `\X`: true, `\b{g}`: true,
	`(?i)(a)\1`: true, `(?<=a*)b`: true, `(?U)\w`: true, `(?c)a`: true, `(?i)\p{Lower}`: true,
	`(?:a|^){2}`: true, `\p{javaMirrored}`: true, `\p{InGreek}`: true,
}

// TestGolden compares with what Java 17 made of a table of patterns; see
// testdata/Golden.java.
func TestGolden(t *testing.T) {
	data, err := os.ReadFile("testdata/java.json")
	if err != nil {
		t.Fatal(err)
	}
	var table []struct {
		Pattern string
		Error   string
		Results []struct {
			Input   string
			Matches *bool
		}
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, row := range table {
		p, err := Compile(row.Pattern)
		switch {
		case errors.Is(err, ErrUnsupported) && refusedHere[row.Pattern]:
			refused++
			continue
		case row.Error != "":
			// A few faults stand in text that is refused before Java sees the fault.
			if !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrUnsupported) {
				t.Errorf("Compile(%q) = %v, Java says %s", row.Pattern, err, row.Error)
			}
			continue
		case err != nil:
			t.Errorf("Compile(%q) = %v, Java takes it", row.Pattern, err)
			continue
		}
		for _, result := range row.Results {
			got, err := p.MatchString(result.Input)
			if err != nil || result.Matches == nil || got != *result.Matches {
				t.Errorf("%q on %q = %v, %v; Java says %v", row.Pattern, result.Input, got, err, result.Matches)
			}
		}
	}
	if refused != len(refusedHere) {
		t.Errorf("%d of the %d patterns listed as refused are refused", refused, len(refusedHere))
	}
}

// TestBothForms checks that a pattern's linear form, where it counts as right,
// and its backtracking form agree on the table's inputs.
func TestBothForms(t *testing.T) {
	data, err := os.ReadFile("testdata/java.json")
	if err != nil {
		t.Fatal(err)
	}
	var table []struct {
		Pattern string
		Results []struct{ Input string }
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, row := range table {
		p, err := Compile(row.Pattern)
		if err != nil || p.fast == nil {
			continue
		}
		slow, err := p.slow()
		if err != nil {
			t.Errorf("%q has no backtracking form: %v", row.Pattern, err)
			continue
		}
		for _, result := range row.Results {
			got, err := p.MatchString(result.Input)
			want, slowErr := slow.MatchString(result.Input)
			if err != nil || slowErr != nil || got != want {
				t.Errorf("%q on %q: %v, %v; backtracking says %v, %v", row.Pattern, result.Input, got, err, want, slowErr)
			}
			compared++
		}
	}
	if compared < 300 {
		t.Errorf("only %d pairs compared", compared)
	}
}
