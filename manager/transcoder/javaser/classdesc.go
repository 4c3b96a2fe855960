package javaser

import "strings"

// classDesc describes a class as the stream does: names are kept in modified
// UTF-8, flags, order of fields and version ids exactly as they stood.
type classDesc struct {
	ident
	name       string
	suid       uint64
	flags      byte
	fields     []field
	annotation []item
	super      item // *classDesc, *ref to one, or *null

	// What follows is worked out once the descriptor is complete.
	complete bool
	parent   *classDesc
	depth    int // 1 for a class without a serializable super class
	primSize int
	objects  int // fields that aren't primitive; they stand last

	shape *shape // nil until somebody asks
}

// field is one field of a descriptor.
type field struct {
	code byte // B C D F I J S Z [ L
	name string
	typ  item // the type's signature for [ and L
}

// proxyDesc describes a java.lang.reflect.Proxy class.
type proxyDesc struct {
	ident
	interfaces []string
	annotation []item
	super      item
	complete   bool
	parent     *classDesc
}

// primitiveSize gives the bytes of a primitive type, 0 for objects and arrays,
// -1 for anything else.
func primitiveSize(code byte) int {
	switch code {
	case 'B', 'Z':
		return 1
	case 'C', 'S':
		return 2
	case 'I', 'F':
		return 4
	case 'J', 'D':
		return 8
	case '[', 'L':
		return 0
	}
	return -1
}

// signature gives the field's type as the JVM writes it: I, [I,
// Ljava/lang/String;
func (f *field) signature() string {
	if f.typ == nil {
		return string(f.code)
	}
	if s, ok := target(f.typ).(*str); ok {
		return s.raw
	}
	return ""
}

// javaType gives a signature as Class.getName does: int, [I, java.lang.String.
func javaType(signature string) string {
	if signature == "" {
		return ""
	}
	switch signature[0] {
	case 'B':
		return "byte"
	case 'C':
		return "char"
	case 'D':
		return "double"
	case 'F':
		return "float"
	case 'I':
		return "int"
	case 'J':
		return "long"
	case 'S':
		return "short"
	case 'Z':
		return "boolean"
	case 'V':
		return "void"
	case 'L':
		return strings.ReplaceAll(strings.TrimSuffix(signature[1:], ";"), "/", ".")
	}
	return strings.ReplaceAll(signature, "/", ".")
}

// lineage fills room with the classes from the top-most super class down to
// this one.
func (d *classDesc) lineage(room *[maxSuperClasses]*classDesc) []*classDesc {
	if d == nil {
		return nil
	}
	n := d.depth
	for i := n - 1; i >= 0; i-- {
		room[i] = d
		d = d.parent
	}
	return room[:n]
}

// ancestor gives the descriptor of that name in the chain, or nil.
func (d *classDesc) ancestor(name string) *classDesc {
	for ; d != nil; d = d.parent {
		if d.name == name {
			return d
		}
	}
	return nil
}

// hasData tells whether instances hold anything for this class itself.
func (d *classDesc) hasData() bool {
	return len(d.fields) > 0 || d.hasAnnotation()
}

// hasAnnotation tells whether instances hold what the class wrote itself.
func (d *classDesc) hasAnnotation() bool { return writesData(d.flags) }

func writesData(flags byte) bool { return flags&(scWriteMethod|scExternalizable) != 0 }

// resolveDesc gives the descriptor behind a class item; both nil for null.
func resolveDesc(it item) (*classDesc, *proxyDesc) {
	switch d := target(it).(type) {
	case *classDesc:
		return d, nil
	case *proxyDesc:
		return nil, d
	}
	return nil, nil
}

// finish works out what follows from the fields and the super class.
func (d *classDesc) finish() string {
	for i := range d.fields {
		size := primitiveSize(d.fields[i].code)
		if size > 0 && d.objects > 0 {
			return "a primitive field stands behind an object field"
		}
		if size == 0 {
			d.objects++
		}
		d.primSize += size
	}
	super, proxy := resolveDesc(d.super)
	if proxy != nil {
		return "the super class is a proxy class"
	}
	d.depth = 1
	if super != nil {
		if !super.complete {
			return "the chain of super classes is a circle"
		}
		if super.depth >= maxSuperClasses {
			return "the chain of super classes is too long"
		}
		d.parent, d.depth = super, super.depth+1
	}
	d.complete = true
	return ""
}
