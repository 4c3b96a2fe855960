package contextxml

import (
	"errors"
	"fmt"
	"strings"
)

// maxFindings bounds what one run reports; a file with more faults than that
// isn't a configuration.
const maxFindings = 1000

// report collects findings over all files of a run.
type report struct {
	findings []Finding
	errors   int
	dropped  int
}

// place is a position in a file; the zero position means the file as a whole.
type place struct {
	file string
	at   position
}

func (r *report) add(severity Severity, rule, setting string, p place, message, fix string) {
	if severity == SeverityError {
		r.errors++
	}
	if len(r.findings) >= maxFindings {
		r.dropped++
		return
	}
	r.findings = append(r.findings, Finding{
		File: p.file, Line: p.at.line, Column: p.at.column,
		Severity: severity, Rule: rule, Setting: setting, Message: message, Fix: fix,
	})
}

// ErrNotServed is what Err wraps: Tomcat would not start the context, or
// msmgate can't take part in its cluster.
var ErrNotServed = errors.New("the configuration can't be served")

// Err is nil if no finding is an error; else it lists those that are, each with
// its file, line and column, and wraps ErrNotServed.
func (r *Result) Err() error {
	var lines []string
	for _, f := range r.Findings {
		if f.Severity == SeverityError {
			lines = append(lines, f.String())
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return fmt.Errorf("%w:\n  %s", ErrNotServed, strings.Join(lines, "\n  "))
}

// String is the finding on one line: file:line:column, severity, message, rule and fix.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", f.Line, f.Column)
	}
	fmt.Fprintf(&b, ": %s: %s", f.Severity, f.Message)
	if f.Rule != "" {
		fmt.Fprintf(&b, " (%s)", f.Rule)
	}
	if f.Fix != "" {
		fmt.Fprintf(&b, "; %s", f.Fix)
	}
	return b.String()
}
