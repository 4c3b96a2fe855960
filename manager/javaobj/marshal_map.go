package javaobj

import (
	"cmp"
	"reflect"
	"slices"
)

// mapping makes a map of a Go map, an OrderedMap or a slice of KeyValues, and a
// set of a map[T]struct{}.
// key is the pointer that led to an OrderedMap, nil for one held by value.
func (e *encoder) mapping(src reflect.Value, s spot, key *goPointer) (Value, error) {
	if isEmpty(s.former) && isEmptyMap(src) {
		return s.former, nil
	}
	typ := src.Type()
	switch {
	case typ.Kind() == reflect.Map:
		key = &goPointer{at: src.Pointer(), typ: typ}
	case typ.Kind() == reflect.Slice && src.Len() > 0:
		key = &goPointer{at: src.Pointer(), len: src.Len(), typ: typ}
	}
	if key != nil {
		if v, ok := e.met(key, s); ok {
			return v, nil
		}
	}
	_, wasMap := s.former.(*Map)
	if typ.Kind() == reflect.Map && isSet(typ) && !wasMap {
		return e.set(src, s, key)
	}
	was, _ := s.former.(*Map)
	s.hint.untold = s.hint.untold || isEmpty(s.former)
	made := &Map{Class: newMapClass(s.hint)}
	if was != nil {
		made.Class, made.Comparator, made.Fields = was.Class, was.Comparator, append([]Field(nil), was.Fields...)
		e.made(made, was)
	} else {
		e.made(made, nil)
	}
	if key != nil {
		e.done[*key] = made
	}
	if err := e.entries(made, was, src, s.hint); err != nil {
		return nil, err
	}
	return made, nil
}

func isEmptyMap(src reflect.Value) bool {
	if src.Type() == orderedType {
		return src.Field(0).Len() == 0
	}
	return src.Len() == 0
}

func newMapClass(h hint) string {
	switch {
	case h.class != "" || h.untold:
		return h.class
	case isCollection[h.declared]:
		return h.declared
	case collectionFor[h.declared] != "":
		return collectionFor[h.declared]
	}
	return "java.util.LinkedHashMap"
}

// pair is one entry on its way, with the one that it was.
type pair struct {
	key, value reflect.Value
	was        *Entry
}

// entries fills a map.
func (e *encoder) entries(made, was *Map, src reflect.Value, h hint) error {
	pairs, err := e.pairs(was, src)
	if err != nil {
		return err
	}
	made.Entries = make([]Entry, len(pairs))
	same := was != nil && len(pairs) == len(was.Entries)
	for i, p := range pairs {
		k, v := spot{hint: hint{class: h.key}}, spot{hint: hint{class: h.elem}}
		if p.was != nil {
			k.former, k.known = p.was.Key, true
			v.former, v.known = p.was.Value, true
		} else if was != nil && len(was.Entries) > 0 {
			k.hint.declared, v.hint.declared = ClassOf(was.Entries[0].Key), ClassOf(was.Entries[0].Value)
		}
		if made.Entries[i].Key, err = e.value(p.key, k); err != nil {
			return belowIndex(below(err, "key"), i)
		}
		if p.value.IsValid() {
			if made.Entries[i].Value, err = e.value(p.value, v); err != nil {
				return belowIndex(err, i)
			}
		}
		same = same && p.was == &was.Entries[i]
	}
	if !same {
		arrangeMap(made)
	}
	return nil
}

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

// set makes a set of a map[T]struct{}.
func (e *encoder) set(src reflect.Value, s spot, key *goPointer) (Value, error) {
	was, _ := s.former.(*List)
	s.hint.untold = s.hint.untold || isEmpty(s.former)
	made := &List{Class: newListClass(src.Type(), s.hint)}
	asMap := &Map{}
	if was != nil {
		made.Class, made.Comparator, made.Fields = was.Class, was.Comparator, append([]Field(nil), was.Fields...)
		for _, v := range was.Elems {
			asMap.Entries = append(asMap.Entries, Entry{Key: v})
		}
	}
	e.made(made, asValue(was))
	if key != nil {
		e.done[*key] = made
	}
	pairs, err := e.goMapPairs(asMap, src)
	if err != nil {
		return nil, err
	}
	for i, p := range pairs {
		k := spot{hint: hint{class: s.hint.elem}}
		if p.was != nil {
			k.former, k.known = p.was.Key, true
		} else if len(asMap.Entries) > 0 {
			k.hint.declared = ClassOf(asMap.Entries[0].Key)
		}
		v, err := e.value(p.key, k)
		if err != nil {
			return nil, belowIndex(err, i)
		}
		made.Elems = append(made.Elems, v)
	}
	if was == nil || !sameMembers(made.Elems, was.Elems, e.was) {
		arrangeSet(made)
	}
	return made, nil
}
