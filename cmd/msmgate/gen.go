package main

import (
	"github.com/spf13/cobra"
)

// newGenCommand is the parent of what writes code.
func newGenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "gen",
		Short:   "Write code for the classes of a session",
		Long:    `gen writes code from what sessions hold, or from an application's class files.`,
		Example: `  msmgate gen go --package shop -o shop/types.go dumps/`,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newGenGoCommand())
	return cmd
}
