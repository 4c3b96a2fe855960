package javaser

import (
	"strings"

	"msmgate/manager/javaobj"
)

func makeAsList(b *builder, o *object, v *javaobj.List, class string) error {
	a, err := b.objectArray("[Ljava.lang.Object;", v.Elems)
	if err != nil {
		return err
	}
	return shaped(v.Class, o.setField(class, "a", a))
}

func makeEnumSet(b *builder, o *object, v *javaobj.List, class string) error {
	constants := ""
	for _, each := range v.Elems {
		e, ok := each.(*javaobj.Enum)
		if !ok || constants != "" && e.Declaring != constants {
			return unsupported(v.Class, "it holds constants of one enum")
		}
		constants = e.Declaring
	}
	if constants == "" {
		return unsupported(v.Class, "without a constant the enum isn't known")
	}
	a, err := b.objectArray("[Ljava.lang.Enum;", v.Elems)
	if err != nil {
		return err
	}
	keyType, err := b.classObject(&javaobj.Class{Name: constants})
	if err != nil {
		return err
	}
	return shaped(v.Class, o.setField(class, "elementType", keyType), o.setField(class, "elements", a))
}

func makeEmpty(_ *builder, _ *object, v *javaobj.List, _ string) error {
	if len(v.Elems) > 0 {
		return unsupported(v.Class, "it is always empty; use java.util.ArrayList or java.util.HashSet")
	}
	return nil
}

func makeSingleton(b *builder, o *object, v *javaobj.List, class string) error {
	if len(v.Elems) != 1 {
		return unsupported(v.Class, "it holds just one element; use java.util.ArrayList or java.util.HashSet")
	}
	it, err := b.item(v.Elems[0])
	if err != nil {
		return err
	}
	return shaped(v.Class, o.setField(class, "element", it))
}

// makeListWrapper makes an unmodifiable or synchronized view of a new list or
// set.
func makeListWrapper(b *builder, o *object, v *javaobj.List, class string) error {
	holder := o.slots[0].desc.name
	inner := &javaobj.List{Class: "java.util.ArrayList", Elems: v.Elems}
	if strings.HasSuffix(class, "Set") {
		inner.Class = "java.util.LinkedHashSet"
	}
	if strings.HasSuffix(class, "List") {
		if b.resolving == nil {
			b.resolving = map[javaobj.Value]bool{}
		}
		b.resolving[v] = true // Java makes one with random access of it
		defer delete(b.resolving, v)
	}
	it, err := b.item(inner)
	if err != nil {
		return err
	}
	o.setField(class, "list", it)
	o.setField(holder, "mutex", o)
	return shaped(v.Class, o.setField(holder, "c", it))
}
