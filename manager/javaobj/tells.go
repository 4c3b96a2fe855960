package javaobj

import (
	"reflect"
)

// tells tells whether a Go type holds everything of a value. What is in seen is
// known to be told, or being looked at.
func (e *encoder) tells(typ reflect.Type, v Value, seen map[made]bool) bool {
	typ = pointee(typ)
	if typ.Kind() == reflect.Interface {
		if typ = (&decoder{opts: e.opts}).typeFor(v); typ == nil {
			typ = anyType
		}
	}
	if !isContainer(v) || isValueType(typ) || seen[made{v, typ}] {
		return true
	}
	seen[made{v, typ}] = true
	if typ.Kind() == reflect.Struct && !isLeaf(typ) {
		return e.tellsObject(planOf(typ), v, seen)
	}
	var key, elem = anyType, anyType
	switch typ.Kind() {
	case reflect.Map:
		key, elem = typ.Key(), typ.Elem()
	case reflect.Slice, reflect.Array:
		if elem = typ.Elem(); isPairing(elem) {
			key, elem = elem.Field(0).Type, elem.Field(1).Type
		}
	}
	switch v := v.(type) {
	case *List:
		for _, each := range v.Elems {
			if !e.tells(elem, each, seen) {
				return false
			}
		}
		return len(v.Fields) == 0
	case *Map:
		for _, each := range v.Entries {
			if !e.tells(key, each.Key, seen) || !e.tells(elem, each.Value, seen) {
				return false
			}
		}
		return len(v.Fields) == 0
	}
	return typ == anyType || isEmpty(v) // kept as a Value, or with nothing in it
}

func (e *encoder) tellsObject(p *plan, v Value, seen map[made]bool) bool {
	b, ok := v.(*Bean)
	if !ok || p.err != nil || b.Class != e.classFor(p) || len(b.Data) > 0 {
		return false
	}
	m, _ := membersOf(b)
	found := 0
	for i := range p.fields {
		at := m.find(&p.fields[i], i)
		if at < 0 {
			continue // left out, as null is in some formats
		}
		if found++; !e.tells(p.fields[i].typ, m.fields[at].Value, seen) {
			return false
		}
	}
	return found == len(b.Fields)
}
