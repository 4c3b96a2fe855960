package harness

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
)

// object is one Java object in JSON.
type object map[string]any

func (o object) text(name string) string { s, _ := o[name].(string); return s }

func (o object) id() string {
	if o["id"] == nil {
		return ""
	}
	return fmt.Sprint(o["id"])
}

// immutable says whether sharing an object or having two equal ones is the same to Java.
func immutable(o object) bool {
	class := o.text("class")
	if class == "" || isEnum(o) {
		return class == "" && o["value"] != nil || isEnum(o)
	}
	switch class {
	case "java.lang.String", "java.lang.Boolean", "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long",
		"java.lang.Float", "java.lang.Double", "java.lang.Character", "java.lang.Class", "java.math.BigInteger",
		"java.math.BigDecimal", "java.util.UUID", "java.util.Locale", "java.util.Currency", "java.net.URL", "java.net.URI":
		return true
	}
	return strings.HasPrefix(class, "java.time.") || strings.HasPrefix(class, "java.util.Collections$Empty")
}

// unordered says whether an object's order is an accident of hash codes and capacities.
func unordered(o object) bool {
	switch o.text("class") {
	case "java.util.HashMap", "java.util.HashSet", "java.util.Hashtable", "java.util.Properties",
		"java.util.concurrent.ConcurrentHashMap", "java.util.IdentityHashMap", "java.util.WeakHashMap":
		return true
	}
	return false
}

func sameClass(a, b object) bool {
	classA, classB := a.text("class"), b.text("class")
	return classA == "" || classB == "" || written(classA) == written(classB)
}

// written is the class that stands in a record for one of the JDK's that writes another object in its place.
func written(class string) string {
	switch class {
	case "java.util.RegularEnumSet", "java.util.JumboEnumSet", "java.util.EnumSet":
		return "java.util.EnumSet$SerializationProxy"
	case "java.util.Collections$UnmodifiableRandomAccessList":
		return "java.util.Collections$UnmodifiableList"
	case "java.util.Collections$SynchronizedRandomAccessList":
		return "java.util.Collections$SynchronizedList"
	}
	return class
}

func isEnum(o object) bool { return o["enum"] != nil }

// enumName is the constant's name; formats that don't know an enum from a string show it as a value.
func enumName(o object) string {
	if isEnum(o) {
		return o.text("enum")
	}
	return o.text("value")
}

// enumClass is the class that declares the constant; a format may name only that, also for a constant with a body.
func enumClass(o object) string {
	if declaring := o.text("declaring"); declaring != "" {
		return declaring
	}
	return o.text("class")
}

// sameText compares the values of objects that are printed as text.
func sameText(a, b object) bool {
	if a["value"] == nil && b["value"] == nil {
		return true
	}
	textA, textB := a.text("value"), b.text("value")
	if bitsA, bitsB := a.text("bits"), b.text("bits"); bitsA != "" && bitsB != "" {
		return bitsA == bitsB || textA == "NaN" && textB == "NaN"
	}
	if a["value"] != nil && b["value"] != nil && textA == textB {
		return true
	}
	// One side knows that it is a number, the other one has a text for it, perhaps with other digits.
	bits := 0
	switch a.text("class") + b.text("class") {
	case "java.lang.Double":
		bits = 64
	case "java.lang.Float":
		bits = 32
	default:
		return false
	}
	x, errX := strconv.ParseFloat(strings.Replace(textA, "Infinity", "Inf", 1), bits)
	y, errY := strconv.ParseFloat(strings.Replace(textB, "Infinity", "Inf", 1), bits)
	return errX == nil && errY == nil && (x == y || math.IsNaN(x) && math.IsNaN(y))
}

// fieldsOf are a bean's fields by name, without transient ones; hidden fields get their class in front.
func fieldsOf(o object) map[string]any {
	fields := map[string]any{}
	for _, raw := range list(o["fields"]) {
		field, _ := raw.(map[string]any)
		if field == nil || field["transient"] == true {
			continue
		}
		name := object(field).text("name")
		if _, hidden := fields[name]; hidden {
			declaring := object(field).text("declaring")
			if declaring == "" {
				declaring = o.text("class")
			}
			name = declaring + "." + name
		}
		fields[name] = field["value"]
	}
	return fields
}

func describe(o object) string {
	if o == nil {
		return "null"
	}
	text := fmt.Sprintf("%v", map[string]any(o))
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	return text
}

func list(v any) []any { l, _ := v.([]any); return l }

// names are the names of both maps, sorted.
func names(a, b map[string]any) []string {
	var all []string
	for name := range a {
		all = append(all, name)
	}
	for name := range b {
		if _, both := a[name]; !both {
			all = append(all, name)
		}
	}
	sort.Strings(all)
	return all
}
