package classfile

import (
	"cmp"
	"fmt"
	"slices"
)

// SerialFields gives the fields that Java's default serialization writes for a
// class itself, in the stream's order: primitive ones first, each group by name.
// A class that chooses its fields by code (serialPersistentFields) is an error.
func SerialFields(c *Class) ([]Field, error) {
	if c.Access.Has(Enum) || c.Super == "java.lang.Enum" || c.Access.Has(Interface) {
		return nil, nil
	}
	var fields []Field
	for _, f := range c.Fields {
		if f.Name == "serialPersistentFields" && f.Access.Has(Private|Static|Final) && f.Descriptor == "[Ljava/io/ObjectStreamField;" {
			return nil, fmt.Errorf("class %s chooses its serialized fields by code (serialPersistentFields)", c.Name)
		}
		if f.Access&(Static|Transient) == 0 {
			fields = append(fields, f)
		}
	}
	slices.SortStableFunc(fields, func(a, b Field) int {
		return cmp.Or(rankOf(a)-rankOf(b), compareUTF16(a.Name, b.Name))
	})
	return fields, nil
}

// rankOf sorts primitives before objects.
func rankOf(f Field) int {
	if primitives[f.Descriptor[0]] != "" {
		return 0
	}
	return 1
}

// Method finds a declared method, nil if there is none.
func (c *Class) Method(name, descriptor string) *Method {
	for i := range c.Methods {
		if c.Methods[i].Name == name && c.Methods[i].Descriptor == descriptor {
			return &c.Methods[i]
		}
	}
	return nil
}
