package flexjson

import (
	"strings"

	"msmgate/manager/javaobj"
)

// container writes a list, map or bean; one that came from the document with
// its old bytes. A second mention of a new one would become a second object,
// and a cycle would be cut.
func (b *builder) container(place string, v javaobj.Value) error {
	if raw, ok := b.raw(v); ok && (place == "" || b.inPlace(place, v)) {
		b.out = append(b.out, raw...)
		return nil
	}
	if b.inside[v] {
		return unsupported(javaobj.ClassOf(v), "the same object stands in the value twice, and flexjson would make two of it")
	}
	if b.inside == nil {
		b.inside = map[javaobj.Value]bool{}
	}
	b.inside[v] = true
	switch v := v.(type) {
	case *javaobj.List:
		return b.list(place, v)
	case *javaobj.Map:
		return b.table(place, v)
	}
	return b.bean(v.(*javaobj.Bean))
}

// inPlace tells whether all that an old value holds fits in a place of a bean.
func (b *builder) inPlace(place string, v javaobj.Value) bool {
	if !b.shownKinds().fits(place, v) {
		return false
	}
	switch v := v.(type) {
	case *javaobj.List:
		for _, e := range v.Elems {
			if !b.inPlace(place+"[]", e) {
				return false
			}
		}
	case *javaobj.Map:
		for _, e := range v.Entries {
			if !b.inPlace(place+"{}", e.Value) {
				return false
			}
		}
	}
	return true
}

func (b *builder) list(place string, v *javaobj.List) error {
	if v.Class != "java.util.ArrayList" {
		return unsupported(v.Class, "flexjson loads every array and collection as a java.util.ArrayList; use that")
	}
	b.out = append(b.out, '[')
	for i, e := range v.Elems {
		if i > 0 {
			b.out = append(b.out, ',')
		}
		if err := b.value(below(place, "[]"), e); err != nil {
			return err
		}
	}
	b.out = append(b.out, ']')
	return nil
}

func (b *builder) table(place string, v *javaobj.Map) error {
	if v.Class != "java.util.HashMap" {
		return unsupported(v.Class, "flexjson loads every map as a java.util.HashMap, without an order; use that")
	}
	b.out = append(b.out, '{')
	seen := make(map[string]bool, len(v.Entries))
	for i, e := range v.Entries {
		key, ok := e.Key.(javaobj.String)
		switch {
		case !ok:
			return unsupported(v.Class, "flexjson makes Strings of a map's keys; use String keys")
		case key == "class":
			return unsupported(v.Class, "flexjson takes a key named class for the class of a bean; use another key")
		case seen[string(key)]:
			return unsupported(v.Class, "a key stands in it twice")
		case !javaobj.Valid(string(key)):
			return unsupported(v.Class, "a key is no valid text")
		}
		seen[string(key)] = true
		b.member(i, string(key))
		if err := b.value(below(place, "{}"), e.Value); err != nil {
			return err
		}
	}
	b.out = append(b.out, '}')
	return nil
}

// bean writes a bean of a class that the document has shown: a name that it
// hasn't shown would let a session choose which class Tomcat makes.
func (b *builder) bean(v *javaobj.Bean) error {
	if !b.shownKinds()["class "+v.Class] {
		return unsupported(v.Class, "a bean's class must be one that the session already holds")
	}
	if len(v.Data) > 0 {
		return unsupported(v.Class, "flexjson has no place for what a class writes itself")
	}
	b.out = append(b.out, '{')
	written := false
	seen := make(map[string]bool, len(v.Fields))
	class := func(i int) {
		b.member(i, "class")
		b.out = appendQuoted(b.out, v.Class, b.doc.version)
		written = true
	}
	n := 0
	for _, f := range v.Fields {
		if f.Name == "class" || seen[f.Name] {
			return unsupported(v.Class, "it has two fields %q", f.Name)
		}
		seen[f.Name] = true
		if !written && f.Name > "class" {
			class(n)
			n++
		}
		b.member(n, f.Name)
		n++
		if err := b.value(fieldPlace(v.Class, f.Name), f.Value); err != nil {
			return err
		}
	}
	if !written {
		class(n)
	}
	b.out = append(b.out, '}')
	return nil
}

func (b *builder) member(i int, name string) {
	if i > 0 {
		b.out = append(b.out, ',')
	}
	b.out = append(appendQuoted(b.out, name, b.doc.version), ':')
}

// misfit refuses a value for a field.
func (b *builder) misfit(place string, v javaobj.Value) error {
	class, field, _ := strings.Cut(place, "\x00")
	if text, ok := v.(javaobj.Text); ok && !isNumber(string(text)) {
		return unsupported(class, "field %s holds numbers, and the text is none", field)
	}
	return unsupported(class, "field %s has never shown a %s in this session, so its setter may not take it", field, kindOf(v))
}
