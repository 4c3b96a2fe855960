package census

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// shownRows is how many attributes and classes the table shows; the JSON form
// and the page have all.
const shownRows = 40

// barWidth is the length of the longest bar, in characters.
const barWidth = 40

// WriteTable prints the report for people at a terminal.
func (r *Report) WriteTable(w io.Writer) error {
	t := table{w: &errWriter{w: w}}
	t.summary(r)
	t.blockers(r)
	t.distribution("Sizes of records", r.Sizes)
	t.distribution("Age of sessions", r.Ages)
	t.distribution("Idle time", r.Idle)
	t.distribution("Time left to live", r.Remaining)
	t.attributes(r)
	t.classes(r)
	t.found("Classes of published attacks", r.Gadgets)
	t.found("Rejected by the class filter", r.Rejected)
	t.bad(r)
	return t.w.err
}

// errWriter remembers the first error.
type errWriter struct {
	w   io.Writer
	err error
}

func (w *errWriter) Write(p []byte) (int, error) {
	if w.err == nil {
		_, w.err = w.w.Write(p)
	}
	return len(p), nil
}

type table struct{ w *errWriter }

func (t table) head(text string) { fmt.Fprintf(t.w, "\n%s\n", text) }

// rows prints aligned columns.
func (t table) rows(head string, rows [][]string) {
	tab := tabwriter.NewWriter(t.w, 0, 0, 2, ' ', 0)
	if head != "" {
		fmt.Fprintln(tab, "  "+head)
	}
	for _, row := range rows {
		fmt.Fprintln(tab, "  "+strings.TrimRight(strings.Join(row, "\t"), "\t"))
	}
	_ = tab.Flush() // the errWriter has none
}

func (t table) summary(r *Report) {
	title := "Census of " + when(r.At)
	if r.Partial {
		title += ": PARTIAL, " + r.Reason
	}
	fmt.Fprintln(t.w, title)
	for _, s := range r.Sources {
		fmt.Fprintf(t.w, "  %s: %s, %s", printable(s.Name), many(s.Items, "item"), many(s.Records, "record"))
		if s.Used {
			fmt.Fprint(t.w, "; read by get, which counts as use")
		}
		if s.Error != "" {
			fmt.Fprintf(t.w, "; not read to the end: %s", printable(s.Error))
		}
		fmt.Fprintln(t.w)
	}
	i := r.Items
	t.rows("", [][]string{
		{"records", fmt.Sprint(i.Records), fmt.Sprintf("%d decoded, %d not", i.Decoded, i.Undecodable)},
		{"backup copies", fmt.Sprint(i.Backups)},
		{"validity infos", fmt.Sprint(i.Validities + i.BackupValidities), fmt.Sprintf("%d of them copies", i.BackupValidities)},
		{"locks", fmt.Sprint(i.Locks)},
		{"pings", fmt.Sprint(i.Pings)},
		{"other", fmt.Sprint(i.Foreign)},
		{"not readable", fmt.Sprint(i.Unreadable)},
		{"never expire", fmt.Sprint(r.NeverExpire), fmt.Sprintf("%d expired already", r.Expired)},
		{"serializers", countTexts(r.Serializers), declaredText(r.Declared)},
		{"flags", countTexts(r.Flags)},
		{"record versions", countTexts(r.Versions)},
	})
}

func declaredText(name string) string {
	if name == "" {
		return ""
	}
	return "the configuration says " + name
}

func (t table) blockers(r *Report) {
	if len(r.Blockers) == 0 {
		t.head(r.Verdict())
		return
	}
	t.head("What stands in the way of a migration, worst first")
	for _, b := range r.Blockers {
		fmt.Fprintf(t.w, "  %s: %s: %s (such as %s)\n", strings.ToUpper(string(b.Severity)), printable(b.Title), many(b.Sessions, "session"), printables(b.Examples))
		if len(b.Attributes) > 0 {
			fmt.Fprintf(t.w, "      attributes: %s\n", printables(b.Attributes))
		}
		if len(b.Classes) > 0 {
			fmt.Fprintf(t.w, "      classes: %s\n", printables(b.Classes))
		}
		if len(b.Reasons) > 0 {
			fmt.Fprintf(t.w, "      because: %s\n", printable(strings.Join(b.Reasons, "; ")))
		}
		fmt.Fprintf(t.w, "      %s\n", b.Advice)
	}
}

func (t table) distribution(title string, d Distribution) {
	if d.Count == 0 {
		return
	}
	t.head(fmt.Sprintf("%s: min %s, median %s, 95 %% up to %s, max %s", title, d.text(d.Min), d.text(d.Median), d.text(d.P95), d.text(d.Max)))
	most := int64(1)
	for _, b := range d.Histogram {
		most = max(most, b.Count)
	}
	var rows [][]string
	for _, b := range d.Histogram {
		length := int(b.Count * barWidth / most)
		if b.Count > 0 {
			length = max(length, 1)
		}
		rows = append(rows, []string{d.label(b), fmt.Sprint(b.Count), strings.Repeat("█", length)})
	}
	t.rows("", rows)
}

func (t table) attributes(r *Report) {
	if len(r.Attributes) == 0 {
		return
	}
	t.head("Attributes")
	var rows [][]string
	for _, a := range r.Attributes[:min(len(r.Attributes), shownRows)] {
		rows = append(rows, []string{printable(a.Name), fmt.Sprint(a.Sessions), fmt.Sprint(a.Edit), fmt.Sprint(a.Read), fmt.Sprint(a.Carry), countTexts(a.Classes)})
	}
	t.rows("NAME\tSESSIONS\tEDIT\tREAD\tCARRY\tCLASSES", rows)
	t.more(len(r.Attributes))
}

func (t table) classes(r *Report) {
	if len(r.Classes) == 0 {
		return
	}
	t.head("Classes")
	var rows [][]string
	for _, c := range r.Classes[:min(len(r.Classes), shownRows)] {
		note := ""
		if c.Gadget != nil {
			note = string(c.Gadget.Severity) + ": " + c.Gadget.Family
		}
		if c.RejectedBy != "" {
			note += " rejected by " + c.RejectedBy
		}
		rows = append(rows, []string{printable(c.Name), fmt.Sprint(c.Sessions), string(c.Access), printables(c.Attributes), strings.TrimSpace(note)})
	}
	t.rows("NAME\tSESSIONS\tACCESS\tATTRIBUTES", rows)
	t.more(len(r.Classes))
}

func (t table) more(all int) {
	if all > shownRows {
		fmt.Fprintf(t.w, "  … %d more; see --json or --html\n", all-shownRows)
	}
}

func (t table) found(title string, list []FoundClass) {
	if len(list) == 0 {
		return
	}
	t.head(title)
	var rows [][]string
	for _, f := range list {
		rows = append(rows, []string{printable(f.Class), many(f.Sessions, "session"), string(f.Severity) + f.Pattern, f.Family})
	}
	t.rows("", rows)
}

func (t table) bad(r *Report) {
	if len(r.Bad) == 0 {
		return
	}
	t.head("Items at fault")
	for _, b := range r.Bad {
		fmt.Fprintf(t.w, "  %s: %s\n", printable(b.Name), printable(b.Reason))
	}
	if all := r.Items.Undecodable + r.Items.Unreadable; all > int64(len(r.Bad)) {
		fmt.Fprintf(t.w, "  … %d more\n", all-int64(len(r.Bad)))
	}
}
