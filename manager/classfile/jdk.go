package classfile

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// jdkText has a line for each class: name, flags, super-class or "-",
// interfaces|flags, type and name of each field. go generate makes it.
//
//go:embed jdk.txt
var jdkText string

// JDK gives the public and the serializable classes of java.base, java.sql,
// java.logging, java.naming and java.beans as they are in JDK 17: their super-classes,
// interfaces, enum constants, and the fields of those that are Serializable;
// no methods. Names and super-classes are the same since JDK 8; private fields
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
	index := map[string]*Class{"java.lang.Object": {Name: "java.lang.Object", Access: Public}}
	for line := range strings.Lines(jdkText) {
		head, fields, _ := strings.Cut(strings.TrimSpace(line), "|")
		words := strings.Fields(head)
		c := &Class{Name: words[0], Access: parseFlags(words[1]), Super: words[2], Interfaces: words[3:]}
		if c.Super == "-" {
			c.Super = "java.lang.Object"
		}
		for each := range strings.SplitSeq(fields, ",") {
			if part := strings.Fields(each); len(part) == 3 {
				c.Fields = append(c.Fields, Field{Access: parseFlags(part[0]), Descriptor: part[1], Name: part[2]})
			}
		}
		index[c.Name] = c
	}
	return index
})

func parseFlags(hex string) Access {
	n, _ := strconv.ParseUint(hex, 16, 16)
	return Access(n)
}
