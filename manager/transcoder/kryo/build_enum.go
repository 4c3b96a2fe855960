package kryo

import (
	"strconv"

	"msmgate/manager/javaobj"
)

// ordinal gives the number of a constant.
func (b *builder) ordinal(v *javaobj.Enum) (*class, uint32, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, 0, err
	}
	for i, name := range c.constants {
		if name == v.Name && c.kind == kindEnum {
			return c, uint32(i), nil
		}
	}
	return nil, 0, unsupported(v.Class, "it has no constant %s", strconv.Quote(v.Name))
}

func (b *builder) enum(v *javaobj.Enum) (*node, error) {
	c, ordinal, err := b.ordinal(v)
	if err != nil {
		return nil, err
	}
	if b.layout != layout1 {
		ordinal++
	}
	return b.keep(v, c, appendVarint(nil, ordinal)), nil
}

// classValue makes a Class object; the class must be known, as a reader must
// find it.
func (b *builder) classValue(v *javaobj.Class) (*node, error) {
	c, err := b.class("java.lang.Class")
	if err != nil {
		return nil, err
	}
	n := &node{class: c}
	b.made[v] = n
	name := v.Name
	primitive := byte(0)
	switch {
	case name == "void" && b.layout == layout1:
		return nil, unsupported(name, "kryo 1 writes it by a name that no reader finds")
	case name == "void":
		return nil, unsupported(name, "the class of nothing can be kept, moved and removed, but not made")
	case name == voidBox && b.layout != layout1:
		name = "void"
	}
	for i, each := range primitiveNames {
		if each == name && b.layout != layout1 {
			name, primitive = boxNames[i], 1
		}
	}
	of := b.find(name)
	if err := of.ready(b.schema); err != nil && of.id == 0 {
		if _, err := b.finality(name); err != nil {
			return nil, unsupported(name, "%v", err)
		}
	}
	n.kids = []*node{of.self}
	if b.layout != layout1 {
		n.raw = string([]byte{primitive})
	}
	return n, nil
}
