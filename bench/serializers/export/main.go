// Command export writes the records of package serializers as files into a
// directory, for the JVM's side of the comparison.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"msmgate/bench/serializers"
)

func main() {
	if err := export(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "exporting records:", err)
		os.Exit(1)
	}
}

func export(directory string) error {
	records, err := serializers.Records()
	if err != nil {
		return err
	}
	for _, r := range records {
		if err := os.WriteFile(filepath.Join(directory, r.Name+".bin"), r.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
