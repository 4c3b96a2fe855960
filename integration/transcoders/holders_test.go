package transcoders

import (
	"strings"

	"pgregory.net/rapid"

	"msmgate/manager/javaobj"
)

// list is a kind of collections or arrays; fill gives the elements.
func list(name, class string, fill func(g *graph) []javaobj.Value) kind {
	return kind{name: name, holds: true, make: func(g *graph) javaobj.Value {
		l := keep(g, javaobj.NewList(class))
		l.Elems = fill(g)
		return l
	}}
}

// table is a kind of maps; keys gives the keys in the order of the map.
func table(name, class string, keys func(g *graph) []javaobj.Value, value func(g *graph) javaobj.Value) kind {
	return kind{name: name, holds: true, make: func(g *graph) javaobj.Value {
		m := keep(g, javaobj.NewMap(class))
		for _, key := range keys(g) {
			m.Entries = append(m.Entries, javaobj.Entry{Key: key, Value: value(g)})
		}
		return m
	}}
}

func anything(g *graph) []javaobj.Value { return g.several(4, g.orNull) }

func noNulls(g *graph) []javaobj.Value { return g.several(4, g.some) }

func one(g *graph) []javaobj.Value { return []javaobj.Value{g.some()} }

func none(*graph) []javaobj.Value { return []javaobj.Value{} }

func someKeys(g *graph) []javaobj.Value { return g.keys(20) }

func oneKey(g *graph) []javaobj.Value { return []javaobj.Value{javaobj.NewString(word(g))} }

func ascending(g *graph) []javaobj.Value {
	values := []javaobj.Value{}
	for _, n := range g.numbers(20) {
		values = append(values, javaobj.NewInteger(n))
	}
	return values
}

func stringKeys(g *graph) []javaobj.Value {
	keys := []javaobj.Value{}
	for _, n := range g.numbers(6) {
		keys = append(keys, javaobj.NewString(javaobj.NewInteger(n).Text+"x"))
	}
	return keys
}

func strs(g *graph) []javaobj.Value {
	return g.several(4, func() javaobj.Value { return javaobj.NewString(word(g)) })
}

// primitives makes the elements of an array of a primitive type.
func primitives(name string) func(g *graph) []javaobj.Value {
	for _, k := range leaves {
		if k.name == name {
			return func(g *graph) []javaobj.Value { return g.several(4, func() javaobj.Value { return k.make(g) }) }
		}
	}
	panic("no kind " + name)
}

// holders are the values that hold others.
var holders = []kind{
	list("arraylist", "java.util.ArrayList", anything),
	list("linkedlist", "java.util.LinkedList", anything),
	list("vector", "java.util.Vector", anything),
	list("stack", "java.util.Stack", anything),
	list("copyonwritelist", "java.util.concurrent.CopyOnWriteArrayList", anything),
	list("arraydeque", "java.util.ArrayDeque", noNulls),
	list("aslist", "java.util.Arrays$ArrayList", anything),
	list("hashset", "java.util.HashSet", someKeys),
	list("linkedhashset", "java.util.LinkedHashSet", someKeys),
	list("treeset", "java.util.TreeSet", ascending),
	list("priorityqueue", "java.util.PriorityQueue", ascending),
	list("emptylist", "java.util.Collections$EmptyList", none),
	list("emptyset", "java.util.Collections$EmptySet", none),
	list("singletonlist", "java.util.Collections$SingletonList", one),
	list("singletonset", "java.util.Collections$SingletonSet", oneKey),
	list("unmodifiablelist", "java.util.Collections$UnmodifiableList", anything),
	list("unmodifiableset", "java.util.Collections$UnmodifiableSet", someKeys),
	list("unmodifiablecollection", "java.util.Collections$UnmodifiableCollection", anything),
	list("synchronizedlist", "java.util.Collections$SynchronizedList", anything),
	list("synchronizedset", "java.util.Collections$SynchronizedSet", someKeys),
	list("Object[]", "[Ljava.lang.Object;", anything),
	list("String[]", "[Ljava.lang.String;", strs),
	list("boolean[]", "[Z", primitives("boolean")),
	list("short[]", "[S", primitives("short")),
	list("int[]", "[I", primitives("integer")),
	list("long[]", "[J", primitives("long")),
	list("float[]", "[F", primitives("float")),
	list("double[]", "[D", primitives("double")),
	list("char[]", "[C", primitives("character")),
	list("Integer[]", "[Ljava.lang.Integer;", ascending),
	list("int[][]", "[[I", func(g *graph) []javaobj.Value {
		return []javaobj.Value{javaobj.NewList("[I", javaobj.NewInteger(7)), nil, javaobj.NewList("[I")}
	}),
	list("String[][][]", "[[[Ljava.lang.String;", func(g *graph) []javaobj.Value {
		return []javaobj.Value{javaobj.NewList("[[Ljava.lang.String;", javaobj.NewList("[Ljava.lang.String;", strs(g)...))}
	}),
	table("hashmap", "java.util.HashMap", someKeys, (*graph).orNull),
	table("hashmap.strings", "java.util.HashMap", stringKeys, (*graph).some),
	table("linkedhashmap", "java.util.LinkedHashMap", someKeys, (*graph).some),
	table("linkedhashmap.nulls", "java.util.LinkedHashMap", someKeys, (*graph).orNull),
	table("treemap", "java.util.TreeMap", ascending, (*graph).orNull),
	table("hashtable", "java.util.Hashtable", someKeys, (*graph).some),
	table("concurrenthashmap", "java.util.concurrent.ConcurrentHashMap", someKeys, (*graph).some),
	table("properties", "java.util.Properties", stringKeys, func(g *graph) javaobj.Value { return javaobj.NewString(word(g)) }),
	table("emptymap", "java.util.Collections$EmptyMap", none, (*graph).some),
	table("singletonmap", "java.util.Collections$SingletonMap", oneKey, (*graph).some),
	table("unmodifiablemap", "java.util.Collections$UnmodifiableMap", someKeys, (*graph).some),
	table("synchronizedmap", "java.util.Collections$SynchronizedMap", someKeys, (*graph).some),
}

// like are values made after those that a session from Java shows: constants,
// beans with other content, and collections of an application's class.
func like(f format, shown map[string]javaobj.Value) []kind {
	var kinds []kind
	for _, name := range []string{"enum", "enum.body", "gadget", "gadget.bare", "hiding", "card", "key", "inner", "outer", "names", "index", "chain"} {
		if shown[name] != nil && (f.shares() || name != "gadget") { // whose lists are those of the gadget shown
			kinds = append(kinds, kind{name: name, make: func(g *graph) javaobj.Value { return changed(g, shown[name]) }})
		}
	}
	return kinds
}

// changed makes a value of the same class with some other content.
func changed(g *graph, v javaobj.Value) javaobj.Value {
	switch v := v.(type) {
	case *javaobj.Bean:
		b := keep(g, &javaobj.Bean{Class: v.Class})
		for _, f := range v.Fields {
			f.Value = changedField(g, f.Value)
			b.Fields = append(b.Fields, f)
		}
		return b
	case *javaobj.List:
		return keep(g, &javaobj.List{Class: v.Class, Elems: strs(g), Fields: v.Fields})
	case *javaobj.Map:
		m := keep(g, &javaobj.Map{Class: v.Class, Fields: v.Fields})
		m.Entries = append(m.Entries, javaobj.Entry{Key: javaobj.NewString(word(g)), Value: javaobj.NewString(word(g))})
		return m
	}
	return v
}

// changedField gives a field other content that surely fits, or leaves it.
func changedField(g *graph, v javaobj.Value) javaobj.Value {
	if g.below(3, "change") > 0 {
		return v
	}
	switch v := v.(type) {
	case javaobj.String:
		return javaobj.NewString(word(g))
	case javaobj.Text:
		if strings.Trim(string(v), "0123456789") == "" && v != "" {
			return javaobj.Text(rapid.StringMatching(`[1-9]`).Draw(g.t, "digit"))
		}
	case *javaobj.Scalar:
		switch v.Class {
		case "java.lang.Integer", "java.lang.Long", "java.lang.Short":
			return &javaobj.Scalar{Class: v.Class, Text: rapid.StringMatching(`-?[1-9][0-9]?`).Draw(g.t, "number")}
		}
	}
	return v
}
