package kryo

import (
	_ "embed"
	"strings"
	"sync"

	"msmgate/manager/classfile"
)

// Classes that are no application's, written field by field, whose fields the
// JDK's table doesn't have: those of older releases of Java and of Joda-Time.
//
//go:embed layouts.txt
var layoutsText string

// The releases of Java whose private fields differ where it counts.
const (
	java17 = iota // 9 and later
	java8         // 7 and 8
	java6
)

type fixedClasses map[string]*classfile.Class

func (f fixedClasses) Class(name string) (*classfile.Class, error) {
	if c := f[name]; c != nil {
		return c, nil
	}
	return nil, classfile.ErrNotFound
}

// layouts are the sections of layouts.txt. A line is a class, its modifier, its
// super-class and its fields as type:name.
var layouts = sync.OnceValue(func() map[string]fixedClasses {
	sections := map[string]fixedClasses{}
	section := fixedClasses{}
	for line := range strings.Lines(layoutsText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
			continue
		case len(words) == 1:
			section = fixedClasses{}
			sections[words[0]] = section
			continue
		}
		c := &classfile.Class{Name: words[0], Super: words[2]}
		if words[1] == "final" {
			c.Access |= classfile.Final
		}
		for _, each := range words[3:] {
			descriptor, name, _ := strings.Cut(each, ":")
			c.Fields = append(c.Fields, classfile.Field{Name: name, Descriptor: descriptor})
		}
		section[c.Name] = c
	}
	return sections
})

// olderJDK gives what a release of Java writes otherwise than Java 17.
func olderJDK(release int) classfile.Classes {
	switch release {
	case java8:
		return layouts()["java8"]
	case java6:
		return classfile.Layered(layouts()["java6"], layouts()["java8"])
	}
	return nil
}

func jodaClasses() classfile.Classes { return layouts()["joda"] }

// changed tells whether a class's fields depend on the release of Java.
func changed(name string) bool {
	for _, section := range []string{"java8", "java6"} {
		if layouts()[section][name] != nil {
			return true
		}
	}
	return false
}
