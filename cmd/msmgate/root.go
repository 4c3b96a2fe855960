package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// newRootCommand wires all commands together.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "msmgate",
		Short: "A session node beside Tomcats with memcached-session-manager",
		Long: `msmgate takes the place of Tomcat nodes that share sessions through
memcached-session-manager: it reads their context.xml as it is, joins their
session cluster, and moves one path after the other from Tomcat to Go.`,
		Example: `  msmgate demo
  msmgate check conf/context.xml
  msmgate run --context conf/context.xml --listen :8080 --upstream tomcat1=http://10.0.0.1:8080`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.AddCommand(newRunCommand(), newDemoCommand(), newCheckCommand(), newRecordCommand(), newCensusCommand(), newGenCommand())
	return root
}

// version is the module's version, as the build recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
