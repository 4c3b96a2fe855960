package classfilter

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed modules.txt
var modulesText string

// modules gives the module of each package of the JDK.
var modules = sync.OnceValue(func() map[string]string {
	byPackage := map[string]string{}
	for line := range strings.Lines(modulesText) {
		module, packages, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		for name := range strings.FieldsSeq(packages) {
			byPackage[name] = module
		}
	}
	return byPackage
})

// moduleOf names the module of a class of the JDK, "" for any other class.
func moduleOf(class string) string {
	dot := strings.LastIndexByte(class, '.')
	if dot < 0 {
		return ""
	}
	return modules()[class[:dot]]
}
