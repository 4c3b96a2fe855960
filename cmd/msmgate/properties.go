package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// properties are Java system properties as -D gives them.
type properties []string

func (p *properties) addFlag(flags *pflag.FlagSet) {
	flags.StringArrayVarP((*[]string)(p), "define", "D", nil, "a Java system property `NAME=VALUE` for ${NAME}; may be repeated")
}

// values gives them by name. Errors carry the exit code.
func (p properties) values() (map[string]string, error) {
	values := map[string]string{}
	for _, d := range p {
		name, value, ok := strings.Cut(d, "=")
		if !ok || name == "" {
			return values, unreadable(fmt.Errorf("-D %s: want NAME=VALUE", d))
		}
		values[name] = value
	}
	return values, nil
}
