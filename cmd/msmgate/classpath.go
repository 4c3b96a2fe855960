package main

import (
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"msmgate/manager/classfile"
)

// classPath is what the flags say about the application's classes and about
// what only they, or an operator, can tell of a format.
type classPath struct {
	paths []string
	kryo  string
}

func (c *classPath) addFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&c.paths, "classpath", nil, "the application's .war, or its .jar files and class directories, as `PATH`s: kryo's objects can't be read without, the other serializers' get new classes and field types by it; several with colons (on Windows semicolons) between, or repeated")
	flags.StringVar(&c.kryo, "kryo", "", "kryo's `LAYOUT`: 1 (MSM up to 1.8), 3 (1.9.0 to 2.1.0) or 4 (2.1.1 and later); without it all are tried")
}

// open reads the class path; nil without one. Errors carry the exit code.
func (c *classPath) open() (classfile.Classes, error) {
	if c.kryo != "" && !slices.Contains([]string{"1", "3", "4"}, c.kryo) {
		return nil, unreadable(fmt.Errorf("--kryo %s: there are 1, 3 and 4", c.kryo))
	}
	if len(c.paths) == 0 {
		return nil, nil
	}
	path, err := classfile.Open(c.paths...)
	if err != nil {
		return nil, unreadable(fmt.Errorf("--classpath: %w", err))
	}
	return path, nil
}
