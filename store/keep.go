package store

import (
	"reflect"

	"msmgate/manager/javaobj"
)

// keep makes of a new value one that keeps what the old one has in common with
// it: parts that are the same stay the old ones, with their bytes and their
// sharing, and a collection stays of its class.
func keep(old, value javaobj.Value) javaobj.Value { return keepDeep(old, value, 0) }

// maxKeepDepth bounds it: what lies deeper is written anew.
const maxKeepDepth = 32

func keepDeep(old, value javaobj.Value, depth int) javaobj.Value {
	if old == nil || value == nil || depth > maxKeepDepth {
		return value
	}
	if same(old, value) {
		return old
	}
	switch was := old.(type) {
	case *javaobj.List:
		if now, ok := value.(*javaobj.List); ok {
			return keepList(was, now, depth)
		}
	case *javaobj.Map:
		if now, ok := value.(*javaobj.Map); ok {
			return keepMap(was, now, depth)
		}
	}
	return value
}

func same(a, b javaobj.Value) bool {
	return reflect.DeepEqual(javaobj.ToGo(a), javaobj.ToGo(b))
}

func keepList(was, now *javaobj.List, depth int) javaobj.Value {
	kept := &javaobj.List{Class: now.Class, Elems: make([]javaobj.Value, len(now.Elems))}
	if growable[was.Class] {
		kept.Class, kept.Comparator = was.Class, was.Comparator
	}
	for i, e := range now.Elems {
		kept.Elems[i] = e
		if i < len(was.Elems) {
			kept.Elems[i] = keepDeep(was.Elems[i], e, depth+1)
		}
	}
	return kept
}

func keepMap(was, now *javaobj.Map, depth int) javaobj.Value {
	kept := &javaobj.Map{Class: now.Class, Entries: make([]javaobj.Entry, len(now.Entries))}
	if growable[was.Class] {
		kept.Class, kept.Comparator = was.Class, was.Comparator
	}
	for i, e := range now.Entries {
		kept.Entries[i] = e
		for _, before := range was.Entries {
			if same(before.Key, e.Key) {
				kept.Entries[i] = javaobj.Entry{Key: before.Key, Value: keepDeep(before.Value, e.Value, depth+1)}
				break
			}
		}
	}
	return kept
}

// growable are the collections that may hold other elements than before and
// still be what they were.
var growable = map[string]bool{
	"java.util.ArrayList":                        true,
	"java.util.LinkedList":                       true,
	"java.util.Vector":                           true,
	"java.util.HashSet":                          true,
	"java.util.LinkedHashSet":                    true,
	"java.util.TreeSet":                          true,
	"java.util.HashMap":                          true,
	"java.util.LinkedHashMap":                    true,
	"java.util.TreeMap":                          true,
	"java.util.Hashtable":                        true,
	"java.util.concurrent.ConcurrentHashMap":     true,
	"java.util.concurrent.CopyOnWriteArrayList":  true,
	"java.util.concurrent.ConcurrentSkipListMap": true,
}
