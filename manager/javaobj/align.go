package javaobj

import (
	"reflect"
)

// maxAlign bounds the pairs that are compared to find out where elements have
// moved to.
const maxAlign = 1 << 15

// align finds for each element of a slice the former element that it was. What
// has an Origin, or is tracked, knows that itself. Others are found by being
// equal, then by their index. Where elements are gone and others changed it
// can't be told which is which; that is refused if something of the former
// elements could be lost.
func (e *encoder) align(src reflect.Value, was *List) ([]spot, error) {
	n := src.Len()
	places := make([]spot, n)
	if was == nil || len(was.Elems) == 0 || n == 0 {
		return places, nil
	}
	former := was.Elems
	elem := src.Type().Elem()
	if e.isTracked(elem) {
		return places, nil
	}
	pair := func(i, j int) { places[i] = spot{former: former[j], known: true} }
	origin := originOf(elem)
	if origin != nil && e.allKnown(src, origin, former) {
		for i := range min(n, len(former)) {
			pair(i, i)
		}
		return places, nil
	}
	if n == len(former) && !holdsMore(elem) {
		for i := range n {
			pair(i, i)
		}
		return places, nil
	}
	a := aligning{e: e, src: src, former: former, asGo: make([]reflect.Value, len(former)), taken: make([]bool, len(former)), told: map[made]bool{}}
	lo, hi := 0, 0
	for lo < n && lo < len(former) && a.same(lo, lo) {
		pair(lo, lo)
		a.taken[lo] = true
		lo++
	}
	for hi < n-lo && hi < len(former)-lo && a.same(n-1-hi, len(former)-1-hi) {
		hi++
		pair(n-hi, len(former)-hi)
		a.taken[len(former)-hi] = true
	}
	if (n-lo-hi)*(len(former)-lo-hi) <= maxAlign {
		for i := lo; i < n-hi; i++ {
			if j := a.find(i, lo, len(former)-hi); j >= 0 {
				pair(i, j)
			}
		}
	}
	for i := lo; i < n-hi; i++ {
		if places[i].known {
			continue
		}
		switch j := min(i, len(former)-1); {
		case n >= len(former) && i < len(former) && !a.taken[i]:
			pair(i, i)
			a.taken[i] = true
		default:
			places[i].hint.declared = ClassOf(former[j])
			if err := a.ambiguous(i); err != nil {
				return nil, belowIndex(err, i)
			}
		}
	}
	return places, nil
}

// isTracked tells whether elements of a type are found by their pointers.
func (e *encoder) isTracked(typ reflect.Type) bool {
	return e.opts.track != nil && typ.Kind() == reflect.Pointer && typ.Elem().Kind() == reflect.Struct && !isLeaf(typ.Elem())
}

// originOf gives where the Origin stands in elements of a type, nil without one.
func originOf(typ reflect.Type) []int {
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || isLeaf(typ) {
		return nil
	}
	return planOf(typ).origin
}

// allKnown tells whether the Origin of each element is new or an object that the
// session holds.
func (e *encoder) allKnown(src reflect.Value, origin []int, former []Value) bool {
	for i := range src.Len() {
		elem := src.Index(i)
		if elem.Kind() == reflect.Pointer {
			if elem.IsNil() {
				continue
			}
			elem = elem.Elem()
		}
		was := elem.FieldByIndex(origin).Interface().(Origin).value
		if was != nil && (i >= len(former) || was != former[i]) && !e.isAlive(was) {
			return false
		}
	}
	return true
}

// holdsMore tells types of which a Java value may hold more than Go does.
func holdsMore(typ reflect.Type) bool {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return holdsMore(typ.Elem())
	case reflect.Map, reflect.Interface:
		return true
	case reflect.Struct:
		return !isLeaf(typ) || typ == orderedType
	}
	return false
}

type aligning struct {
	e      *encoder
	src    reflect.Value
	former []Value
	asGo   []reflect.Value
	taken  []bool
	// told are the parts of former elements that the Go type is known to hold.
	told map[made]bool
}

func (a *aligning) same(i, j int) bool {
	if !a.asGo[j].IsValid() {
		a.asGo[j] = a.e.asGo(a.former[j], a.src.Type().Elem())
		if !a.asGo[j].IsValid() {
			return false
		}
	}
	return alike(a.src.Index(i), a.asGo[j])
}

// find takes an equal former element, that of the same index first.
func (a *aligning) find(i, from, to int) int {
	if i >= from && i < to && !a.taken[i] && a.same(i, i) {
		a.taken[i] = true
		return i
	}
	for j := from; j < to; j++ {
		if !a.taken[j] && a.same(i, j) {
			a.taken[j] = true
			return j
		}
	}
	return -1
}

func (a *aligning) ambiguous(i int) error {
	elem := a.src.Type().Elem()
	if !holdsMore(elem) {
		return nil
	}
	for j, v := range a.former {
		if !a.taken[j] && !a.e.tells(elem, v, a.told) {
			return refuse(a.src.Index(i), spot{former: v}, "it can't be told which of the former elements this one was, and they hold more than the Go type does; embed javaobj.Origin in the struct")
		}
	}
	return nil
}

// asGo reads a former value as a Go type; the result isn't valid if that fails.
func (e *encoder) asGo(v Value, typ reflect.Type) reflect.Value {
	if e.trial == nil {
		e.trial = newDecoder(options{types: e.opts.types})
	}
	to := reflect.New(typ).Elem()
	if e.trial.value(v, to) != nil {
		return reflect.Value{}
	}
	return to
}
