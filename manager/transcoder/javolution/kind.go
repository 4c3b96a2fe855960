package javolution

import (
	"bytes"
	"strings"
)

// kind of the objects that javolution doesn't write as one tag.
type kind byte

const (
	bean kind = iota
	collection
	mapping
)

// jdkCollections and jdkMaps are public and so are written by their content.
// The second value tells whether null elements or keys are refused by the
// class.
var jdkCollections = map[string]bool{
	"java.util.ArrayList": false, "java.util.LinkedList": false, "java.util.Vector": false, "java.util.Stack": false,
	"java.util.HashSet": false, "java.util.LinkedHashSet": false, "java.util.TreeSet": true, "java.util.ArrayDeque": true,
	"java.util.PriorityQueue": true, "java.util.concurrent.CopyOnWriteArrayList": false, "java.util.concurrent.CopyOnWriteArraySet": false,
	"java.util.concurrent.ConcurrentLinkedQueue": true, "java.util.concurrent.ConcurrentLinkedDeque": true,
	"java.util.concurrent.ConcurrentSkipListSet": true, "java.util.concurrent.LinkedBlockingQueue": true,
	"java.util.concurrent.LinkedBlockingDeque": true, "java.util.concurrent.PriorityBlockingQueue": true,
	"java.util.concurrent.ArrayBlockingQueue": true,
}

var jdkMaps = map[string]bool{
	"java.util.HashMap": false, "java.util.LinkedHashMap": false, "java.util.IdentityHashMap": false, "java.util.WeakHashMap": false,
	"java.util.TreeMap": true, "java.util.Hashtable": true, "java.util.Properties": true,
	"java.util.concurrent.ConcurrentHashMap": true, "java.util.concurrent.ConcurrentSkipListMap": true,
}

// kindOf tells what an element's object is. For classes that it doesn't know,
// a size and children without field names tell a collection, a size and k and v
// children a map; an empty one is told by the end of its class's name.
func kindOf(e *element) kind {
	class := string(e.class)
	if _, ok := jdkCollections[class]; ok || class[0] == '[' {
		return collection
	}
	if _, ok := jdkMaps[class]; ok && onlyPairs(e) {
		return mapping
	}
	if k, ok := wrapperKind(e); ok {
		return k
	}
	if _, ok := e.attr("size"); !ok || len(e.attrs) != 1 {
		return bean
	}
	switch {
	case e.first == nil:
		return kindByName(class)
	case onlyPairs(e):
		return mapping
	case onlyAnonymous(e):
		return collection
	}
	return bean
}

func kindByName(class string) kind {
	for _, end := range []string{"List", "Set", "Queue", "Deque", "Vector", "Stack", "Collection"} {
		if strings.HasSuffix(class, end) {
			return collection
		}
	}
	for _, end := range []string{"Map", "Table", "Hashtable", "Properties"} {
		if strings.HasSuffix(class, end) {
			return mapping
		}
	}
	return bean
}

func onlyPairs(e *element) bool {
	for k := e.first; k != nil; k = k.next {
		if name := string(k.name); name != "k" && name != "v" {
			return false
		}
	}
	return true
}

func onlyAnonymous(e *element) bool {
	for k := e.first; k != nil; k = k.next {
		if k.isNamed {
			return false
		}
	}
	return true
}

// wrapped names the children in which JDK wrappers hold what they show.
var wrapped = []string{"list", "ss", "s", "sm", "m", "c", "a", "ns", "nm", "q"}

// wrapperKind tells whether the object is one of the JDK's wrappers, which
// javolution writes field by field because their classes aren't public.
func wrapperKind(e *element) (kind, bool) {
	class, ok := strings.CutPrefix(string(e.class), "java.util.")
	if !ok {
		return bean, false
	}
	if class == "Arrays$ArrayList" {
		return collection, e.child("a") != nil
	}
	class, ok = strings.CutPrefix(class, "Collections$")
	if !ok {
		return bean, false
	}
	switch class {
	case "EmptyList", "EmptySet", "SingletonList", "SingletonSet":
		return collection, true
	case "EmptyMap", "SingletonMap":
		return mapping, true
	}
	for _, prefix := range []string{"Unmodifiable", "Synchronized", "Checked"} {
		if strings.HasPrefix(class, prefix) {
			return contentKind(e)
		}
	}
	return bean, false
}

func contentKind(e *element) (kind, bool) {
	inner := content(e)
	if inner == nil || inner == e {
		return bean, false
	}
	return kindOf(inner), kindOf(inner) != bean
}

// content finds the element whose children are the elements or entries that e
// shows: itself, or what it wraps, at most 16 deep.
func content(e *element) *element {
	for range 16 {
		if !bytes.HasPrefix(e.class, []byte("java.util.Arrays$")) && !bytes.HasPrefix(e.class, []byte("java.util.Collections$")) {
			return e
		}
		inner := (*element)(nil)
		for _, name := range wrapped {
			if inner = e.child(name); inner != nil {
				break
			}
		}
		if inner == nil {
			return e
		}
		e = inner
	}
	return nil
}

// singleElement gives the one element of a SingletonList or SingletonSet.
func singleElement(e *element) (*element, bool) {
	switch string(e.class) {
	case "java.util.Collections$SingletonList", "java.util.Collections$SingletonSet":
		return e.child("element"), true
	}
	return nil, false
}
