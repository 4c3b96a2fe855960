package javaobj

import (
	"fmt"
	"reflect"
	"sync"
)

// Types maps names of Java classes to Go types, for what a Go program holds as
// an interface: the class of the object chooses the Go type. The zero value is
// ready; it is safe for concurrent use.
type Types struct {
	mu      sync.RWMutex
	byClass map[string]reflect.Type
	byType  map[reflect.Type]string
}

// DefaultTypes serves Unmarshal and Marshal that are given no other Types.
var DefaultTypes = &Types{}

// Register enters the types of the samples under the classes that they name
// (by a tag `java:"class=…"` or a method JavaClass). A sample is a struct or a
// pointer to one, maybe nil, or an enum's typed string. It panics on a type
// without a class and on a class that another type has, which are programming
// errors.
func (t *Types) Register(samples ...any) {
	for _, sample := range samples {
		typ := reflect.TypeOf(sample)
		class := classOfType(typ)
		if class == "" {
			panic(fmt.Sprintf("javaobj: Register: %T names no Java class; tag a blank field `java:\"class=…\"`, or use RegisterAs", sample))
		}
		t.RegisterAs(class, sample)
	}
}

// RegisterAs enters the type of the sample under a class; the type needs no
// tag.
func (t *Types) RegisterAs(class string, sample any) {
	typ := reflect.TypeOf(sample)
	typ = pointee(typ)
	if typ == nil || typ.Kind() != reflect.Struct && typ.Kind() != reflect.String {
		panic(fmt.Sprintf("javaobj: RegisterAs(%q): %T is neither a struct nor a typed string", class, sample))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if other, ok := t.byClass[class]; ok && other != typ {
		panic(fmt.Sprintf("javaobj: class %s is registered twice, as %s and %s", class, other, typ))
	}
	if t.byClass == nil {
		t.byClass, t.byType = map[string]reflect.Type{}, map[reflect.Type]string{}
	}
	t.byClass[class], t.byType[typ] = typ, class
}

// Register is DefaultTypes.Register.
func Register(samples ...any) { DefaultTypes.Register(samples...) }

func (t *Types) typeOf(class string) reflect.Type {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.byClass[class]
}

func (t *Types) classOf(typ reflect.Type) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.byType[typ]
}

// classNamer is how a Go type names its Java class by a method.
type classNamer interface{ JavaClass() string }

// classOfType gives the class that a type itself names, or "".
func classOfType(typ reflect.Type) string {
	typ = pointee(typ)
	if typ == nil {
		return ""
	}
	if typ.Kind() == reflect.Struct {
		return planOf(typ).class
	}
	return namedByMethod(typ)
}

func namedByMethod(typ reflect.Type) string {
	if n, ok := reflect.New(typ).Interface().(classNamer); ok {
		return n.JavaClass()
	}
	return ""
}

// Option changes how Unmarshal and Marshal work.
type Option func(*options)

type options struct {
	types *Types
	track *Track
	roots func() []Value
	root  string
}

// WithTypes takes the Go types of interfaces from t and not from DefaultTypes.
func WithTypes(t *Types) Option { return func(o *options) { o.types = t } }

// WithRoot says how paths in errors begin; without it they begin with the name
// of the Go type.
func WithRoot(name string) Option { return func(o *options) { o.root = name } }

// WithTrack makes Unmarshal note in t which Java object each Go pointer was
// read from, and Marshal look there.
func WithTrack(t *Track) Option { return func(o *options) { o.track = t } }

func newOptions(opts []Option) options {
	o := options{types: DefaultTypes}
	for _, set := range opts {
		set(&o)
	}
	return o
}

// Origin, embedded in a struct, remembers which Java object the struct was read
// from, wherever it moves afterwards: to another place in its slice, into
// another field. So Marshal finds the rest of the object that the struct
// doesn't know, exactly and not by position.
//
//	type Item struct {
//		javaobj.Origin `java:"class=app.Item"`
//		Name           string
//	}
//
// What the session has replaced since is found by its place again.
//
// A copy of a struct is the same Java object, and one object in Java again if
// neither copy is changed; clear the copy's Origin to make it a new one.
type Origin struct{ value Value }

// JavaOrigin is the Java object that the struct was read from, nil for a new
// one.
func (o Origin) JavaOrigin() Value { return o.value }

// Track remembers, outside of the structs, which Java object each Go pointer
// was read from. It keeps what it remembers alive, so it should live no longer
// than from Unmarshal to Marshal. The zero value is ready; it is not safe for
// concurrent use.
type Track struct{ values map[any]Value }

func (t *Track) note(pointer reflect.Value, v Value) {
	if t == nil {
		return
	}
	if t.values == nil {
		t.values = map[any]Value{}
	}
	t.values[pointer.Interface()] = v
}

func (t *Track) find(pointer reflect.Value) Value {
	if t == nil || !pointer.IsValid() {
		return nil
	}
	return t.values[pointer.Interface()]
}

// WithRoots tells Marshal what else the session holds, beyond the former value;
// f is called if that is needed, once. Objects found there show which fields a
// new object of their class needs, and may be taken to another place.
func WithRoots(f func() []Value) Option { return func(o *options) { o.roots = f } }
