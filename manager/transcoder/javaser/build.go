package javaser

import (
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// builder makes nodes of one new Value. Nothing of it enters the document
// until all of it is made.
type builder struct {
	*maker
	made map[javaobj.Value]handled
	// resolving are the objects under way that Java replaces by others once it
	// has read what they hold (readResolve).
	resolving map[javaobj.Value]bool
	depth     int
	max       int
	left      int
}

// build makes the nodes of a Value. What came from the document is its old
// nodes.
func (d *document) build(v javaobj.Value) (item, error) {
	d.make.prepare()
	b := &builder{maker: &d.make, made: map[javaobj.Value]handled{}, max: d.limits.Depth, left: d.limits.Elements}
	it, err := b.item(v)
	if err != nil {
		return nil, err
	}
	for v, n := range b.made {
		n.identity().val = v
		b.origin[v] = n
	}
	return it, nil
}

// item makes one Value's nodes, or finds them.
func (b *builder) item(v javaobj.Value) (item, error) {
	switch v := v.(type) {
	case nil:
		return theNull, nil
	case javaobj.String:
		if !javaobj.Valid(string(v)) {
			return nil, unsupported("java.lang.String", "it isn't UTF-8")
		}
		return newStr(string(v)), nil
	case javaobj.Raw, javaobj.Text:
		return nil, unsupported(fmt.Sprintf("%T", v), "it is no object of its own; give its class")
	}
	if n := b.origin[v]; n != nil {
		return n, nil
	}
	if n := b.made[v]; n != nil {
		if b.resolving[v] {
			return nil, unsupported(javaobj.ClassOf(v), "it holds itself, and Java would load two objects of it; use java.util.ArrayList")
		}
		return n, nil
	}
	b.depth++
	defer func() { b.depth-- }()
	if b.depth > b.max {
		return nil, &transcoder.LimitError{Limit: "depth", Max: b.max}
	}
	if b.left--; b.left < 0 {
		return nil, &transcoder.LimitError{Limit: "elements", Max: b.max}
	}
	return b.fresh(v)
}

func (b *builder) fresh(v javaobj.Value) (item, error) {
	switch v := v.(type) {
	case *javaobj.Scalar:
		return b.scalar(v)
	case *javaobj.Bytes:
		class, err := b.class("[B")
		if err != nil {
			return nil, err
		}
		a := &array{class: class, desc: class, raw: v.Data, size: len(v.Data)}
		return a, b.keep(v, a)
	case *javaobj.Date:
		return b.date(v)
	case *javaobj.Enum:
		return b.enum(v)
	case *javaobj.Class:
		return b.classObject(v)
	case *javaobj.List:
		return b.list(v)
	case *javaobj.Map:
		return b.table(v)
	case *javaobj.Bean:
		return b.bean(v)
	case *javaobj.Calendar:
		return nil, unsupported(v.Class, "a Calendar's zone can't be made anew; use java.util.Date, or keep the one that the session has")
	case *javaobj.Throwable:
		return nil, unsupported(v.Class, "an exception can't be made anew; only one that the session holds can be kept")
	case *javaobj.Proxy:
		return nil, unsupported("java.lang.reflect.Proxy", "a proxy can't be made anew; only one that the session holds can be kept")
	case *javaobj.Opaque:
		return nil, unsupported(v.Class, "it could not be decoded, so it can't be encoded")
	case *javaobj.NotSerializable:
		return nil, unsupported("a value that isn't serializable", "it is MSM's mark for what it lost (WIRE-51); remove the attribute or give it a value")
	}
	return nil, unsupported(fmt.Sprintf("%T", v), "no Java value")
}

// keep remembers the node of a Value, before its content is made, so that
// circles close.
func (b *builder) keep(v javaobj.Value, n handled) error {
	b.made[v] = n
	return nil
}

// object makes an empty object of a class.
func (b *builder) object(class string) (*object, error) {
	d, err := b.class(class)
	if err != nil {
		return nil, err
	}
	return newObject(d), nil
}

// shaped refuses a class of the JDK whose descriptor in the stream lacks what
// is to be written.
func shaped(class string, ok ...bool) error {
	for _, each := range ok {
		if !each {
			return unsupported(class, "the session describes it with other fields than the JDK's")
		}
	}
	return nil
}

func (b *builder) enum(v *javaobj.Enum) (item, error) {
	class := v.Declaring
	if class == "" {
		class = v.Class
	}
	if err := b.path.constant(class, v.Name); err != nil {
		return nil, err
	}
	d, err := b.class(class)
	if err != nil {
		return nil, err
	}
	if d.flags&scEnum == 0 {
		return nil, unsupported(class, "it is no enum")
	}
	if v.Name == "" || !javaobj.Valid(v.Name) {
		return nil, unsupported(class, "an enum constant needs a name")
	}
	e := &enum{class: d, desc: d, name: newStr(v.Name)}
	return e, b.keep(v, e)
}

func (b *builder) classObject(v *javaobj.Class) (item, error) {
	d, err := b.class(v.Name)
	if err != nil {
		return nil, err
	}
	c := &classObject{class: d, desc: d}
	return c, b.keep(v, c)
}

// items makes the nodes of several Values.
func (b *builder) items(values []javaobj.Value) ([]item, error) {
	list := make([]item, 0, len(values))
	for _, v := range values {
		it, err := b.item(v)
		if err != nil {
			return nil, err
		}
		list = append(list, it)
	}
	return list, nil
}
