package main

import "github.com/spf13/cobra"

// newRecordCommand is the parent of what works on files with a record's bytes.
func newRecordCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "record",
		Short: "Show, verify and edit files that hold a session record",
	}
}
