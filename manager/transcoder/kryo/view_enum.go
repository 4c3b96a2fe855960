package kryo

import (
	"msmgate/manager/javaobj"
)

// ordinals splits the data of an EnumSet behind the count.
func ordinals(raw string) []string {
	_, at, _ := varint(raw, 0)
	var list []string
	for at < len(raw) {
		_, end, ok := varint(raw, at)
		if !ok {
			break
		}
		list = append(list, raw[at:end])
		at = end
	}
	return list
}

// enumView shows a constant; kryo 3 and later count from 1.
func (d *document) enumView(c *class, raw string) javaobj.Value {
	ordinal, _, _ := varint(raw, 0)
	if d.layout != layout1 {
		ordinal--
	}
	return constant(c, ordinal)
}

func constant(c *class, ordinal uint32) javaobj.Value {
	if int64(ordinal) >= int64(len(c.constants)) {
		return &javaobj.Opaque{Class: c.name, Size: 1, Reason: "the class files have no constant of that number"}
	}
	return &javaobj.Enum{Class: c.name, Declaring: c.declaring, Name: c.constants[ordinal]}
}

// ordinalView shows a constant of an EnumSet, which kryo 3 and later count from
// 1, or a key of an EnumMap, which count from 0, as in kryo 1 all do.
func (d *document) ordinalView(of *class, raw string, fromOne bool) javaobj.Value {
	ordinal, _, _ := varint(raw, 0)
	if fromOne {
		ordinal--
	}
	if err := of.ready(d.schema); err != nil || of.kind != kindEnum {
		return &javaobj.Opaque{Class: of.name, Size: len(raw), Reason: "a constant whose name only the class file tells; give --classpath"}
	}
	return constant(of, ordinal)
}

// className is the class that a Class object stands for.
func (d *document) className(n *node) string {
	name := n.kids[0].class.name
	switch {
	case d.layout != layout1 && name == "void" && n.raw != "\x01":
		return voidBox
	case d.layout == layout1 || n.raw != "\x01":
		return name
	}
	for i, box := range boxNames {
		if box == name {
			return primitiveNames[i]
		}
	}
	return name
}
