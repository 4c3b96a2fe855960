package javaobj

import (
	"reflect"
	"slices"
)

// members are the named parts of an object.
type members struct {
	fields []Field
	// told is whether the format tells which class declares a field, and with
	// that all the fields there are.
	told bool
}

// membersOf gives the fields of an object; ok is false for a value that has
// none.
func membersOf(v Value) (m members, ok bool) {
	switch v := v.(type) {
	case *Bean:
		m.fields = v.Fields
	case *List:
		m.fields = v.Fields
	case *Map:
		m.fields = v.Fields
	case *Throwable:
		const class = "java.lang.Throwable"
		m.fields = append([]Field{{class, "detailMessage", "java.lang.String", v.Message}, {class, "cause", class, v.Cause}}, v.Fields...)
	default:
		return m, false
	}
	m.told = len(m.fields) > 0
	for i := range m.fields {
		m.told = m.told && m.fields[i].Declaring != ""
	}
	return m, true
}

// find gives the place of a struct's field among the members, or -1. after is
// where the search begins, as the order is mostly the same.
func (m members) find(f *planField, after int) int {
	const (
		elsewhere = iota + 1 // declared by another class
		untold               // xstream tells only the classes of hidden fields
	)
	n := len(m.fields)
	best, rank, twice := -1, 0, false
	for i := range n {
		at := i + after
		if at >= n {
			at -= n
		}
		field := &m.fields[at]
		if field.Name != f.name {
			continue
		}
		now := elsewhere
		switch {
		case field.Declaring == f.declaring && f.declaring != "":
			return at
		case field.Declaring == "":
			now = untold
		case f.exact:
			continue
		}
		switch {
		case now > rank:
			best, rank, twice = at, now, false
		case now == rank:
			twice = true
		}
	}
	if twice {
		return -1
	}
	return best
}

// suits tells whether an object is of the struct's class or a class below it.
func (p *plan) suits(class string, m members) bool {
	if class == p.class || class == "" || p.class == "" {
		return true
	}
	named := false
	for i := range m.fields {
		if m.fields[i].Declaring == p.class {
			return true
		}
		for j := range p.fields {
			named = named || m.fields[i].Name == p.fields[j].name
		}
	}
	// Without declaring classes, and for a class without fields, its sub
	// classes aren't told apart from others.
	if m.told {
		return !slices.ContainsFunc(p.fields, func(f planField) bool { return f.declaring == p.class })
	}
	return named || len(p.fields) == 0
}

// object reads the fields of an object into a struct.
func (d *decoder) object(v Value, dst reflect.Value) error {
	typ := dst.Type()
	p := planOf(typ)
	if p.err != nil {
		return mismatch(v, typ, "%v", p.err)
	}
	if isPairing(typ) {
		return mismatch(v, typ, "a KeyValue stands for an entry of a map; use a slice of them")
	}
	m, ok := membersOf(v)
	if !ok {
		return mismatch(v, typ, "it is no object with fields")
	}
	class := d.opts.types.classOf(typ)
	if !p.suits(ClassOf(v), m) && class != ClassOf(v) {
		return mismatch(v, typ, "the struct is for class %s", p.class)
	}
	key := made{v, typ}
	if d.open[key] {
		return mismatch(v, typ, "the object holds itself, which a struct held by value can't; hold it by a pointer")
	}
	d.open[key] = true
	defer delete(d.open, key)

	if p.origin != nil {
		dst.FieldByIndex(p.origin).Set(reflect.ValueOf(Origin{v}))
	}
	next := 0
	for i := range p.fields {
		f := &p.fields[i]
		at := m.find(f, next)
		if at < 0 {
			if m.told && !f.optional {
				return below(mismatch(v, f.typ, "the class has no field %s, or more than one; mark it optional if only some releases of the class have it", f.name), f.name)
			}
			dst.FieldByIndex(f.index).SetZero()
			continue
		}
		next = at + 1
		if f.lossy {
			d.lossy++
		}
		err := d.value(m.fields[at].Value, dst.FieldByIndex(f.index))
		if f.lossy {
			d.lossy--
		}
		if err != nil {
			return below(err, f.name)
		}
	}
	return d.content(v, p, dst)
}

// content reads the elements or entries of a collection that has fields of its
// own.
func (d *decoder) content(v Value, p *plan, dst reflect.Value) error {
	if p.content == nil {
		switch v := v.(type) {
		case *List:
			return mismatch(v, p.typ, "a struct for a collection needs a field tagged `java:\",elements\"`")
		case *Map:
			return mismatch(v, p.typ, "a struct for a map needs a field tagged `java:\",entries\"`")
		}
		return nil
	}
	to := dst.FieldByIndex(p.content.index)
	var inner Value
	switch v := v.(type) {
	case *List:
		inner = &List{Class: v.Class, Elems: v.Elems}
	case *Map:
		inner = &Map{Class: v.Class, Entries: v.Entries}
	default:
		return mismatch(v, p.typ, "it is neither a collection nor a map")
	}
	if err := d.value(inner, to); err != nil {
		return below(err, p.content.goName)
	}
	return nil
}
