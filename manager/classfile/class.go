// Package classfile reads Java class files: names, types, modifiers,
// super-classes and enum constants. Nothing of them is ever run.
//
// Session formats need them where their bytes name no fields (kryo) or no types
// (javolution, xstream), and for the serialVersionUID of a class that no session
// has shown yet.
package classfile

// Access are the flags of a class, field or method (JVMS 4.1, 4.5, 4.6).
type Access uint16

// The access flags that formats ask for.
const (
	Public       Access = 0x0001
	Private      Access = 0x0002
	Protected    Access = 0x0004
	Static       Access = 0x0008
	Final        Access = 0x0010
	Synchronized Access = 0x0020 // of methods
	Volatile     Access = 0x0040 // of fields
	Transient    Access = 0x0080 // of fields
	Native       Access = 0x0100 // of methods
	Interface    Access = 0x0200
	Abstract     Access = 0x0400
	Strict       Access = 0x0800 // of methods
	Synthetic    Access = 0x1000
	Annotation   Access = 0x2000
	Enum         Access = 0x4000
)

// Has says whether all of the flags are set.
func (a Access) Has(flags Access) bool { return a&flags == flags }

// Class is one parsed class file. Names are those of Class.getName():
// "app.Shop$Cart".
type Class struct {
	Name string
	// Super is "" for java.lang.Object and for interfaces' files java.lang.Object.
	Super      string
	Interfaces []string
	// Access is the class's own; of a nested class the flags of its InnerClasses
	// entry, as Class.getModifiers gives them.
	Access Access
	// Signature is the generic signature (JVMS 4.7.9.1), "" without generics.
	Signature string
	// Fields and Methods stand in the file's order, which is that of
	// getDeclaredFields.
	Fields  []Field
	Methods []Method
	// Annotations are the class names of runtime-visible annotations.
	Annotations []string
	// Record says that it is a record class, which Java serializes by the rules
	// of its own.
	Record bool
}

// Field is a declared field.
type Field struct {
	Name string
	// Descriptor is the type as in "I", "[Ljava/lang/String;" (JVMS 4.3.2).
	Descriptor  string
	Access      Access
	Signature   string
	Annotations []string
	// Constant says that the field has a ConstantValue.
	Constant bool
	// Long is that value if it is an int or long constant (serialVersionUID).
	Long int64
}

// Method is a declared method, <init> and <clinit> included.
type Method struct {
	Name       string
	Descriptor string
	Access     Access
}

// EnumConstants are the names of an enum's constants by ordinal.
func (c *Class) EnumConstants() []string {
	var names []string
	for _, f := range c.Fields {
		if f.Access.Has(Enum) {
			names = append(names, f.Name)
		}
	}
	return names
}
