package main

import (
	"github.com/spf13/cobra"
)

// newRecordCommand is the parent of what works on files with a record's bytes.
func newRecordCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "record",
		Short: "Show, verify and edit files that hold a session record",
		Long: `record works on files that hold what memcached-session-manager stores under a
session's key: a header, then the attributes in the bytes of a transcoder. Such
a file comes from memcached byte for byte; gzip'd values are recognised.

Which transcoder wrote the attributes is told by --transcoder or, as it stands
in the context file, by --context; without either it is Java serialization.

All commands end with 0 if all is well, with 1 if a record is at fault or an
edit was refused, and with 2 if a file can't be read or the usage is wrong.`,
		Example: `  msmgate record show session.bin
  msmgate record verify --context shop.xml dumps/*.bin
  msmgate record edit session.bin -o edited.bin --set 'customer="Ada"' --remove cart`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newRecordShowCommand(), newRecordVerifyCommand(), newRecordEditCommand())
	return cmd
}
