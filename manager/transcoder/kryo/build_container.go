package kryo

import (
	"strings"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// list makes an array or a collection.
func (b *builder) list(v *javaobj.List) (*node, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	if err := b.whole(c, v.Comparator, v.Fields); err != nil {
		return nil, err
	}
	if c.kind == kindArray {
		return b.array(v, c)
	}
	if err := checkElements(c.name, v.Elems); err != nil {
		return nil, err
	}
	n := b.start(v, c)
	defer b.done()
	switch c.kind {
	case kindList:
	case kindTreeSet:
		n.kids = append(n.kids, null)
	case kindEmpty:
		if len(v.Elems) > 0 || c.name == "java.util.Collections$EmptyMap" {
			return nil, unsupported(c.name, "it is always empty")
		}
		return n, nil
	case kindSingle:
		if len(v.Elems) != 1 {
			return nil, unsupported(c.name, "it always has one element")
		}
	case kindArrayList:
		n.kids = append(n.kids, b.handle("java.lang.Object").self)
	case kindEnumSet:
		return n, b.enumSet(n, v)
	case kindWrapper:
		if isMapWrapper(c) {
			return nil, unsupported(c.name, "it is a map")
		}
		inner, err := b.list(&javaobj.List{Class: insideOf(c.name), Elems: v.Elems})
		n.kids = []*node{inner}
		return n, err
	default:
		return nil, unsupported(c.name, "it is no collection that can be made; use java.util.ArrayList")
	}
	return n, b.each(n, v.Elems...)
}

// insideOf gives what an unmodifiable or synchronized collection that is made
// anew wraps.
func insideOf(wrapper string) string {
	switch strings.TrimPrefix(strings.TrimPrefix(wrapper, "java.util.Collections$Unmodifiable"), "java.util.Collections$Synchronized") {
	case "Set":
		return "java.util.LinkedHashSet"
	case "SortedSet":
		return "java.util.TreeSet"
	case "List":
		return "java.util.LinkedList"
	case "Map":
		return "java.util.LinkedHashMap"
	case "SortedMap":
		return "java.util.TreeMap"
	}
	return "java.util.ArrayList"
}

// whole refuses what kryo doesn't keep of a collection, and classes that MSM
// can't make again.
func (b *builder) whole(c *class, comparator string, fields []javaobj.Field) error {
	switch {
	case comparator != "":
		return unsupported(c.name, "its comparator %s can't be written", comparator)
	case len(fields) > 0:
		return unsupported(c.name, "kryo keeps no fields of a collection, only the elements")
	case c.kind != kindList && c.kind != kindMap && c.kind != kindTreeSet && c.kind != kindTreeMap:
		return nil
	case madeByReaders[c.name]:
		return nil
	case strings.HasPrefix(c.name, "java."):
		return unsupported(c.name, "MSM can't make it again when it reads the session; use java.util.ArrayList or java.util.LinkedHashMap")
	}
	file, err := b.files.Class(c.name)
	if err != nil || file.Access.Has(classfile.Abstract) || file.Method("<init>", "()V") == nil {
		return unsupported(c.name, "it has no constructor without arguments, so MSM can't make it again when it reads the session")
	}
	return nil
}

var madeByReaders = func() map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(`ArrayList LinkedList Vector Stack ArrayDeque PriorityQueue HashSet LinkedHashSet TreeSet
		HashMap LinkedHashMap TreeMap Hashtable Properties WeakHashMap IdentityHashMap
		concurrent.ConcurrentHashMap concurrent.ConcurrentSkipListMap concurrent.ConcurrentSkipListSet concurrent.ConcurrentLinkedQueue
		concurrent.ConcurrentLinkedDeque concurrent.CopyOnWriteArrayList concurrent.CopyOnWriteArraySet
		concurrent.LinkedBlockingQueue concurrent.LinkedBlockingDeque concurrent.PriorityBlockingQueue`) {
		set["java.util."+name] = true
	}
	return set
}()

// mapping makes a map.
func (b *builder) mapping(v *javaobj.Map) (*node, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	if err := b.whole(c, v.Comparator, v.Fields); err != nil {
		return nil, err
	}
	if err := checkEntries(c.name, v.Entries); err != nil {
		return nil, err
	}
	n := b.start(v, c)
	defer b.done()
	switch c.kind {
	case kindMap:
	case kindTreeMap:
		n.kids = append(n.kids, null)
	case kindEmpty:
		if len(v.Entries) > 0 || c.name != "java.util.Collections$EmptyMap" {
			return nil, unsupported(c.name, "it is always empty")
		}
	case kindSingleMap:
		if len(v.Entries) != 1 {
			return nil, unsupported(c.name, "it always has one entry")
		}
	case kindEnumMap:
		return n, b.enumMap(n, v)
	case kindWrapper:
		if !isMapWrapper(c) {
			return nil, unsupported(c.name, "it is no map")
		}
		inner, err := b.mapping(&javaobj.Map{Class: insideOf(c.name), Entries: v.Entries})
		n.kids = []*node{inner}
		return n, err
	default:
		return nil, unsupported(c.name, "it is no map that can be made; use java.util.LinkedHashMap")
	}
	for _, e := range v.Entries {
		if err := b.each(n, e.Key, e.Value); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// array makes an array.
func (b *builder) array(v *javaobj.List, c *class) (*node, error) {
	n := b.start(v, c)
	defer b.done()
	if err := c.elem.ready(b.schema); err != nil && c.slot.mode != slotAny {
		return nil, unsupported(c.elem.name, "%v", err)
	}
	for _, e := range v.Elems {
		if c.prim != 0 {
			s, ok := e.(*javaobj.Scalar)
			if !ok || s.Class != c.elem.name {
				return nil, unsupported(c.name, "its elements must be of class %s", c.elem.name)
			}
			raw, ok := b.boxBytes(s.Class, s)
			if !ok {
				return nil, unsupported(s.Class, "its text is not a value of it")
			}
			n.raw += string(raw)
			continue
		}
		kid, err := b.node(e)
		if err != nil {
			return nil, err
		}
		if kid.class == nil && c.dims > 1 && b.layout == layout1 {
			return nil, unsupported(c.name, "kryo 1 writes nothing for null in an array of arrays, and no reader finds its way behind it")
		}
		if err := b.fits(kid, c.slot, c.elem.name); err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
	}
	return n, nil
}

// enumSet makes a set of constants of one enum.
func (b *builder) enumSet(n *node, v *javaobj.List) error {
	if len(v.Elems) == 0 {
		return unsupported(v.Class, "of an empty one nothing tells the enum; remove it instead")
	}
	var of *class
	seen := map[uint32]bool{}
	raw := appendVarint(nil, uint32(len(v.Elems)))
	for _, e := range v.Elems {
		constant, ok := e.(*javaobj.Enum)
		if !ok {
			return unsupported(v.Class, "its elements must be constants of one enum")
		}
		c, ordinal, err := b.ordinal(constant)
		if err != nil {
			return err
		}
		if of == nil {
			of = c
		}
		if of.declaring != c.declaring || seen[ordinal] || len(c.constants) > 64 && v.Class == "java.util.RegularEnumSet" {
			return unsupported(v.Class, "its elements must be different constants of one enum, which has up to 64 of them")
		}
		seen[ordinal] = true
		if b.layout != layout1 {
			ordinal++
		}
		raw = appendVarint(raw, ordinal)
	}
	n.kids, n.raw = []*node{b.find(of.declaring).self}, string(raw)
	return nil
}

// enumMap makes a map whose keys are constants of one enum.
func (b *builder) enumMap(n *node, v *javaobj.Map) error {
	if len(v.Entries) == 0 {
		return unsupported(v.Class, "of an empty one nothing tells the enum; use java.util.HashMap")
	}
	var of *class
	for _, e := range v.Entries {
		key, ok := e.Key.(*javaobj.Enum)
		if !ok {
			return unsupported(v.Class, "its keys must be constants of one enum")
		}
		c, ordinal, err := b.ordinal(key)
		if err != nil {
			return err
		}
		if of == nil {
			of = c
			n.kids = []*node{b.find(of.declaring).self}
		}
		if of.declaring != c.declaring {
			return unsupported(v.Class, "its keys must be constants of one enum")
		}
		n.kids = append(n.kids, &node{raw: string(appendVarint(nil, ordinal))})
		if err := b.each(n, e.Value); err != nil {
			return err
		}
	}
	return nil
}
