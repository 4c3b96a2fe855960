package javaser

import "msmgate/manager/javaobj"

// The JDK's wrappers show what they wrap: by class, the class and field that
// hold it.
var wrapperFields = map[string][2]string{
	"java.util.Arrays$ArrayList":               {"java.util.Arrays$ArrayList", "a"},
	"java.util.EnumSet$SerializationProxy":     {"java.util.EnumSet$SerializationProxy", "elements"},
	"java.util.concurrent.CopyOnWriteArraySet": {"java.util.concurrent.CopyOnWriteArraySet", "al"},
}

// keyFields are sets that show the keys of a map.
var keyFields = map[string][2]string{
	"java.util.Collections$SetFromMap":                  {"java.util.Collections$SetFromMap", "m"},
	"java.util.concurrent.ConcurrentSkipListSet":        {"java.util.concurrent.ConcurrentSkipListSet", "m"},
	"java.util.concurrent.ConcurrentHashMap$KeySetView": {"java.util.concurrent.ConcurrentHashMap$CollectionView", "map"},
}

func init() {
	for _, kind := range []string{"Unmodifiable", "Synchronized", "Checked"} {
		prefix := "java.util.Collections$" + kind
		for _, shape := range []string{"Collection", "List", "RandomAccessList", "Set", "SortedSet", "NavigableSet", "Queue"} {
			wrapperFields[prefix+shape] = [2]string{prefix + "Collection", "c"}
		}
		for _, shape := range []string{"Map", "SortedMap", "NavigableMap"} {
			wrapperFields[prefix+shape] = [2]string{prefix + "Map", "m"}
		}
	}
	for class, at := range wrapperFields {
		readers[class] = wrapperReader(at, false)
	}
	for class, at := range keyFields {
		readers[class] = wrapperReader(at, true)
	}
	for _, class := range []string{"java.util.Collections$EmptyList", "java.util.Collections$EmptySet"} {
		readers[class] = func(_ *document, o *object, _ string) javaobj.Value {
			return &javaobj.List{Class: javaName(o.desc.name)}
		}
	}
	readers["java.util.Collections$EmptyMap"] = func(_ *document, o *object, _ string) javaobj.Value {
		return &javaobj.Map{Class: javaName(o.desc.name)}
	}
	for _, class := range []string{"java.util.Collections$SingletonList", "java.util.Collections$SingletonSet"} {
		readers[class] = readSingleton
	}
	readers["java.util.Collections$SingletonMap"] = readSingletonMap
}

func wrapperReader(at [2]string, keys bool) reader {
	return func(d *document, o *object, _ string) javaobj.Value {
		inner := o.field(at[0], at[1])
		if inner == nil {
			return nil
		}
		return d.wrap(javaName(o.desc.name), inner, keys)
	}
}

func readSingleton(d *document, o *object, class string) javaobj.Value {
	element := o.field(class, "element")
	if element == nil {
		return nil
	}
	list := &javaobj.List{Class: javaName(o.desc.name)}
	d.later(func() { list.Elems = []javaobj.Value{d.shell(element)} })
	return list
}

func readSingletonMap(d *document, o *object, class string) javaobj.Value {
	k, v := o.field(class, "k"), o.field(class, "v")
	if k == nil || v == nil {
		return nil
	}
	m := &javaobj.Map{Class: javaName(o.desc.name)}
	d.later(func() { m.Entries = []javaobj.Entry{{Key: d.shell(k), Value: d.shell(v)}} })
	return m
}
