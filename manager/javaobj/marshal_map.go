package javaobj

import (
	"reflect"
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
	if same {
		return nil
	}
	if i := twice(made, pairs); i >= 0 {
		return belowIndex(refuse(pairs[i].key, spot{former: made.Entries[i].Key}, "the map has this key twice; Java would drop one of the values"), i)
	}
	arrangeMap(made)
	return nil
}

// twice finds a key of one text, String or number, that an entry before has
// too, in a map that is held as a list of its entries; -1 without one. What the
// former map had twice, it may have.
func twice(made *Map, pairs []pair) int {
	if made.Class == "java.util.IdentityHashMap" {
		return -1
	}
	type text struct{ class, text string }
	seen := make(map[text]bool, len(pairs))
	for i := range made.Entries {
		var k text
		switch v := made.Entries[i].Key.(type) {
		case String:
			k = text{text: string(v)}
		case *Scalar:
			k = text{v.Class, v.Text}
		default:
			continue
		}
		if seen[k] && pairs[i].was == nil {
			return i
		}
		seen[k] = true
	}
	return -1
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
