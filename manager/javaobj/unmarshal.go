package javaobj

import (
	"errors"
	"reflect"
)

// Unmarshaler is a Go type that reads itself from a Java value.
type Unmarshaler interface {
	// UnmarshalJava takes the content of v, which is nil for Java's null.
	UnmarshalJava(v Value) error
}

// maxSteps bounds the values that one Unmarshal makes: what Java shares, Go
// types that hold it by value would copy.
const maxSteps = 1 << 24

// Unmarshal stores a Java value in what dst, a pointer, points to. What fits
// what says the package documentation. An error names the place, the Java class
// and the Go type ([PathError]); what dst points to is then partly filled.
//
// The same Java object becomes the same Go pointer, slice or map, so that
// cycles and shared objects come out as such. What Go holds by value (structs
// and arrays) is copied, and can't be part of a cycle.
func Unmarshal(v Value, dst any, opts ...Option) error {
	to := reflect.ValueOf(dst)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return errors.New("javaobj: Unmarshal needs a pointer that isn't nil to store in")
	}
	d := newDecoder(newOptions(opts))
	if err := d.root(v, to); err != nil {
		return at(err, d.opts.root, to.Type())
	}
	return nil
}

type decoder struct {
	opts  options
	done  map[made]reflect.Value
	open  map[made]bool // what is held by value and being read
	depth int
	steps int // that are left
	lossy int // how many fields around the value take what is left of it
}

// made is a Java object as one Go type.
type made struct {
	value Value
	typ   reflect.Type
}

func newDecoder(o options) *decoder {
	return &decoder{opts: o, steps: maxSteps, done: map[made]reflect.Value{}, open: map[made]bool{}}
}

// root reads into *to. A struct there is the object itself: what refers back to
// it gets this very pointer.
func (d *decoder) root(v Value, to reflect.Value) error {
	if to.Elem().Kind() == reflect.Struct && !isLeaf(to.Elem().Type()) && isReferenceable(v) {
		d.done[made{v, to.Type()}] = to
		d.opts.track.note(to, v)
	}
	return d.value(v, to.Elem())
}

// value reads one value; dst can be set.
func (d *decoder) value(v Value, dst reflect.Value) error {
	typ := dst.Type()
	if d.steps--; d.steps < 0 {
		return mismatch(v, typ, "the value is too large once what Go holds by value is copied; hold it by pointers")
	}
	if d.depth++; d.depth > maxGoDepth {
		return mismatch(v, typ, "it nests deeper than %d", maxGoDepth)
	}
	defer func() { d.depth-- }()

	known := factsOf(typ)
	if known.value {
		return d.raw(v, dst)
	}
	if known.unmarshaler {
		if err := dst.Addr().Interface().(Unmarshaler).UnmarshalJava(v); err != nil {
			return mismatch(v, typ, "%v", err)
		}
		return nil
	}
	if v == nil {
		dst.SetZero()
		return nil
	}
	if typ.Kind() != reflect.Interface {
		if err := d.whole(v, typ); err != nil {
			return err
		}
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return d.pointer(v, dst)
	case reflect.Interface:
		return d.iface(v, dst)
	}
	if ok, err := d.leaf(v, dst, known); ok {
		return err
	}
	switch typ.Kind() {
	case reflect.Struct:
		return d.object(v, dst)
	case reflect.Slice:
		return d.slice(v, dst)
	case reflect.Array:
		return d.array(v, dst)
	case reflect.Map:
		return d.mapping(v, dst)
	}
	return mismatch(v, typ, "no Java value becomes this Go type")
}

func (d *decoder) raw(v Value, dst reflect.Value) error {
	if v == nil {
		dst.SetZero()
		return nil
	}
	if !reflect.TypeOf(v).AssignableTo(dst.Type()) {
		return mismatch(v, dst.Type(), "it is a %T", v)
	}
	dst.Set(reflect.ValueOf(v))
	return nil
}

// whole refuses what the format has not kept or not understood.
func (d *decoder) whole(v Value, typ reflect.Type) error {
	lost := ""
	switch v := v.(type) {
	case *Opaque:
		return mismatch(v, typ, "it could not be decoded (%s); read it into a javaobj.Value", v.Reason)
	case *NotSerializable:
		return mismatch(v, typ, "MSM could not serialize it (WIRE-51)")
	case *Scalar:
		lost = v.Lost
	case *Date:
		lost = v.Lost
	}
	if lost != "" && d.lossy == 0 {
		return mismatch(v, typ, "its format has not kept it whole (%s); read it into a javaobj.Value, or tag the field lossy", lost)
	}
	return nil
}

// pointer makes what a pointer points to, once for each object that Go can
// change.
func (d *decoder) pointer(v Value, dst reflect.Value) error {
	typ := dst.Type()
	key := made{v, typ}
	shared := isReferenceable(v) && isShareable(typ.Elem())
	if shared {
		if p, ok := d.done[key]; ok {
			dst.Set(p)
			return nil
		}
	}
	p := reflect.New(typ.Elem())
	if p.Type() != typ {
		p = p.Convert(typ)
	}
	if shared {
		d.done[key] = p
		d.opts.track.note(p, v)
	}
	if err := d.value(v, p.Elem()); err != nil {
		return err
	}
	dst.Set(p)
	return nil
}

// iface reads into an interface: a registered class as a pointer to its Go
// type, anything else, if the interface is any, as ToGo does.
func (d *decoder) iface(v Value, dst reflect.Value) error {
	typ := dst.Type()
	if registered := d.typeFor(v); registered != nil {
		if registered.Kind() == reflect.String {
			if e, ok := v.(*Enum); ok && registered.AssignableTo(typ) {
				dst.Set(reflect.ValueOf(e.Name).Convert(registered))
				return nil
			}
		}
		p := reflect.New(reflect.PointerTo(registered)).Elem()
		if !p.Type().AssignableTo(typ) {
			return mismatch(v, typ, "its registered Go type %s doesn't implement this interface", p.Type())
		}
		if err := d.value(v, p); err != nil {
			return err
		}
		dst.Set(p)
		return nil
	}
	if typ.NumMethod() > 0 {
		return mismatch(v, typ, "no Go type is registered for this class; use javaobj.Register or the option WithTypes")
	}
	natural, err := d.natural(v)
	if err != nil {
		return err
	}
	if natural == nil {
		dst.SetZero()
		return nil
	}
	dst.Set(reflect.ValueOf(natural))
	return nil
}

// typeFor gives the registered Go type of an object: its class's, or the
// nearest super class's of which a field is there to tell.
func (d *decoder) typeFor(v Value) reflect.Type {
	if typ := d.opts.types.typeOf(ClassOf(v)); typ != nil {
		return typ
	}
	switch v := v.(type) {
	case *Enum:
		return d.opts.types.typeOf(v.Declaring)
	case *Bean:
		for i := len(v.Fields) - 1; i >= 0; i-- {
			if typ := d.opts.types.typeOf(v.Fields[i].Declaring); typ != nil {
				return typ
			}
		}
	}
	return nil
}
