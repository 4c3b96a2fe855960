package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"msmgate/manager/record"
)

func newRecordShowCommand() *cobra.Command {
	var format recordFormat
	var filter serialFilter
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show FILE",
		Short: "Print a record: its header's fields and its attributes",
		Long: `show prints what a record holds, for people or, with --json, for programs. FILE
may be - for standard input. No Java class is needed, and none is ever run.

A principal's password is not printed. What a number after # means: the object
is referred to again further down.`,
		Example: `  msmgate record show session.bin
  msmgate record show --json --context shop.xml session.bin
  memcached-dump KEY | msmgate record show -`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			admitted, err := filter.load(cmd)
			if err != nil {
				return err
			}
			t, err := format.transcoder()
			if err != nil {
				return err
			}
			f, err := readRecordFile(args[0], cmd.InOrStdin(), t)
			if err != nil {
				return err
			}
			if err := f.admit(admitted); err != nil {
				return fault(fmt.Errorf("%s: %w", displayName(args[0]), err))
			}
			write := f.writeTree
			if asJSON {
				write = f.writeJSON
			}
			return write(cmd.OutOrStdout())
		},
	}
	format.addFlags(cmd.Flags())
	filter.addFlag(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (f *recordFile) writeJSON(w io.Writer) error {
	data, err := record.AppendJSON(nil, f.record, f.attributes, f.transcoder.FactoryClass())
	if err != nil {
		return fault(err)
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return unreadable(fmt.Errorf("writing the record: %w", err))
	}
	return nil
}

// usageArgs makes cobra's complaint about arguments one with our exit code.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return errUsage(fmt.Sprintf("%v; usage: %s", err, cmd.UseLine()))
		}
		return nil
	}
}
