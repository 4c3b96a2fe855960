package census

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"sync"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"share": share, "when": when, "counts": countTexts, "names": printables,
		"many": many, "text": printable, "seconds": secondsText, "px": func(f float64) string { return fmt.Sprintf("%.1f", f) },
	}).Parse(pageText))
})

// page is what the template shows.
type page struct {
	*Report
	Style  template.CSS
	Plots  []*plot
	Stacks []stack
	Cards  []card
}

// card is one number at the top.
type card struct{ Number, Label, Note string }

// HTML gives the report as one page that needs nothing else: no script, no
// network, light and dark.
func (r *Report) HTML() ([]byte, error) {
	p := page{Report: r, Style: template.CSS(pageStyle), Stacks: stacksOf(r.Attributes), Cards: r.cards()}
	for _, plot := range []*plot{
		plotOf("sizes", "Sizes of records", r.Sizes), plotOf("ages", "Age of sessions", r.Ages), plotOf("idle", "Idle time", r.Idle),
		plotOf("remaining", "Time left to live", r.Remaining), plotOf("attributes-per-session", "Attributes in a session", r.AttributeCounts),
	} {
		if plot != nil {
			p.Plots = append(p.Plots, plot)
		}
	}
	var out bytes.Buffer
	if err := pageTemplate().Execute(&out, p); err != nil {
		return nil, fmt.Errorf("making the page: %w", err)
	}
	return out.Bytes(), nil
}

func (r *Report) cards() []card {
	edit, all := int64(0), int64(0)
	for _, a := range r.Attributes {
		edit += a.Edit
		all += a.Sessions
	}
	return []card{
		{fmt.Sprint(r.Items.Records), "records", fmt.Sprintf("%d decoded, %d not", r.Items.Decoded, r.Items.Undecodable)},
		{bytesText(r.Sizes.Total), "in records", fmt.Sprintf("median %s", bytesText(r.Sizes.Median))},
		{share(edit, all), "of attributes can be edited", fmt.Sprintf("%d names in all", len(r.Attributes))},
		{fmt.Sprint(len(r.Classes)), "classes", fmt.Sprintf("%d known from attacks", len(r.Gadgets))},
		{fmt.Sprint(len(r.Blockers)), "findings", r.worst()},
	}
}

func (r *Report) worst() string {
	if len(r.Blockers) == 0 {
		return r.Verdict()
	}
	return "the worst is " + string(r.Blockers[0].Severity)
}
