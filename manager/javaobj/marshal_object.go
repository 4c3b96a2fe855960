package javaobj

import (
	"reflect"
	"slices"
)

// object makes the Java object of a struct; key is the pointer that led there,
// nil for a struct that is held by value.
func (e *encoder) object(src reflect.Value, s spot, key *goPointer) (Value, error) {
	typ := src.Type()
	p := planOf(typ)
	switch {
	case p.err != nil:
		return nil, refuse(src, s, "%v", p.err)
	case isPairing(typ):
		return nil, refuse(src, s, "a KeyValue stands for an entry of a map; use a slice of them")
	}
	if p.origin != nil {
		s.former = e.origin(src.FieldByIndex(p.origin).Interface().(Origin).value, s, p)
	}
	m, isObject := membersOf(s.former)
	class := e.classFor(p)
	if isObject && !p.suits(ClassOf(s.former), m) && class != ClassOf(s.former) {
		isObject = false
	}
	if !isObject {
		return e.newObject(src, s, p, class, key)
	}
	made := copyOf(s.former)
	e.made(made, s.former)
	if key != nil {
		e.done[*key] = made
	}
	next := 0
	for i := range p.fields {
		f := &p.fields[i]
		from := src.FieldByIndex(f.index)
		at := m.find(f, next)
		if at < 0 {
			if err := e.lacking(made, from, f, m); err != nil {
				return nil, below(err, f.name)
			}
			continue
		}
		next = at + 1
		field := &m.fields[at]
		h := f.hint
		h.declared = boxOf(field.Type)
		v, err := e.value(from, spot{former: field.Value, known: true, hint: h})
		if err != nil {
			return nil, below(err, f.name)
		}
		setMember(made, at, v)
	}
	if err := e.content(src, s.former, made, p); err != nil {
		return nil, err
	}
	if key == nil {
		made = e.twin(made, s.former)
	}
	return made, nil
}

func (e *encoder) classFor(p *plan) string {
	if class := e.opts.types.classOf(p.typ); class != "" {
		return class
	}
	return p.class
}

// lacking stores a field that the former object doesn't have: formats that
// leave out null fields have room for it.
func (e *encoder) lacking(made Value, from reflect.Value, f *planField, m members) error {
	if from.IsZero() {
		return nil
	}
	bean, ok := made.(*Bean)
	if !ok || m.told {
		return refuse(from, spot{former: made}, "the object has no field %s, or more than one, so it can't be kept", f.name)
	}
	v, err := e.value(from, spot{hint: f.hint})
	if err != nil || v == nil {
		return err
	}
	bean.Fields = append(bean.Fields, Field{Name: f.name, Value: v})
	return nil
}

// copyOf makes an object like another one, with lists of its own.
func copyOf(v Value) Value {
	switch v := v.(type) {
	case *Bean:
		c := *v
		c.Fields, c.Data = slices.Clone(v.Fields), slices.Clone(v.Data)
		return &c
	case *List:
		c := *v
		c.Elems, c.Fields = slices.Clone(v.Elems), slices.Clone(v.Fields)
		return &c
	case *Map:
		c := *v
		c.Entries, c.Fields = slices.Clone(v.Entries), slices.Clone(v.Fields)
		return &c
	case *Throwable:
		c := *v
		c.Fields = slices.Clone(v.Fields)
		return &c
	case *Proxy:
		c := *v
		return &c
	}
	return v
}

// setMember stores the field that membersOf shows at a place.
func setMember(made Value, at int, v Value) {
	switch made := made.(type) {
	case *Bean:
		made.Fields[at].Value = v
	case *List:
		made.Fields[at].Value = v
	case *Map:
		made.Fields[at].Value = v
	case *Throwable:
		switch at {
		case 0:
			made.Message = v
		case 1:
			made.Cause = v
		default:
			made.Fields[at-2].Value = v
		}
	}
}

// content makes the elements or entries of a collection with fields.
func (e *encoder) content(src reflect.Value, former, made Value, p *plan) error {
	if p.content == nil {
		return nil
	}
	from := src.FieldByIndex(p.content.index)
	var err error
	switch made := made.(type) {
	case *List:
		was, _ := former.(*List)
		if from.Kind() != reflect.Slice && from.Kind() != reflect.Array {
			err = refuse(from, spot{former: former}, "elements are held by a slice")
			break
		}
		err = e.elements(made, was, from, p.content.hint)
	case *Map:
		was, _ := former.(*Map)
		err = e.entries(made, was, from, p.content.hint)
	default:
		err = refuse(from, spot{former: former}, "it is neither a collection nor a map")
	}
	return below(err, p.content.goName)
}

// twin finds an equal object that was made earlier for the same former one, so
// that copies which Go holds by value stay one object.
func (e *encoder) twin(v, former Value) Value {
	for _, other := range e.twins[former] {
		if sameParts(v, other, sameOrEqual) {
			return other
		}
	}
	e.twins[former] = append(e.twins[former], v)
	return v
}

// sameOrEqual takes new values that hold no others for the same if they are
// equal.
func sameOrEqual(a, b Value) bool {
	return identical(a, b) || !isContainer(a) && !isContainer(b) && Equal(a, b)
}
