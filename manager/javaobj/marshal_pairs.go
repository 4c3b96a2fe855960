package javaobj

import (
	"cmp"
	"reflect"
	"slices"
)

// pairs gives the entries in their order: a Go map's in the order of the former
// map, new keys behind them.
func (e *encoder) pairs(was *Map, src reflect.Value) ([]pair, error) {
	var pairs []pair
	switch {
	case src.Type() == orderedType:
		m := src.Interface().(OrderedMap)
		for i := range m.Pairs {
			pairs = append(pairs, pair{key: reflect.ValueOf(&m.Pairs[i].Key).Elem(), value: reflect.ValueOf(&m.Pairs[i].Value).Elem()})
		}
	case src.Kind() == reflect.Slice:
		for i := range src.Len() {
			pairs = append(pairs, pair{key: src.Index(i).Field(0), value: src.Index(i).Field(1)})
		}
	case src.Kind() == reflect.Map:
		return e.goMapPairs(was, src)
	default:
		return nil, refuse(src, spot{former: asMapValue(was)}, "a map is held by a Go map, an OrderedMap or a slice of KeyValues")
	}
	if was == nil {
		return pairs, nil
	}
	e.findFormer(pairs, was)
	return pairs, nil
}

func asMapValue(m *Map) Value {
	if m == nil {
		return nil
	}
	return m
}

// findFormer finds the former entry of each pair by its key.
func (e *encoder) findFormer(pairs []pair, was *Map) {
	if len(pairs) == 0 {
		return
	}
	typ := pairs[0].key.Type()
	keys := make([]reflect.Value, len(was.Entries))
	index := map[any]int{}
	for i := range was.Entries {
		keys[i] = e.asGo(was.Entries[i].Key, typ)
		if k := hashable(keys[i]); k != nil {
			if _, dup := index[k]; !dup {
				index[k] = i
			}
		}
	}
	taken := make([]bool, len(keys))
	for i := range pairs {
		at := -1
		if i < len(keys) && !taken[i] && alike(pairs[i].key, keys[i]) {
			at = i
		} else if k := hashable(pairs[i].key); k != nil {
			if j, ok := index[k]; ok && !taken[j] {
				at = j
			}
		}
		if at >= 0 {
			taken[at] = true
			pairs[i].was = &was.Entries[at]
		}
	}
}

// hashable gives what a key is found by, nil if that needs more than ==.
func hashable(k reflect.Value) any {
	for k.IsValid() && k.Kind() == reflect.Interface {
		k = k.Elem()
	}
	if !k.IsValid() || k.Kind() == reflect.Pointer || !k.Comparable() {
		return nil
	}
	return k.Interface()
}

func (e *encoder) goMapPairs(was *Map, src reflect.Value) ([]pair, error) {
	pairs := make([]pair, 0, src.Len())
	found := map[any]bool{}
	if was != nil {
		for i := range was.Entries {
			k := e.asGo(was.Entries[i].Key, src.Type().Key())
			if !k.IsValid() || !k.Comparable() {
				continue
			}
			if v := src.MapIndex(k); v.IsValid() && !found[k.Interface()] {
				found[k.Interface()] = true
				pairs = append(pairs, pair{k, v, &was.Entries[i]})
			}
		}
	}
	var added []pair
	for it := src.MapRange(); it.Next(); {
		if !it.Key().Equal(it.Key()) {
			return nil, refuse(it.Key(), spot{}, "NaN can't be a key")
		}
		if !found[it.Key().Interface()] {
			added = append(added, pair{key: it.Key(), value: it.Value()})
		}
	}
	slices.SortFunc(added, func(a, b pair) int { return compareKeys(a.key, b.key) })
	return append(pairs, added...), nil
}

// compareKeys puts new keys in an order that is the same each time, as far as
// keys have one.
func compareKeys(a, b reflect.Value) int {
	for a.Kind() == reflect.Interface || a.Kind() == reflect.Pointer {
		if a.IsNil() {
			break
		}
		a = a.Elem()
	}
	for b.Kind() == reflect.Interface || b.Kind() == reflect.Pointer {
		if b.IsNil() {
			break
		}
		b = b.Elem()
	}
	if a.Kind() != b.Kind() {
		return cmp.Compare(a.Kind(), b.Kind())
	}
	switch {
	case a.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.Kind() == reflect.Bool:
		return cmp.Compare(map[bool]int{true: 1}[a.Bool()], map[bool]int{true: 1}[b.Bool()])
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	case a.Kind() == reflect.Struct || a.Kind() == reflect.Array:
		n := 0
		for i := range partsOf(a) {
			if n == 0 {
				n = compareKeys(partOf(a, i), partOf(b, i))
			}
		}
		return n
	}
	return 0
}

func partsOf(v reflect.Value) int {
	if v.Kind() == reflect.Array {
		return v.Len()
	}
	return v.NumField()
}

func partOf(v reflect.Value, i int) reflect.Value {
	if v.Kind() == reflect.Array {
		return v.Index(i)
	}
	return v.Field(i)
}
