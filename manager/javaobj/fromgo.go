package javaobj

import (
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"time"
)

// FromGo is the Java value of a Go value: what ToGo gives back turned again,
// and besides
//
//	int                     Integer if it fits, else Long
//	time.Time               java.util.Date; what is finer than a millisecond is cut off
//	[]any, []string         ArrayList
//	map[string]any, map[string]string   LinkedHashMap, keys sorted
//	*OrderedMap             LinkedHashMap in its order
//	Value                   itself
//
// A slice or map met twice is one shared object in Java too, so cycles are
// fine. A string must be UTF-8 (or WTF-8). A type that has no Java counterpart
// is an error that names it.
func FromGo(v any) (Value, error) {
	f := fromGo{done: map[goIdentity]Value{}}
	return f.value(v, 0)
}

// goIdentity is one slice or map of a Go program: the same twice is one object
// in Java.
type goIdentity struct {
	pointer uintptr
	size    int
}

type fromGo struct{ done map[goIdentity]Value }

func identity(v any, size int) goIdentity { return goIdentity{reflect.ValueOf(v).Pointer(), size} }

func (f *fromGo) value(v any, depth int) (Value, error) {
	if depth > maxGoDepth {
		return nil, fmt.Errorf("a Go value %T nests deeper than %d", v, maxGoDepth)
	}
	switch v := v.(type) {
	case nil:
		return nil, nil
	case Value:
		return v, nil
	case string:
		if !Valid(v) {
			return nil, fmt.Errorf("a Go string that isn't UTF-8 has no Java string; give bytes as []byte")
		}
		return String(v), nil
	case []any:
		return f.list(v, depth)
	case []string:
		list := make([]any, len(v))
		for i, s := range v {
			list[i] = s
		}
		return f.list(list, depth)
	case map[string]string:
		return f.mapping(identity(v, len(v)), sortedPairs(v), depth)
	case map[string]any:
		return f.mapping(identity(v, len(v)), sortedPairs(v), depth)
	case *OrderedMap:
		return f.mapping(identity(v, 0), v.Pairs, depth)
	}
	return simpleFromGo(v)
}

func (f *fromGo) list(elems []any, depth int) (Value, error) {
	id := identity(elems, len(elems))
	if done, ok := f.done[id]; ok && len(elems) > 0 {
		return done, nil
	}
	list := &List{Class: "java.util.ArrayList", Elems: make([]Value, len(elems))}
	f.done[id] = list
	for i, e := range elems {
		var err error
		if list.Elems[i], err = f.value(e, depth+1); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (f *fromGo) mapping(id goIdentity, pairs []Pair, depth int) (Value, error) {
	if done, ok := f.done[id]; ok {
		return done, nil
	}
	m := &Map{Class: "java.util.LinkedHashMap", Entries: make([]Entry, len(pairs))}
	f.done[id] = m
	for i, p := range pairs {
		var err error
		if m.Entries[i].Key, err = f.value(p.Key, depth+1); err != nil {
			return nil, err
		}
		if m.Entries[i].Value, err = f.value(p.Value, depth+1); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func sortedPairs[T any](m map[string]T) []Pair {
	keys := slices.Sorted(maps.Keys(m))
	pairs := make([]Pair, len(keys))
	for i, k := range keys {
		pairs[i] = Pair{k, m[k]}
	}
	return pairs
}

func simpleFromGo(v any) (Value, error) {
	switch v := v.(type) {
	case bool:
		return NewBoolean(v), nil
	case int:
		if int(int32(v)) == v {
			return NewInteger(int32(v)), nil
		}
		return NewLong(int64(v)), nil
	case int8:
		return NewByte(v), nil
	case int16:
		return NewShort(v), nil
	case int32:
		return NewInteger(v), nil
	case int64:
		return NewLong(v), nil
	case float32:
		return NewFloat(v), nil
	case float64:
		return NewDouble(v), nil
	case Char:
		return NewCharacter(v), nil
	case time.Time:
		return NewDate(v.UnixMilli()), nil
	case *big.Int:
		if v == nil {
			return nil, nil
		}
		return NewBigInteger(v), nil
	case Decimal:
		return v.Scalar(), nil
	case []byte:
		return NewBytes(v), nil
	case []bool:
		return arrayOf("[Z", v, NewBoolean), nil
	case []Char:
		return arrayOf("[C", v, NewCharacter), nil
	case []int16:
		return arrayOf("[S", v, NewShort), nil
	case []int32:
		return arrayOf("[I", v, NewInteger), nil
	case []int64:
		return arrayOf("[J", v, NewLong), nil
	case []float32:
		return arrayOf("[F", v, NewFloat), nil
	case []float64:
		return arrayOf("[D", v, NewDouble), nil
	}
	return nil, fmt.Errorf("value of Go type %T has no Java counterpart; use one that FromGo's documentation lists, a javaobj.Value, or Marshal for structs", v)
}
