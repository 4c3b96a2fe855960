package javolution

import (
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// creatable are the public collections and maps that a document may get anew;
// others only where the session shows the class. The value tells how the class
// treats its elements or keys.
var creatable = map[string]keyRule{
	"java.util.ArrayList": anyKey, "java.util.LinkedList": anyKey, "java.util.Vector": anyKey, "java.util.Stack": anyKey, "java.util.ArrayDeque": anyKey,
	"java.util.HashSet": hashKey, "java.util.LinkedHashSet": hashKey, "java.util.TreeSet": sortedKey,
	"java.util.HashMap": hashKey, "java.util.LinkedHashMap": hashKey, "java.util.TreeMap": sortedKey, "java.util.Hashtable": hashKey,
	"java.util.Properties": textKey, "java.util.concurrent.ConcurrentHashMap": hashKey,
}

type keyRule byte

const (
	anyKey keyRule = iota
	hashKey
	sortedKey
	textKey
)

var primitiveArrays = map[string]string{
	"[C": "java.lang.Character", "[S": "java.lang.Short", "[I": "java.lang.Integer", "[J": "java.lang.Long", "[F": "java.lang.Float", "[D": "java.lang.Double",
}

func (b *builder) list(e *element, l *javaobj.List, depth int) error {
	if strings.HasPrefix(l.Class, "[") {
		return b.array(e, l, depth)
	}
	if _, isMap := jdkMaps[l.Class]; isMap {
		return unsupported(l.Class, "it is a map and needs entries")
	}
	rule, ok := creatable[l.Class]
	if !ok && b.doc.shown().kinds[l.Class] != collection {
		return unsupported(l.Class, "this session shows no such collection; use java.util.ArrayList or another public collection of the JDK")
	}
	if l.Comparator != "" {
		return unsupported(l.Class, "javolution loses the comparator of a sorted collection")
	}
	if err := checkKeys(l.Class, rule, l.Elems); err != nil {
		return err
	}
	e.add("size", strconv.Itoa(len(l.Elems)))
	return b.elements(e, l.Elems, rule != anyKey, depth)
}

func (b *builder) elements(e *element, elems []javaobj.Value, hashed bool, depth int) error {
	if hashed {
		b.hashed++
		defer func() { b.hashed-- }()
	}
	for _, v := range elems {
		kid, err := b.element("", v, depth+1)
		if err != nil {
			return err
		}
		e.append(kid)
	}
	return nil
}

// checkKeys refuses what the class would refuse when a Tomcat reads it: the
// whole session would be lost (TRAP-5).
func checkKeys(class string, rule keyRule, keys []javaobj.Value) error {
	seen := map[any]bool{}
	for _, k := range keys {
		if k == nil {
			if jdkCollections[class] || jdkMaps[class] {
				return unsupported(class, "it can't hold null")
			}
			continue
		}
		if rule == anyKey {
			continue
		}
		identity := any(k)
		if s, ok := k.(*javaobj.Scalar); ok {
			identity = [2]string{s.Class, s.Text}
		}
		if _, raw := k.(javaobj.Raw); !raw && seen[identity] {
			return unsupported(class, "an element or key stands in it twice")
		} else if !raw {
			seen[identity] = true
		}
		if _, isText := k.(javaobj.String); rule == textKey && !isText {
			return unsupported(class, "it holds strings only")
		}
		if rule == sortedKey && (!isOrdered(k) || javaobj.ClassOf(k) != javaobj.ClassOf(keys[0])) {
			return unsupported(class, "its elements or keys must be of one class with a natural order, such as strings")
		}
	}
	return nil
}

// isOrdered tells the classes with a natural order that this package can vouch
// for.
func isOrdered(v javaobj.Value) bool {
	class := javaobj.ClassOf(v)
	return class == classString || class == "java.lang.Boolean" || class == "java.lang.Character" || class == "java.util.UUID" ||
		class == "java.lang.Float" || class == "java.lang.Double" || integerBits[class] != 0 && !strings.Contains(class, "Atomic")
}

func (b *builder) array(e *element, l *javaobj.List, depth int) error {
	if l.Class == "[Z" {
		return unsupported(l.Class, "MSM can't store a session that holds a boolean[]; use a list of Boolean")
	}
	if class, ok := primitiveArrays[l.Class]; ok {
		for _, v := range l.Elems {
			if _, isScalar := v.(*javaobj.Scalar); !isScalar || javaobj.ClassOf(v) != class {
				return unsupported(l.Class, "the array holds "+class+" only")
			}
		}
		e.add("length", strconv.Itoa(len(l.Elems)))
		return b.elements(e, l.Elems, false, depth)
	}
	if !b.known(l.Class) || l.Class == "[B" {
		return unsupported(l.Class, "this session doesn't show the array's class, so a Tomcat may not have it; use an Object[] or a list")
	}
	component := l.Class[1:]
	if strings.HasPrefix(component, "L") {
		component = component[1 : len(component)-1]
	}
	for _, v := range l.Elems {
		if v != nil && component != "java.lang.Object" && javaobj.ClassOf(v) != component {
			return unsupported(l.Class, "an element is of class "+javaobj.ClassOf(v)+", which may not fit the array; use an Object[] or a list")
		}
	}
	e.add("type", "array")
	e.add("componentType", component)
	e.add("length", strconv.Itoa(len(l.Elems)))
	return b.elements(e, l.Elems, false, depth)
}

func (b *builder) mapping(e *element, m *javaobj.Map, depth int) error {
	rule, ok := creatable[m.Class]
	if _, isCollection := jdkCollections[m.Class]; isCollection || !ok && b.doc.shown().kinds[m.Class] != mapping {
		return unsupported(m.Class, "this session shows no such map; use java.util.LinkedHashMap or another public map of the JDK")
	}
	if m.Comparator != "" {
		return unsupported(m.Class, "javolution loses the comparator of a sorted map")
	}
	keys := make([]javaobj.Value, len(m.Entries))
	for i, entry := range m.Entries {
		keys[i] = entry.Key
		_, isText := entry.Value.(javaobj.String)
		switch {
		case entry.Key == nil && entry.Value == nil:
			return unsupported(m.Class, "javolution loses an entry whose key and value are null")
		case i > 0 && entry.Key == nil && m.Entries[i-1].Value == nil:
			return unsupported(m.Class, "javolution mixes up a null key behind a null value; put the null key first")
		case entry.Value == nil && jdkMaps[m.Class] && m.Class != "java.util.TreeMap":
			return unsupported(m.Class, "it can't hold null")
		case rule == textKey && !isText:
			return unsupported(m.Class, "it holds strings only")
		}
	}
	if err := checkKeys(m.Class, rule, keys); err != nil {
		return err
	}
	e.add("size", strconv.Itoa(len(m.Entries)))
	for _, entry := range m.Entries {
		b.hashed++
		err := b.pair(e, "k", entry.Key, depth)
		b.hashed--
		if err == nil {
			err = b.pair(e, "v", entry.Value, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) pair(e *element, name string, v javaobj.Value, depth int) error {
	if v == nil {
		return nil
	}
	kid, err := b.element(name, v, depth+1)
	if err == nil {
		e.append(kid)
	}
	return err
}
