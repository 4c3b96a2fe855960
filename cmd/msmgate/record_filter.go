package main

import (
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"msmgate/manager/classfilter"
)

// serialFilter is the flag --serial-filter, or MSMGATE_SERIAL_FILTER.
type serialFilter struct{ text string }

func (s *serialFilter) addFlag(flags *pflag.FlagSet) {
	flags.StringVar(&s.text, "serial-filter", "", "which classes may be read and written, a `FILTER` as in Java's jdk.serialFilter")
}

// load parses the filter; nil without one. Errors carry the exit code.
func (s *serialFilter) load(cmd *cobra.Command) (*classfilter.Filter, error) {
	if err := applySettings(cmd, "serial-filter"); err != nil {
		return nil, err
	}
	if s.text == "" {
		return nil, nil
	}
	f, err := classfilter.Parse(s.text)
	if err != nil {
		return nil, unreadable(fmt.Errorf("--serial-filter: %w", err))
	}
	return f, nil
}

// admit refuses a record with a class that the filter rejects, or over one of
// its limits.
func (f *recordFile) admit(filter *classfilter.Filter) error {
	return filter.CheckDocument(f.attributes, len(f.record.Attributes))
}
