package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"msmgate/contextxml"
)

func newCheckCommand() *cobra.Command {
	var from source
	var classes classPath
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check FILE… | --context FILE | --catalina-base DIR",
		Short: "Say what is wrong in a configuration, and what each setting's value is",
		Long: `check reads a configuration as Tomcat would and lists everything that would stop
it from starting the context (an error), what it would only warn of (a warning),
and what was probably not meant (a hint), each with file, line and column; then
every setting with its effective value and where that came from.

It ends with 0 if there is no error, with 1 if there is one, and with 2 if a file
can't be read.`,
		Example: `  msmgate check shop.xml
  msmgate check --catalina-base /srv/tomcat --app /shop -D node=1
  msmgate check --json shop.xml`,
		RunE: func(cmd *cobra.Command, files []string) error {
			if err := applySettings(cmd); err != nil {
				return err
			}
			if len(files) > 0 && (cmd.Flags().Changed("context") || cmd.Flags().Changed("catalina-base")) {
				return unreadable(errors.New("give either files or --context or --catalina-base"))
			}
			// A class path is only opened: whether it is sound is all there is to say.
			if _, err := classes.open(); err != nil {
				return err
			}
			report, err := check(&from, files)
			if report == nil {
				return err
			}
			write := report.writeTable
			if asJSON {
				write = report.writeJSON
			}
			if werr := write(cmd.OutOrStdout()); werr != nil {
				return unreadable(werr)
			}
			return err
		},
	}
	from.addFlags(cmd.Flags())
	from.addDialectFlag(cmd.Flags())
	classes.addFlags(cmd.Flags())
	cmd.Flags().String("config", "", "a YAML `FILE` with settings")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// checkReport is what check prints; its JSON form is promised.
type checkReport struct {
	Findings []contextxml.Finding `json:"findings"`
	Settings []contextxml.Setting `json:"settings"`
}

// check reads all files. A report comes with an error that tells the exit code.
func check(from *source, files []string) (*checkReport, error) {
	o, err := from.options()
	if err != nil {
		return nil, err
	}
	if _, err := from.dialectValue(); err != nil {
		return nil, err
	}
	var all []contextxml.Options
	for _, file := range files {
		one := o
		one.Context, one.CatalinaBase = file, ""
		all = append(all, one)
	}
	if len(files) == 0 {
		if o.Context == "" && o.CatalinaBase == "" {
			return nil, unreadable(errors.New("say what to check: FILE…, --context FILE or --catalina-base DIR"))
		}
		all = append(all, o)
	}
	report := &checkReport{Findings: []contextxml.Finding{}, Settings: []contextxml.Setting{}}
	var unread []error
	wrong := 0
	for _, o := range all {
		result, err := contextxml.Load(o)
		if err != nil {
			unread = append(unread, err)
			continue
		}
		report.Findings = append(report.Findings, result.Findings...)
		report.Settings = append(report.Settings, result.Settings...)
		if result.Err() != nil {
			wrong++
		}
	}
	switch {
	case len(unread) > 0:
		return report, unreadable(errors.Join(unread...))
	case wrong > 0:
		return report, fault(fmt.Errorf("%d of %d configurations can't be served", wrong, len(all)))
	}
	return report, nil
}

func (r *checkReport) writeJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}

func (r *checkReport) writeTable(w io.Writer) error {
	if len(r.Findings)+len(r.Settings) == 0 {
		return nil // nothing could be read
	}
	counts := map[contextxml.Severity]int{}
	for _, f := range r.Findings {
		counts[f.Severity]++
		place := f.File
		if f.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
		}
		fmt.Fprintf(w, "%s: %s: %s", place, f.Severity, f.Message)
		if f.Rule != "" {
			fmt.Fprintf(w, " (%s)", f.Rule)
		}
		fmt.Fprintln(w)
		if f.Fix != "" {
			fmt.Fprintf(w, "    %s\n", f.Fix)
		}
	}
	fmt.Fprintf(w, "%d errors, %d warnings, %d hints\n", counts[contextxml.SeverityError],
		counts[contextxml.SeverityWarning], counts[contextxml.SeverityHint])
	if len(r.Settings) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SETTING\tVALUE\tFROM")
	for _, s := range r.Settings {
		value := s.Value
		if value == "" {
			value = "-"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.Name, value, s.Origin)
	}
	return table.Flush()
}
