package javaobj

import (
	"bytes"
	"reflect"
	"strings"
)

// slice makes an array or a collection. A slice that was met before is the same
// object.
func (e *encoder) slice(src reflect.Value, s spot) (Value, error) {
	if isEmpty(s.former) && src.Len() == 0 {
		return s.former, nil
	}
	typ := src.Type()
	var key *goPointer
	if src.Len() > 0 && typ.Elem().Size() > 0 {
		key = &goPointer{at: src.Pointer(), len: src.Len(), typ: typ}
		if v, ok := e.met(key, s); ok {
			return v, nil
		}
	}
	if isPairing(typ.Elem()) {
		return e.mapping(src, s, nil)
	}
	if typ.Elem().Kind() == reflect.Uint8 && e.isByteArray(s) {
		return e.bytes(src, s, key)
	}
	return e.list(src, s, key)
}

// isByteArray tells whether a slice of bytes stands for a byte[].
func (e *encoder) isByteArray(s spot) bool {
	if _, isList := s.former.(*List); isList {
		return false
	}
	return s.hint.class == "" || s.hint.class == "[B"
}

func (e *encoder) bytes(src reflect.Value, s spot, key *goPointer) (Value, error) {
	data := make([]byte, src.Len())
	reflect.Copy(reflect.ValueOf(data), src.Convert(bytesType))
	var v Value = NewBytes(data)
	if old, ok := s.former.(*Bytes); ok && bytes.Equal(old.Data, data) {
		v = old
	}
	if key != nil {
		e.done[*key] = v
	}
	return v, nil
}

func (e *encoder) list(src reflect.Value, s spot, key *goPointer) (Value, error) {
	typ := src.Type()
	if typ.Kind() == reflect.Array && typ.Elem().Kind() == reflect.Uint8 && e.isByteArray(s) {
		slice := reflect.MakeSlice(reflect.SliceOf(typ.Elem()), src.Len(), src.Len())
		reflect.Copy(slice, src)
		return e.bytes(slice, s, nil)
	}
	was, _ := s.former.(*List)
	made := &List{}
	if was != nil {
		made.Class, made.Comparator, made.Fields = was.Class, was.Comparator, append([]Field(nil), was.Fields...)
	} else {
		s.hint.untold = s.hint.untold || isEmpty(s.former)
		made.Class = newListClass(typ, s.hint)
	}
	e.made(made, asValue(was))
	if key != nil {
		e.done[*key] = made
	}
	if err := e.elements(made, was, src, s.hint); err != nil {
		return nil, err
	}
	if key == nil && was != nil {
		return e.twin(made, was), nil
	}
	return made, nil
}

// asValue avoids a Value that holds a nil pointer.
func asValue(l *List) Value {
	if l == nil {
		return nil
	}
	return l
}

// elements fills a list from a slice or an array.
func (e *encoder) elements(made, was *List, src reflect.Value, h hint) error {
	places, err := e.align(src, was)
	if err != nil {
		return err
	}
	inner := hint{class: h.elem, declared: elementClass(made.Class)}
	if inner.class == "" && boxNamesByCode[codeOf(made.Class)] != "" {
		inner.class, inner.declared = inner.declared, ""
	}
	made.Elems = make([]Value, src.Len())
	for i := range made.Elems {
		s := places[i]
		if inner.class != "" || s.hint.declared == "" {
			s.hint = inner
		}
		if made.Elems[i], err = e.value(src.Index(i), s); err != nil {
			return belowIndex(err, i)
		}
	}
	if was == nil || !sameMembers(made.Elems, was.Elems, e.was) {
		arrangeSet(made)
	}
	return nil
}

// sameMembers tells whether the same values, by what they stand for, make up
// both lists, in order.
func sameMembers(now, before []Value, was map[Value]Value) bool {
	if len(now) != len(before) {
		return false
	}
	for i := range now {
		if !identical(now[i], before[i]) && !(isContainer(now[i]) && was[now[i]] != nil && was[now[i]] == before[i]) {
			return false
		}
	}
	return true
}

var boxNamesByCode = map[byte]string{'Z': "java.lang.Boolean", 'B': "java.lang.Byte", 'S': "java.lang.Short", 'I': "java.lang.Integer", 'J': "java.lang.Long",
	'F': "java.lang.Float", 'D': "java.lang.Double", 'C': "java.lang.Character"}

// codeOf gives the code of an array's elements, 0 for other classes.
func codeOf(class string) byte {
	if len(class) < 2 || class[0] != '[' {
		return 0
	}
	return class[1]
}

// elementClass gives the class of an array's elements, boxed; "" for
// collections.
func elementClass(class string) string {
	switch code := codeOf(class); code {
	case 0:
		return ""
	case 'L':
		return strings.TrimSuffix(class[2:], ";")
	case '[':
		return class[1:]
	default:
		return boxNamesByCode[code]
	}
}

// newListClass chooses the class of a new array or collection: the tag's; what
// the declared type asks for; a primitive array for a slice of its Go type; an
// ArrayList.
func newListClass(typ reflect.Type, h hint) string {
	switch {
	case h.class != "" || h.untold:
		return h.class
	case codeOf(h.declared) != 0 || isCollection[h.declared]:
		return h.declared
	case collectionFor[h.declared] != "":
		return collectionFor[h.declared]
	case typ.Kind() == reflect.Map:
		return "java.util.LinkedHashSet"
	}
	elem := typ.Elem()
	if h.elem == "" && elem.PkgPath() == "" || elem == charType {
		switch elem.Kind() {
		case reflect.Bool:
			return "[Z"
		case reflect.Int16:
			return "[S"
		case reflect.Int32:
			return "[I"
		case reflect.Int64:
			return "[J"
		case reflect.Float32:
			return "[F"
		case reflect.Float64:
			return "[D"
		case reflect.Uint16:
			if elem == charType {
				return "[C"
			}
		}
	}
	return "java.util.ArrayList"
}

var isCollection = map[string]bool{
	"java.util.ArrayList": true, "java.util.LinkedList": true, "java.util.Vector": true, "java.util.Stack": true, "java.util.ArrayDeque": true,
	"java.util.HashSet": true, "java.util.LinkedHashSet": true, "java.util.TreeSet": true, "java.util.PriorityQueue": true, "java.util.concurrent.CopyOnWriteArrayList": true,
	"java.util.HashMap": true, "java.util.LinkedHashMap": true, "java.util.TreeMap": true, "java.util.Hashtable": true, "java.util.concurrent.ConcurrentHashMap": true,
}

// collectionFor gives the class that one would make for an interface or an
// abstract class.
var collectionFor = map[string]string{
	"java.util.List": "java.util.ArrayList", "java.util.Collection": "java.util.ArrayList", "java.lang.Iterable": "java.util.ArrayList",
	"java.util.AbstractList": "java.util.ArrayList", "java.util.AbstractCollection": "java.util.ArrayList",
	"java.util.Set": "java.util.LinkedHashSet", "java.util.AbstractSet": "java.util.LinkedHashSet",
	"java.util.SortedSet": "java.util.TreeSet", "java.util.NavigableSet": "java.util.TreeSet",
	"java.util.Queue": "java.util.LinkedList", "java.util.Deque": "java.util.ArrayDeque",
	"java.util.Map": "java.util.LinkedHashMap", "java.util.AbstractMap": "java.util.LinkedHashMap",
	"java.util.SortedMap": "java.util.TreeMap", "java.util.NavigableMap": "java.util.TreeMap",
	"java.util.concurrent.ConcurrentMap": "java.util.concurrent.ConcurrentHashMap", "java.util.Dictionary": "java.util.Hashtable",
}
