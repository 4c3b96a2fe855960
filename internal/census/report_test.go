package census

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everywhere gives each form of a report.
func everywhere(t testing.TB, r *Report, look func(form, text string)) {
	t.Helper()
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	look("JSON", string(data)+"\n")
	var table strings.Builder
	if err := r.WriteTable(&table); err != nil {
		t.Fatal(err)
	}
	look("table", table.String())
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	look("page", string(page))
}

// The forms of a report over a few real records, one cut off.
func TestGoldenReport(t *testing.T) {
	var items []Item
	for _, item := range captured(t, "java") {
		if len(items) < 30 && !strings.HasPrefix(item.Key, "validity:") {
			items = append(items, item)
		}
	}
	items = slices.DeleteFunc(items, func(item Item) bool {
		r := censusOf(t, Options{}, item)
		return slices.ContainsFunc(r.Attributes, func(a Attribute) bool { return a.Edit == 0 }) // which may change
	})
	bad := recordOf(t, []byte("\xac\xed\x00\x05sr"))
	c := New(Options{Now: func() time.Time { return time.UnixMilli(1_795_373_000_000) }, Declared: javolutionFactory})
	for _, item := range append(items, bad, Item{Source: "n2", Key: "lock:" + someKey}, Item{Source: "n2", Key: "app:1"}) {
		c.Add(item)
	}
	c.Interrupt()
	everywhere(t, c.Report(), func(form, text string) {
		name := map[string]string{"JSON": "testdata/report.json", "table": "testdata/report.txt"}[form]
		if name == "" {
			return
		}
		if *update {
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if text != string(want) {
			t.Errorf("%s is not %s; run with -update to write it anew, and look at the difference\n%s", form, name, text)
		}
	})
}

// Nothing at all is a report, too.
func TestEmptyReport(t *testing.T) {
	r := censusOf(t, Options{})
	everywhere(t, r, func(form, text string) {
		if form == "JSON" && strings.Contains(text, "null") {
			t.Errorf("null in %s", text)
		}
		if form != "JSON" && !strings.Contains(text, "No session record was found.") {
			t.Errorf("%s", text)
		}
	})
	if r.Faulty() {
		t.Error("nothing is at fault")
	}
}

// What wasn't read may stand in the way, whatever was.
func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		records int64
		partial bool
		want    string
	}{
		{1, false, "Nothing stands in the way of a migration."},
		{1, true, "Nothing that was read stands in the way of a migration."},
		{0, true, "No session record was found."},
	} {
		r := Report{Items: Items{Records: c.records}, Partial: c.partial}
		if got := r.Verdict(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Texts from records can't become markup.
func TestPageIsSafe(t *testing.T) {
	c := New(Options{Now: moment, Declared: "<b>"})
	c.Add(Item{Source: `<img src=x onerror="alert(1)">`, Named: true, Value: []byte("x x")})
	c.Fail("<script>", os.ErrClosed)
	page, err := c.Report().HTML()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<img", "<script", "<b>N"} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page has %s", bad)
		}
	}
}
