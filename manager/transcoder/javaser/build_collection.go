package javaser

import (
	"fmt"
	"slices"

	"msmgate/manager/javaobj"
)

// list makes an array or a collection.
func (b *builder) list(v *javaobj.List) (item, error) {
	if len(v.Class) > 1 && v.Class[0] == '[' {
		return b.array(v)
	}
	if v.Comparator != "" {
		return nil, unsupported(v.Class, "its comparator "+v.Comparator+" is not known here, so its order isn't either")
	}
	class, err := b.form(v.Class, "java.util.ArrayList", func(class string) bool { return listMakers[class] != nil })
	if err != nil {
		return nil, err
	}
	o, err := b.object(v.Class)
	if err != nil {
		return nil, err
	}
	if err := b.keep(v, o); err != nil {
		return nil, err
	}
	if err := b.below(class, v.Class, v.Fields, o); err != nil {
		return nil, err
	}
	return o, listMakers[class](b, o, v, class)
}

// form gives the class of the JDK as which a collection is written: its own,
// or the one that an application's class, which the session has shown or the
// class path tells of, is below of.
func (b *builder) form(class, instead string, known func(string) bool) (string, error) {
	if known(class) {
		return class, nil
	}
	if b.path.app != nil || b.has("new", class) {
		if err := b.instance(class); err != nil {
			return "", err
		}
		for d := b.classes[class]; d != nil; d = d.parent {
			if known(d.name) {
				return d.name, nil
			}
		}
	}
	return "", unsupported(class, "it is no collection that can be written; use "+instead)
}

// below fills the fields that the classes below base add.
func (b *builder) below(base, class string, fields []javaobj.Field, o *object) error {
	n := 0
	for i := range o.slots {
		s := &o.slots[i]
		if s.desc.depth <= o.desc.ancestor(base).depth {
			continue
		}
		if s.desc.hasAnnotation() {
			return unsupported(class, "it writes data of its own")
		}
		n += len(s.desc.fields)
		if err := b.ownFields(class, fields, o, s); err != nil {
			return err
		}
	}
	if n != len(fields) {
		return unsupported(class, fmt.Sprintf("it has %d fields, not %d", n, len(fields)))
	}
	return nil
}

var listMakers map[string]func(b *builder, o *object, v *javaobj.List, class string) error

func init() {
	listMakers = map[string]func(b *builder, o *object, v *javaobj.List, class string) error{
		"java.util.ArrayList":                          makeArrayList,
		"java.util.LinkedList":                         makeCounted,
		"java.util.concurrent.CopyOnWriteArrayList":    makeCounted,
		"java.util.ArrayDeque":                         makeDeque,
		"java.util.HashSet":                            makeHashSet,
		"java.util.LinkedHashSet":                      makeHashSet,
		"java.util.TreeSet":                            makeTreeSet,
		"java.util.PriorityQueue":                      makePriorityQueue,
		"java.util.Vector":                             makeVector,
		"java.util.Stack":                              makeVector,
		"java.util.Arrays$ArrayList":                   makeAsList,
		"java.util.EnumSet$SerializationProxy":         makeEnumSet,
		"java.util.Collections$EmptyList":              makeEmpty,
		"java.util.Collections$EmptySet":               makeEmpty,
		"java.util.Collections$SingletonList":          makeSingleton,
		"java.util.Collections$SingletonSet":           makeSingleton,
		"java.util.Collections$UnmodifiableCollection": makeListWrapper,
		"java.util.Collections$UnmodifiableList":       makeListWrapper,
		"java.util.Collections$UnmodifiableSet":        makeListWrapper,
		"java.util.Collections$SynchronizedCollection": makeListWrapper,
		"java.util.Collections$SynchronizedList":       makeListWrapper,
		"java.util.Collections$SynchronizedSet":        makeListWrapper,
	}
}

func makeArrayList(b *builder, o *object, v *javaobj.List, _ string) error {
	return b.fillList(o, v, "java.util.ArrayList", put4(nil, uint32(len(v.Elems))), o.setPrim("java.util.ArrayList", "size", put4(nil, uint32(len(v.Elems)))))
}

// fillList writes a block and the elements behind it.
func (b *builder) fillList(o *object, v *javaobj.List, holder string, head []byte, ok ...bool) error {
	if err := shaped(v.Class, ok...); err != nil {
		return err
	}
	items, err := b.items(v.Elems)
	if err != nil {
		return err
	}
	o.slot(holder).data = append(newBlock(head), items...)
	return nil
}

func makeCounted(b *builder, o *object, v *javaobj.List, class string) error {
	return b.fillList(o, v, class, put4(nil, uint32(len(v.Elems))))
}

func makeDeque(b *builder, o *object, v *javaobj.List, class string) error {
	if slices.Contains(v.Elems, nil) {
		return unsupported(v.Class, "it can't hold null")
	}
	return makeCounted(b, o, v, class)
}

func makeHashSet(b *builder, o *object, v *javaobj.List, _ string) error {
	if err := distinct(v.Class, v.Elems); err != nil {
		return err
	}
	head := put4(nil, buckets(len(v.Elems)))
	head = put4(head, loadFactor)
	return b.fillList(o, v, "java.util.HashSet", put4(head, uint32(len(v.Elems))))
}

func makeTreeSet(b *builder, o *object, v *javaobj.List, class string) error {
	sorted, err := inOrder(v.Class, v.Elems)
	if err != nil {
		return err
	}
	items, err := b.items(sorted)
	if err != nil {
		return err
	}
	o.slot(class).data = append(append([]item{theNull}, newBlock(put4(nil, uint32(len(items))))...), items...)
	return nil
}

func makePriorityQueue(b *builder, o *object, v *javaobj.List, class string) error {
	if _, err := inOrder(v.Class, slices.Compact(slices.Clone(v.Elems))); err != nil {
		return err
	}
	n := len(v.Elems)
	return b.fillList(o, v, class, put4(nil, uint32(max(2, n+1))), o.setPrim(class, "size", put4(nil, uint32(n))))
}

// objectArray makes an Object[].
func (b *builder) objectArray(class string, values []javaobj.Value) (*array, error) {
	desc, err := b.class(class)
	if err != nil {
		return nil, err
	}
	items, err := b.items(values)
	if err != nil {
		return nil, err
	}
	return &array{class: desc, desc: desc, elems: items, size: len(items)}, nil
}

func makeVector(b *builder, o *object, v *javaobj.List, _ string) error {
	const class = "java.util.Vector"
	a, err := b.objectArray("[Ljava.lang.Object;", v.Elems)
	if err != nil {
		return err
	}
	return shaped(class, o.setPrim(class, "elementCount", put4(nil, uint32(a.size))), o.setField(class, "elementData", a))
}

// array makes an array; its elements must be of the class that it names.
func (b *builder) array(v *javaobj.List) (item, error) {
	desc, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	a := &array{class: desc, desc: desc, size: len(v.Elems)}
	if err := b.keep(v, a); err != nil {
		return nil, err
	}
	code := v.Class[1]
	signature := arraySignature(v.Class)
	for _, each := range v.Elems {
		if primitiveSize(code) > 0 {
			raw, ok := primitiveBytes(code, each)
			if !ok {
				return nil, unsupported(v.Class, "an element is not a "+javaType(signature))
			}
			a.raw = append(a.raw, raw...)
			continue
		}
		it, err := b.item(each)
		if err != nil {
			return nil, err
		}
		if !b.fits(signature, it) {
			return nil, unsupported(v.Class, "it can't hold a "+javaobj.ClassOf(each))
		}
		a.elems = append(a.elems, it)
	}
	return a, nil
}
