package classfile

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// jdkText has a line for each class: name, flags, super-class or "-",
// interfaces|flags, type and name of each field|flags of the constructor without
// parameters. go generate makes it.
//
//go:embed jdk.txt
var jdkText string

// JDK gives the public and the serializable classes of java.base, java.sql,
// java.logging, java.naming and java.beans as they are in JDK 17: their super-classes,
// interfaces, enum constants, and the fields of those that are Serializable; of
// methods only the constructor without parameters. Names and super-classes are the same since JDK 8; private fields
// are not always.
func JDK() Classes { return jdkClasses{} }

type jdkClasses struct{}

func (jdkClasses) Class(name string) (*Class, error) {
	if c := jdkIndex()[name]; c != nil {
		return c, nil
	}
	return nil, notFound(name)
}

var jdkIndex = sync.OnceValue(func() map[string]*Class {
	index := map[string]*Class{"java.lang.Object": {
		Name: "java.lang.Object", Access: Public, Methods: []Method{{Name: "<init>", Descriptor: "()V", Access: Public}},
	}}
	for line := range strings.Lines(jdkText) {
		part := strings.Split(strings.TrimSpace(line), "|")
		words := strings.Fields(part[0])
		c := &Class{Name: words[0], Access: parseFlags(words[1]), Super: words[2], Interfaces: words[3:]}
		if c.Super == "-" {
			c.Super = "java.lang.Object"
		}
		for each := range strings.SplitSeq(part[1], ",") {
			if f := strings.Fields(each); len(f) == 3 {
				c.Fields = append(c.Fields, Field{Access: parseFlags(f[0]), Descriptor: f[1], Name: f[2]})
			}
		}
		if len(part) == 3 {
			c.Methods = []Method{{Name: "<init>", Descriptor: "()V", Access: parseFlags(part[2])}}
		}
		index[c.Name] = c
	}
	return index
})

func parseFlags(hex string) Access {
	n, _ := strconv.ParseUint(hex, 16, 16)
	return Access(n)
}
