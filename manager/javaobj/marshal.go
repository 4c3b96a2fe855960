package javaobj

import (
	"reflect"
)

// Marshaler is a Go type that makes its Java value itself.
type Marshaler interface {
	// MarshalJava gives the Java value; former is the one that stood in its
	// place, nil if there was none, and must not be changed. Giving former
	// itself says that nothing changed.
	MarshalJava(former Value) (Value, error)
}

// Marshal makes the Java value of a Go value that takes the place of former,
// which is nil for something new.
//
// The former value decides classes that the Go type leaves open and provides
// everything that Go structs don't know. Parts that didn't change are those of
// former, the very same pointers, so that a session's format keeps their bytes
// and their sharing; what refers to a changed object refers to its new form.
// Nothing of former is changed.
//
// An error names the place and never a value ([PathError]). What a format can't
// carry it refuses when the value is set.
func Marshal(src any, former Value, opts ...Option) (Value, error) {
	from := reflect.ValueOf(src)
	if !from.IsValid() {
		return nil, nil
	}
	e := newEncoder(newOptions(opts), former)
	v, err := e.value(from, spot{former: former, known: former != nil})
	if err != nil {
		return nil, at(err, e.opts.root, from.Type())
	}
	return e.settle(v), nil
}

type encoder struct {
	opts  options
	root  Value
	done  map[goPointer]Value
	fresh []Value         // containers that were made
	was   map[Value]Value // what they stand for
	twins map[Value][]Value
	trial *decoder
	seen  *surroundings
	depth int
}

// goPointer is a pointer, slice or map of Go: the same is the same Java object,
// but for tags that give it different classes.
type goPointer struct {
	at    uintptr
	len   int
	typ   reflect.Type
	class string
}

// met gives the object that was made of a pointer before.
func (e *encoder) met(key *goPointer, s spot) (Value, bool) {
	v, ok := e.done[*key]
	if ok && s.hint.class != "" && s.hint.class != ClassOf(v) && (s.former == nil || s.former != e.was[v]) {
		key.class = s.hint.class
		v, ok = e.done[*key]
	}
	return v, ok
}

// spot is where a Java value goes.
type spot struct {
	former Value
	// known is whether former is what stood in the place, null included.
	known bool
	// open is whether Go holds the value as an interface, so that its own type
	// says more than the former value.
	open bool
	// tracked is whether former is known for sure and not by its place.
	tracked bool
	hint    hint
}

func newEncoder(o options, root Value) *encoder {
	return &encoder{opts: o, root: root, done: map[goPointer]Value{}, was: map[Value]Value{}, twins: map[Value][]Value{}}
}

// made notes a container that stands for former, which is nil for a new one.
func (e *encoder) made(v, former Value) {
	e.fresh = append(e.fresh, v)
	if former != nil {
		e.was[v] = former
	}
}

func refuse(src reflect.Value, s spot, format string, args ...any) error {
	err := mismatch(s.former, src.Type(), format, args...)
	if e := err.(*PathError); e.Class == "" {
		if e.Class = s.hint.class; e.Class == "" {
			e.Class = s.hint.declared
		}
	}
	return err
}

func (e *encoder) value(src reflect.Value, s spot) (Value, error) {
	if e.depth++; e.depth > maxGoDepth {
		return nil, refuse(src, s, "it nests deeper than %d", maxGoDepth)
	}
	defer func() { e.depth-- }()
	typ := src.Type()
	switch typ.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Slice, reflect.Map:
		if src.IsNil() {
			return nil, nil
		}
	}
	if s.former == nil && (typ.Kind() == reflect.Interface || typ.Kind() == reflect.Pointer) {
		s.known = false // Go tells null from a zero here
	}
	if typ.Kind() == reflect.Interface {
		s.open = typ != valueType
		return e.value(src.Elem(), s)
	}
	known := factsOf(typ)
	if known.value {
		return src.Interface().(Value), nil
	}
	if known.marshaler {
		v, err := marshalerOf(src, known).MarshalJava(s.former)
		if err != nil {
			return nil, refuse(src, s, "%v", err)
		}
		return v, nil
	}
	if typ.Kind() == reflect.Pointer {
		return e.pointer(src, s)
	}
	if s.known && s.former == nil && typ.Kind() != reflect.Slice && typ.Kind() != reflect.Map && src.IsZero() {
		return nil, nil
	}
	if v, ok, err := e.leaf(src, s, known); ok {
		return v, err
	}
	switch typ.Kind() {
	case reflect.Struct:
		return e.object(src, s, nil)
	case reflect.Slice:
		return e.slice(src, s)
	case reflect.Array:
		return e.list(src, s, nil)
	case reflect.Map:
		return e.mapping(src, s, nil)
	}
	return nil, refuse(src, s, "this Go type has no Java counterpart; tag a field that is none of the Java class's `java:\"-\"`")
}

func marshalerOf(src reflect.Value, known *facts) Marshaler {
	if !known.direct {
		src = pointerTo(src)
	}
	return src.Interface().(Marshaler)
}

// pointerTo gives a pointer to what src holds, maybe to a copy.
func pointerTo(src reflect.Value) reflect.Value {
	if src.CanAddr() {
		return src.Addr()
	}
	p := reflect.New(src.Type())
	p.Elem().Set(src)
	return p
}

func (e *encoder) pointer(src reflect.Value, s spot) (Value, error) {
	elem := src.Type().Elem()
	if !isShareable(elem) {
		return e.value(src.Elem(), s)
	}
	key := goPointer{at: src.Pointer(), typ: src.Type()}
	if v, ok := e.met(&key, s); ok {
		return v, nil
	}
	if e.opts.track != nil && elem.Kind() == reflect.Struct {
		s.former = e.opts.track.find(src)
		s.tracked = s.former != nil
	}
	if elem.Kind() == reflect.Struct && !isLeaf(elem) && !factsOf(elem).marshaler {
		return e.object(src.Elem(), s, &key)
	}
	if elem == orderedType {
		return e.mapping(src.Elem(), s, &key)
	}
	v, err := e.value(src.Elem(), s)
	if err == nil {
		e.done[key] = v
	}
	return v, err
}
