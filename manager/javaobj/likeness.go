package javaobj

import (
	"reflect"
)

// alike compares Go values as far as is worth it to find an element again:
// what follows behind some hundred parts, or behind three pointers, is taken
// for equal.
func alike(a, b reflect.Value) bool {
	budget := 512
	return likeness{&budget}.same(a, b, 3)
}

type likeness struct{ budget *int }

func (l likeness) same(a, b reflect.Value, hops int) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.Type() != b.Type() {
		return false
	}
	if *l.budget--; *l.budget < 0 || hops < 0 {
		return true
	}
	switch a.Kind() {
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if a.Kind() == reflect.Pointer {
			hops--
		}
		return l.same(a.Elem(), b.Elem(), hops)
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		return l.list(a, b, hops-1)
	case reflect.Array:
		return l.list(a, b, hops)
	case reflect.Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		for it := a.MapRange(); it.Next(); {
			if other := b.MapIndex(it.Key()); it.Key().Kind() != reflect.Pointer && it.Key().Kind() != reflect.Interface && (!other.IsValid() || !l.same(it.Value(), other, hops-1)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		if isLeaf(a.Type()) && a.Type() != orderedType && a.CanInterface() && b.CanInterface() {
			return reflect.DeepEqual(a.Interface(), b.Interface())
		}
		if a.Type() == originType {
			return true
		}
		for i := range a.NumField() {
			if !l.same(a.Field(i), b.Field(i), hops) {
				return false
			}
		}
		return true
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return a.IsNil() && b.IsNil()
	}
	return a.Equal(b)
}

func (l likeness) list(a, b reflect.Value, hops int) bool {
	for i := range a.Len() {
		if !l.same(a.Index(i), b.Index(i), hops) {
			return false
		}
	}
	return true
}
