package classfile

import (
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// SerialVersionUID gives the id that Java writes for a class: the one it
// declares, or the default that is computed from its name, interfaces and
// members. It is 0 for enums, and for records that declare none. A class that
// isn't Serializable has none, and one that declares an id without being a
// compile-time constant sets it by code, which is never run: errors.
//
// c needs the class and whatever of the application's own it extends and
// implements; the JDK's are known. An array ("[Lapp.Shop$Cart;", "[I") has the id
// that Java writes, and never compares.
func SerialVersionUID(c Classes, name string) (int64, error) {
	if strings.HasPrefix(name, "[") {
		return arrayUID(c, name)
	}
	class, err := c.Class(name)
	if err != nil {
		return 0, err
	}
	if class.Super == "java.lang.Enum" || class.Access.Has(Enum) {
		return 0, nil
	}
	id, declared, err := declaredUID(class)
	if err != nil {
		return 0, err
	}
	if !declared || !slices.Contains(class.Interfaces, "java.io.Serializable") {
		ok, err := IsAssignable(Layered(c, JDK()), name, "java.io.Serializable")
		if err != nil {
			return 0, fmt.Errorf("the serialVersionUID of %s: %w", name, err)
		}
		if !ok {
			return 0, fmt.Errorf("class %s has no serialVersionUID: it isn't Serializable", name)
		}
	}
	switch {
	case declared:
		return id, nil
	case class.Record:
		return 0, nil
	}
	return defaultUID(class), nil
}

// arrayUID takes an array for a class without members, as visible as that of its
// elements.
func arrayUID(c Classes, name string) (int64, error) {
	array := &Class{Name: name, Access: Public | Final | Abstract}
	element := strings.TrimLeft(name, "[")
	if !validFieldType(dotless(element)) {
		return 0, fmt.Errorf("%q is no name of an array", clip(name))
	}
	if element = TypeName(element); !primitiveName(element) {
		class, err := Layered(c, JDK()).Class(element)
		if err != nil {
			return 0, fmt.Errorf("the serialVersionUID of %s: %w", clip(name), err)
		}
		array.Access = class.Access&Public | Final | Abstract
	}
	return defaultUID(array), nil
}

// declaredUID finds a static final serialVersionUID whose value widens to long;
// Java ignores any other.
func declaredUID(c *Class) (id int64, declared bool, err error) {
	for _, f := range c.Fields {
		if f.Name != "serialVersionUID" || !f.Access.Has(Static|Final) || !strings.Contains("BCSIJ", f.Descriptor) {
			continue
		}
		if !f.Constant {
			return 0, false, fmt.Errorf("class %s sets its serialVersionUID by code that isn't run here; only a constant can be known", c.Name)
		}
		return f.Long, true, nil
	}
	return 0, false, nil
}

// The flags that count for the default id.
const (
	classFlags  = Public | Final | Interface | Abstract
	fieldFlags  = Public | Private | Protected | Static | Final | Volatile | Transient
	methodFlags = Public | Private | Protected | Static | Final | Synchronized | Native | Abstract | Strict
)

// defaultUID is the id of a class that declares none: the first eight bytes of a
// SHA-1, the last one first, over its parts in DataOutput's form.
func defaultUID(c *Class) int64 {
	out := encodeUTF(nil, c.Name)
	out = append4(out, flagsOf(c))
	interfaces := slices.Clone(c.Interfaces)
	slices.SortStableFunc(interfaces, compareUTF16)
	for _, name := range interfaces {
		out = encodeUTF(out, name)
	}
	out = appendFields(out, c.Fields)
	out = appendMethods(out, c.Methods)
	sum := sha1.Sum(out)
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

// flagsOf makes an interface abstract if, and only if, it has methods: old
// compilers wrote it so.
func flagsOf(c *Class) Access {
	flags := c.Access & classFlags
	if !c.Access.Has(Interface) {
		return flags
	}
	for _, m := range c.Methods {
		if m.Name != "<clinit>" {
			return flags | Abstract
		}
	}
	return flags &^ Abstract
}

// appendFields adds fields by name; private ones that are static or transient
// don't count.
func appendFields(out []byte, fields []Field) []byte {
	fields = slices.Clone(fields)
	slices.SortStableFunc(fields, func(a, b Field) int { return compareUTF16(a.Name, b.Name) })
	for _, f := range fields {
		flags := f.Access & fieldFlags
		if flags.Has(Private) && flags&(Static|Transient) != 0 {
			continue
		}
		out = encodeUTF(out, f.Name)
		out = append4(out, flags)
		out = encodeUTF(out, f.Descriptor)
	}
	return out
}

// appendMethods adds the static initializer, the constructors by type, then the
// methods by name and type; private ones don't count.
func appendMethods(out []byte, methods []Method) []byte {
	methods = slices.Clone(methods)
	slices.SortStableFunc(methods, func(a, b Method) int {
		if order := methodRank(a.Name) - methodRank(b.Name); order != 0 {
			return order
		}
		if order := compareUTF16(a.Name, b.Name); order != 0 {
			return order
		}
		return compareUTF16(a.Descriptor, b.Descriptor)
	})
	for _, m := range methods {
		flags, descriptor := m.Access&methodFlags, dotted(m.Descriptor)
		if methodRank(m.Name) == 0 {
			flags, descriptor = Static, m.Descriptor
		}
		if flags.Has(Private) {
			continue
		}
		out = encodeUTF(out, m.Name)
		out = append4(out, flags)
		out = encodeUTF(out, descriptor)
	}
	return out
}

func methodRank(name string) int {
	switch name {
	case "<clinit>":
		return 0
	case "<init>":
		return 1
	}
	return 2
}

func append4(out []byte, flags Access) []byte {
	return binary.BigEndian.AppendUint32(out, uint32(flags))
}
