package checker

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// mostTold is how many findings of one column a report tells in full.
const mostTold = 20

// Report writes verdicts as a table, and then what was found, line by line.
func Report(w io.Writer, verdicts ...Verdict) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(table, "scenario/seed\trequests\tacked\tsessions\t%s\terrors\tslowest s\tgap s\n", strings.Join(Columns, "\t"))
	for _, v := range verdicts {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t", v.Scenario, v.Requests, v.Acked, v.Sessions)
		for _, column := range Columns {
			cell := fmt.Sprint(v.Count(column))
			if column == SessionsLost {
				cell += fmt.Sprintf(" [%d]", v.tokensInLost())
			}
			fmt.Fprint(table, cell, "\t")
		}
		fmt.Fprintf(table, "%d\t%.1f\t%.1f\n", len(v.Errors), v.Slowest.Seconds(), v.Gap.Seconds())
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	for _, v := range verdicts {
		told := map[string]int{}
		for _, f := range v.Findings {
			if told[f.Column]++; told[f.Column] > mostTold {
				continue
			}
			if _, err := fmt.Fprintf(w, "%s: %v\n", v.Scenario, f); err != nil {
				return fmt.Errorf("writing a report: %w", err)
			}
		}
		for _, r := range v.Errors {
			if _, err := fmt.Fprintf(w, "%s: error: u%d %s at %.3f on %s: %s\n", v.Scenario, r.User, r.Do, r.Begin.Seconds(), r.Node, r.Error); err != nil {
				return fmt.Errorf("writing a report: %w", err)
			}
		}
	}
	return nil
}

func (v Verdict) tokensInLost() (n int) {
	for _, f := range v.Findings {
		if f.Column == SessionsLost {
			n += f.Tokens
		}
	}
	return n
}
