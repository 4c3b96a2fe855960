package gengo

import (
	"slices"
	"strings"
)

// goType is the Go type of a place.
type goType struct {
	expr string
	// want is the class that a new value must have, "" if there is no telling;
	// fresh is the one that it gets without a tag.
	want, fresh string
	// elem and key are the types inside a list or a map.
	elem, key *goType
}

// anything holds any value, just as it is.
var anything = goType{expr: "javaobj.Value"}

// resolver chooses Go types.
type resolver struct {
	*Catalogue
	names map[string]string // of Go types, by class
}

// typeOf chooses the type for a place: by its declared type, else by what was
// seen there. inside says that it stands in a list or a map.
func (r *resolver) typeOf(t javaType, p *place, inside bool) goType {
	if p == nil {
		p = &place{}
	}
	if p == r.deep {
		return anything
	}
	if t.class == "" {
		t = r.guess(p)
	}
	if l, ok := leaves[t.class]; ok {
		return l.at(t.class, p, inside)
	}
	if name := r.names[t.class]; name != "" {
		return r.named(name, t, p)
	}
	switch {
	case t.class == "" || t.class == "java.lang.Object":
		return anything
	case strings.HasPrefix(t.class, "["):
		return r.list(t, t.element(), p)
	case r.is(t.class, "java.util.Collection"):
		return r.list(t, t.arg(0), p)
	case r.is(t.class, "java.util.Map"):
		return r.table(t, p)
	}
	switch k, _ := p.only(); {
	case p.class() != t.class:
	case k == kindScalar:
		return leaf{"string", "", always, texts}.at(t.class, p, inside)
	case k == kindList:
		return r.list(t, t.arg(0), p)
	case k == kindMap:
		return r.table(t, p)
	}
	return anything
}

// guess gives the type that all values of a place have.
func (r *resolver) guess(p *place) javaType {
	k, ok := p.only()
	if !ok {
		return javaType{}
	}
	if class := p.class(); class != "" {
		return javaType{class: class}
	}
	switch k {
	case kindList:
		return javaType{class: "java.util.Collection"}
	case kindMap:
		return javaType{class: "java.util.Map"}
	case kindObject:
		return javaType{class: r.common(p)}
	}
	return javaType{}
}

// common gives the nearest super-class of all objects that were seen.
func (r *resolver) common(p *place) string {
	var shared []string
	for _, name := range sortedKeys(p.classes) {
		var chain []string
		for _, k := range r.lineage(name) {
			chain = append(chain, k.name)
		}
		if shared == nil {
			shared = chain
		}
		shared = slices.DeleteFunc(slices.Clone(shared), func(s string) bool { return !slices.Contains(chain, s) })
	}
	if len(shared) == 0 {
		return ""
	}
	return shared[0]
}

// at gives the type of a leaf at a place. A pointer is there for null: in fields
// wherever Java has one, inside of lists and maps only if there were any.
func (l leaf) at(class string, p *place, inside bool) goType {
	if !p.just(l.holds...) {
		return anything
	}
	t := goType{expr: l.expr, want: class, fresh: l.fresh}
	if l.form == never || unmade[class] {
		t.want = l.fresh
	}
	if l.form == always && !inside || p.null && (l.form == always || l.form == onNull) {
		t.expr = "*" + t.expr
	}
	return t
}

// named gives the type of a class or an enum that has one.
func (r *resolver) named(name string, t javaType, p *place) goType {
	k := r.classes[t.class]
	if k.enum {
		if !p.just(kindEnum, kindText) {
			return anything
		}
		if p.null {
			name = "*" + name
		}
		return goType{expr: name, want: k.name, fresh: k.name}
	}
	holds := kindObject
	if k.collects() {
		holds, _ = k.content.only()
	}
	if !p.just(holds) {
		return anything
	}
	for seen := range p.classes {
		below := slices.ContainsFunc(r.lineage(seen), func(each *class) bool { return each == k })
		if !below && !r.is(seen, t.class) {
			return anything
		}
	}
	return goType{expr: "*" + name, want: k.name, fresh: k.name}
}

// list gives the type of an array or a collection.
func (r *resolver) list(t, element javaType, p *place) goType {
	if !p.just(kindList) {
		return anything
	}
	elem := r.typeOf(element, p.elems, true)
	list := goType{expr: "[]" + elem.expr, want: r.concrete(t.class, p), fresh: "java.util.ArrayList", elem: &elem}
	if array := arrays[elem.expr]; array != "" && elem.want == elem.fresh {
		list.fresh = array
	}
	return list
}

// arrays are the Go types whose slices become arrays where no tag says
// otherwise.
var arrays = map[string]string{"bool": "[Z", "int16": "[S", "int32": "[I", "int64": "[J", "float32": "[F", "float64": "[D", "javaobj.Char": "[C"}

// table gives the type of a map. Keys that Go can compare as Java does make a Go
// map; others a slice of entries.
func (r *resolver) table(t javaType, p *place) goType {
	if !p.just(kindMap) {
		return anything
	}
	key, value := r.typeOf(t.arg(0), p.keys, true), r.typeOf(t.arg(1), p.values, true)
	m := goType{expr: "map[" + key.expr + "]" + value.expr, want: r.concrete(t.class, p), fresh: "java.util.LinkedHashMap", elem: &value, key: &key}
	if !r.comparable(key) {
		m.expr = "[]javaobj.KeyValue[" + key.expr + ", " + value.expr + "]"
	}
	return m
}

// comparable tells whether a type's == is equals in Java. Numbers beyond and
// floating point ones are not.
func (r *resolver) comparable(key goType) bool {
	switch key.expr {
	case "string", "bool", "int8", "int16", "int32", "int64", "javaobj.Char":
		return true
	}
	k := r.classes[key.want]
	return k != nil && k.enum && !strings.HasPrefix(key.expr, "*")
}

// concrete gives the class that a new collection or map should have: the
// declared one if objects can be of it, else the one that all that were seen
// had, else the usual one.
func (r *resolver) concrete(class string, p *place) string {
	if usual := usualClass[class]; usual == "" && !wrapper(class) {
		return class
	}
	if seen := p.class(); seen != "" && !wrapper(seen) && r.names[seen] == "" {
		return seen
	}
	return usualClass[class]
}

// wrapper tells classes that only the JDK's own methods make.
func wrapper(class string) bool {
	return strings.HasPrefix(class, "java.util.Collections$") || strings.HasPrefix(class, "java.util.Arrays$") ||
		strings.HasPrefix(class, "java.util.ImmutableCollections$") || class == "java.util.EnumSet" || class == "java.util.EnumMap"
}

// usualClass is what one makes for an interface or an abstract class.
var usualClass = map[string]string{
	"java.util.List": "java.util.ArrayList", "java.util.Collection": "java.util.ArrayList", "java.util.AbstractList": "java.util.ArrayList",
	"java.util.AbstractCollection": "java.util.ArrayList",
	"java.util.Set":                "java.util.LinkedHashSet", "java.util.AbstractSet": "java.util.LinkedHashSet",
	"java.util.SortedSet": "java.util.TreeSet", "java.util.NavigableSet": "java.util.TreeSet",
	"java.util.Queue": "java.util.LinkedList", "java.util.Deque": "java.util.ArrayDeque",
	"java.util.Map": "java.util.LinkedHashMap", "java.util.AbstractMap": "java.util.LinkedHashMap",
	"java.util.SortedMap": "java.util.TreeMap", "java.util.NavigableMap": "java.util.TreeMap",
	"java.util.concurrent.ConcurrentMap": "java.util.concurrent.ConcurrentHashMap",
}

// options are the tag's options for a value of the type.
func (t goType) options() string {
	var out string
	if t.want != "" && t.want != t.fresh && tagText(t.want) {
		out += ",type=" + t.want
	}
	if t.key != nil && t.key.want != t.key.fresh && tagText(t.key.want) {
		out += ",key=" + t.key.want
	}
	if t.elem != nil && t.elem.want != t.elem.fresh && tagText(t.elem.want) {
		out += ",elem=" + t.elem.want
	}
	return out
}

// tagText tells whether a class can stand in a tag.
func tagText(class string) bool {
	return class != "" && !strings.ContainsAny(class, " \t\r\n\"'<>&=,`\\")
}
