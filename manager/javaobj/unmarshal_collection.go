package javaobj

import (
	"reflect"
)

// slice reads an array or a collection; byte arrays into slices of bytes.
func (d *decoder) slice(v Value, dst reflect.Value) error {
	typ := dst.Type()
	key := made{v, typ}
	if isReferenceable(v) {
		if s, ok := d.done[key]; ok {
			dst.Set(s)
			return nil
		}
	}
	switch v := v.(type) {
	case *Bytes:
		if typ.Elem().Kind() != reflect.Uint8 {
			break
		}
		data := append(make([]byte, 0, len(v.Data)), v.Data...)
		dst.SetBytes(data)
		d.done[key] = reflect.ValueOf(dst.Interface())
		return nil
	case *List:
		s := reflect.MakeSlice(typ, len(v.Elems), len(v.Elems))
		d.done[key] = s
		dst.Set(s)
		return d.elements(v.Elems, s)
	case *Map:
		if isPairing(typ.Elem()) {
			s := reflect.MakeSlice(typ, len(v.Entries), len(v.Entries))
			d.done[key] = s
			dst.Set(s)
			return d.pairs(v.Entries, s)
		}
	case *Bean:
		if isEmpty(v) {
			dst.Set(reflect.MakeSlice(typ, 0, 0))
			return nil
		}
	}
	return mismatch(v, typ, "it is no array or collection")
}

func (d *decoder) elements(elems []Value, to reflect.Value) error {
	for i, e := range elems {
		if err := d.value(e, to.Index(i)); err != nil {
			return belowIndex(err, i)
		}
	}
	return nil
}

// array reads an array of just that length.
func (d *decoder) array(v Value, dst reflect.Value) error {
	typ := dst.Type()
	switch v := v.(type) {
	case *Bytes:
		if typ.Elem().Kind() == reflect.Uint8 && len(v.Data) == typ.Len() {
			reflect.Copy(dst, reflect.ValueOf(v.Data).Convert(reflect.SliceOf(typ.Elem())))
			return nil
		}
	case *List:
		if len(v.Elems) != typ.Len() {
			return mismatch(v, typ, "it has %d elements", len(v.Elems))
		}
		key := made{v, typ}
		if d.open[key] {
			return mismatch(v, typ, "it holds itself, which a Go array can't")
		}
		d.open[key] = true
		defer delete(d.open, key)
		return d.elements(v.Elems, dst)
	}
	return mismatch(v, typ, "it is no array or collection of %d elements", typ.Len())
}

// isEmpty tells what may be an empty collection of any kind: xstream writes no
// class where the declared type tells it, and nothing else then.
func isEmpty(v Value) bool {
	b, ok := v.(*Bean)
	return ok && b.Class == "" && len(b.Fields) == 0 && len(b.Data) == 0 && b.Lost == ""
}

// isSet tells a Go map that stands for a set.
func isSet(typ reflect.Type) bool {
	return typ.Elem().Kind() == reflect.Struct && typ.Elem().NumField() == 0
}

// mapping reads a map, or a set into a map[T]struct{}.
func (d *decoder) mapping(v Value, dst reflect.Value) error {
	typ := dst.Type()
	key := made{v, typ}
	if isReferenceable(v) {
		if m, ok := d.done[key]; ok {
			dst.Set(m)
			return nil
		}
	}
	var entries []Entry
	switch v := v.(type) {
	case *Map:
		entries = v.Entries
	case *List:
		if !isSet(typ) {
			return mismatch(v, typ, "it is no map")
		}
		entries = make([]Entry, len(v.Elems))
		for i, e := range v.Elems {
			entries[i].Key = e
		}
	default:
		if !isEmpty(v) {
			return mismatch(v, typ, "it is no map")
		}
	}
	m := reflect.MakeMapWithSize(typ, len(entries))
	d.done[key] = m
	dst.Set(m)
	for i, e := range entries {
		k, val := reflect.New(typ.Key()).Elem(), reflect.New(typ.Elem()).Elem()
		if err := d.value(e.Key, k); err != nil {
			return belowIndex(below(err, "key"), i)
		}
		if !k.Comparable() || !k.Equal(k) {
			return belowIndex(below(mismatch(e.Key, typ.Key(), "it can't be the key of a Go map; use javaobj.OrderedMap"), "key"), i)
		}
		if m.MapIndex(k).IsValid() {
			return belowIndex(below(mismatch(e.Key, typ.Key(), "two keys are the same in Go; use javaobj.OrderedMap"), "key"), i)
		}
		if !isSet(typ) {
			if err := d.value(e.Value, val); err != nil {
				return belowIndex(err, i)
			}
		}
		m.SetMapIndex(k, val)
	}
	return nil
}

// KeyValue is an entry of a map that keeps Java's order: a []KeyValue[K, V]
// holds any Java map.
type KeyValue[K, V any] struct {
	Key   K
	Value V
}

func (KeyValue[K, V]) javaPairing() bool { return true }

type pairing interface{ javaPairing() bool }

func (d *decoder) pairs(entries []Entry, to reflect.Value) error {
	for i, e := range entries {
		pair := to.Index(i)
		if err := d.value(e.Key, pair.Field(0)); err != nil {
			return belowIndex(below(err, "key"), i)
		}
		if err := d.value(e.Value, pair.Field(1)); err != nil {
			return belowIndex(err, i)
		}
	}
	return nil
}

// any reads a value as what an any holds.
func (d *decoder) any(v Value) (any, error) {
	var x any
	if v == nil {
		return nil, nil
	}
	err := d.value(v, reflect.ValueOf(&x).Elem())
	return x, err
}

// natural gives what ToGo would, with registered classes as their Go types.
func (d *decoder) natural(v Value) (any, error) {
	switch v := v.(type) {
	case *List:
		if array, ok := primitiveArray(v); ok {
			return array, nil
		}
		var s []any
		err := d.slice(v, reflect.ValueOf(&s).Elem())
		return s, err
	case *Map:
		var m *OrderedMap
		err := d.pointer(v, reflect.ValueOf(&m).Elem())
		return m, err
	case *Bytes:
		return append(make([]byte, 0, len(v.Data)), v.Data...), nil
	}
	return ToGo(v), nil
}

func (d *decoder) ordered(v Value, dst reflect.Value) error {
	m, ok := v.(*Map)
	switch {
	case ok:
	case isEmpty(v):
		m = &Map{}
	default:
		return mismatch(v, dst.Type(), "it is no map")
	}
	key := made{v, orderedType}
	if d.open[key] {
		return mismatch(v, dst.Type(), "it holds itself, which an OrderedMap held by value can't; use *javaobj.OrderedMap")
	}
	d.open[key] = true
	defer delete(d.open, key)
	to := dst.Addr().Interface().(*OrderedMap)
	to.Pairs = make([]Pair, len(m.Entries))
	for i, e := range m.Entries {
		k, err := d.any(e.Key)
		if err != nil {
			return belowIndex(below(err, "key"), i)
		}
		value, err := d.any(e.Value)
		if err != nil {
			return belowIndex(err, i)
		}
		to.Pairs[i] = Pair{k, value}
	}
	return nil
}
