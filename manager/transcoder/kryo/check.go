package kryo

import (
	"strings"

	"msmgate/manager/javaobj"
)

// A reader adds elements to a collection one by one. What it can't add, or
// would find there already, is refused: the session would be lost, or smaller.

// noNulls are the collections and maps of the JDK that hold no null; the values
// of the maps say whether null values are fine.
var noNulls = map[string]bool{
	"java.util.ArrayDeque": true, "java.util.PriorityQueue": true, "java.util.TreeSet": true, "java.util.TreeMap": false,
	"java.util.Hashtable": true, "java.util.Properties": true, "java.util.concurrent.ConcurrentHashMap": true,
	"java.util.concurrent.ConcurrentSkipListMap": true, "java.util.concurrent.ConcurrentSkipListSet": true,
	"java.util.concurrent.ConcurrentLinkedQueue": true, "java.util.concurrent.ConcurrentLinkedDeque": true,
	"java.util.concurrent.LinkedBlockingQueue": true, "java.util.concurrent.LinkedBlockingDeque": true,
	"java.util.concurrent.PriorityBlockingQueue": true,
}

// sorted are those that compare their elements.
var sorted = map[string]bool{
	"java.util.PriorityQueue": true, "java.util.TreeSet": true, "java.util.TreeMap": true,
	"java.util.concurrent.ConcurrentSkipListMap": true, "java.util.concurrent.ConcurrentSkipListSet": true,
	"java.util.concurrent.PriorityBlockingQueue": true,
}

func checkElements(class string, elems []javaobj.Value) error {
	_, nullFree := noNulls[class]
	if nullFree {
		for _, e := range elems {
			if e == nil {
				return unsupported(class, "it can't hold null")
			}
		}
	}
	if sorted[class] {
		if err := checkComparable(class, elems); err != nil {
			return err
		}
	}
	if strings.HasSuffix(class, "Set") {
		return checkDistinct(class, elems)
	}
	return nil
}

func checkEntries(class string, entries []javaobj.Entry) error {
	noValue, nullFree := noNulls[class]
	keys := make([]javaobj.Value, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
		if nullFree && (e.Key == nil || noValue && e.Value == nil) {
			return unsupported(class, "it can't hold null")
		}
	}
	if sorted[class] {
		if err := checkComparable(class, keys); err != nil {
			return err
		}
	}
	return checkDistinct(class, keys)
}

// checkComparable wants elements of one class that has an order of its own.
func checkComparable(class string, elems []javaobj.Value) error {
	for _, e := range elems {
		of := javaobj.ClassOf(e)
		switch e.(type) {
		case javaobj.String, *javaobj.Date, *javaobj.Enum:
		case *javaobj.Scalar:
			if strings.HasPrefix(of, "java.util.concurrent.atomic.") || of == "java.lang.StringBuffer" || of == "java.util.Locale" {
				return unsupported(class, "its elements of class %s have no order", of)
			}
		default:
			return unsupported(class, "whether its elements of class %s have an order isn't known", of)
		}
		if of != javaobj.ClassOf(elems[0]) {
			return unsupported(class, "its elements are of different classes, %s and %s, which have no order", javaobj.ClassOf(elems[0]), of)
		}
	}
	return nil
}

// checkDistinct finds equal elements, as far as their equality is known.
func checkDistinct(class string, elems []javaobj.Value) error {
	seen := map[any]bool{}
	for _, e := range elems {
		var key any
		switch e := e.(type) {
		case nil, javaobj.String:
			key = e
		case *javaobj.Scalar:
			key = e.Class + " " + e.Text
		case *javaobj.Enum:
			key = e.Declaring + "." + e.Name
		default:
			key = any(e)
		}
		if seen[key] {
			return unsupported(class, "two of its elements, or keys, are equal")
		}
		seen[key] = true
	}
	return nil
}
