package kryo

import (
	"errors"
	"fmt"
	"slices"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// refused gives the error of an edit that can't be made.
func (d *document) refused() error {
	if d.frozen == nil {
		return nil
	}
	class, reason := "java.util.concurrent.ConcurrentHashMap", d.frozen.Error()
	if e := unknownClass(d.frozen); e != nil {
		class, reason = e.Class, "the session holds it, and "+e.Reason
	}
	return &transcoder.UnsupportedError{Class: class, Reason: reason}
}

// Set adds an attribute or puts another value in its place; the others keep
// their bytes, numbers of names and objects aside.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "MSM can't load a session with a null attribute (WIRE-50); remove the attribute instead"}
	}
	if !javaobj.Valid(name) {
		return &transcoder.UnsupportedError{Class: "java.lang.String", Reason: "the attribute's name is no valid text"}
	}
	i := d.indexOf(name)
	if i >= 0 && d.holds(i, v) {
		return nil
	}
	if err := d.refused(); err != nil {
		return err
	}
	if d.straight != nil && !d.plain(v) {
		d.load()
	}
	n, err := d.build(v)
	if err != nil {
		return err
	}
	if d.fragile() || d.mixed || i >= 0 && d.spanOf(&d.list()[i]).shared {
		d.load()
	}
	if i >= 0 {
		old := d.attrs[i]
		d.attrs[i].value, d.attrs[i].set = n, true
		if err := d.try(d.attrs); err != nil {
			d.attrs[i] = old
			return err
		}
		d.edited = true
		return nil
	}
	attrs := append(d.named(), attribute{name: name, key: d.newText(name), value: n})
	if err := d.try(attrs); err != nil {
		return err
	}
	d.index.Add(name, len(d.attrs))
	d.attrs, d.edited = attrs, true
	return nil
}

// plain tells whether a value is a string or a box, which has the same bytes
// wherever it came from.
func (d *document) plain(v javaobj.Value) bool {
	switch v := v.(type) {
	case javaobj.String:
		return true
	case *javaobj.Scalar:
		c := d.registered(v.Class)
		return c != nil && c.boxed
	}
	return false
}

// try finds out whether a change makes MSM lose a mention.
func (d *document) try(attrs []attribute) error {
	if !d.fragile() {
		return nil
	}
	if _, err := d.emit(attrs); errors.As(err, new(*transcoder.UnsupportedError)) {
		return err
	}
	return nil
}

// same tells whether an attribute holds just that value.
func same(old, v javaobj.Value) bool {
	if old == v {
		return true
	}
	a, ok := old.(*javaobj.Scalar)
	if !ok {
		return false
	}
	b, ok := v.(*javaobj.Scalar)
	return ok && *a == *b
}

// Remove takes an attribute out. Of a record that couldn't be read to its end
// nothing can be taken, nor what others refer to in a way that MSM would lose: it
// says false, and so that this isn't lost Encode says why. transcoder.Remove asks
// first.
func (d *document) Remove(name string) bool {
	if err := d.Refuses(name); err != nil {
		d.denied = fmt.Errorf("removing attribute %q: %w", name, err)
		return false
	}
	if d.indexOf(name) < 0 {
		return false
	}
	d.attrs = d.without(name)
	d.index.Forget()
	d.edited = true
	return true
}

// without gives the attributes but one.
func (d *document) without(name string) []attribute {
	return slices.DeleteFunc(slices.Clone(d.named()), func(a attribute) bool { return a.name == name })
}

// Refuses implements transcoder.Remover.
func (d *document) Refuses(name string) error {
	if d.indexOf(name) < 0 && d.hidden == 0 {
		return nil
	}
	if err := d.refused(); err != nil {
		return err
	}
	if d.linked || d.mixed || d.fragile() {
		d.load()
	}
	return d.try(d.without(name))
}
