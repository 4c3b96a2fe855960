// Command msmgate stands where a Tomcat node with memcached-session-manager
// stood: it reads that node's configuration, takes part in its session
// cluster, and proxies what stays on Tomcat.
package main

import (
	"fmt"
	"os"
)

func main() {
	os.Exit(execute(os.Args[1:]))
}

// execute runs one command line and gives the exit code.
func execute(args []string) int {
	root := newRootCommand()
	root.SetArgs(args)
	err := root.Execute()
	if err != nil && err.Error() != "" {
		fmt.Fprintln(root.ErrOrStderr(), "msmgate:", err)
	}
	return exitCode(err)
}
