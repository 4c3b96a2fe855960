package kryo

import (
	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// bean makes an object of its fields.
func (b *builder) bean(v *javaobj.Bean) (*node, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	switch {
	case v.Lost != "":
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	case len(v.Data) > 0:
		return nil, unsupported(v.Class, "it holds data that another format's writeObject wrote")
	case c.kind == kindOptional && len(v.Fields) == 1:
		n := b.start(v, c)
		defer b.done()
		return n, b.each(n, v.Fields[0].Value)
	case c.kind != kindBean:
		return nil, unsupported(v.Class, "kryo doesn't write it field by field")
	case releaseCounts(c):
		return nil, unsupported(v.Class, "what is written of it depends on the release of Java")
	}
	if file, err := b.files.Class(c.name); err == nil && file.Access.Has(classfile.Abstract) {
		return nil, unsupported(v.Class, "it is abstract")
	}
	given, err := fieldsByPlace(c, v)
	if err != nil {
		return nil, err
	}
	n := b.start(v, c)
	defer b.done()
	n.kids = make([]*node, len(c.fields))
	for i := range c.fields {
		kid, err := b.node(given[i])
		if err != nil {
			return nil, err
		}
		f := &c.fields[i]
		if err := b.fits(kid, f.slot, f.typ); err != nil {
			return nil, unsupported(c.name, "field %s: %v", f.name, err)
		}
		n.kids[i] = kid
	}
	return n, nil
}

// fieldsByPlace sorts given fields as they are written. None may be missing, and
// none too many.
func fieldsByPlace(c *class, v *javaobj.Bean) ([]javaobj.Value, error) {
	given := make([]javaobj.Value, len(c.fields))
	have := make([]bool, len(c.fields))
	for _, f := range v.Fields {
		found := -1
		for i := range c.fields {
			if c.fields[i].name == f.Name && (f.Declaring == "" || f.Declaring == c.fields[i].declaring) {
				if found >= 0 {
					return nil, unsupported(c.name, "it has two fields %s; say which class declares it", f.Name)
				}
				found = i
			}
		}
		switch {
		case found < 0:
			return nil, unsupported(c.name, "it has no field %s that kryo writes", f.Name)
		case have[found]:
			return nil, unsupported(c.name, "the field %s is given twice", f.Name)
		}
		given[found], have[found] = f.Value, true
	}
	for i, ok := range have {
		if !ok {
			return nil, unsupported(c.name, "its field %s is missing", c.fields[i].name)
		}
	}
	return given, nil
}

// proxy makes a JDK proxy.
func (b *builder) proxy(v *javaobj.Proxy) (*node, error) {
	c, err := b.class("java.lang.reflect.InvocationHandler")
	if err != nil {
		return nil, err
	}
	n := b.start(v, c)
	defer b.done()
	if err := b.each(n, v.Handler); err != nil {
		return nil, err
	}
	handler := n.kids[0]
	if handler.class == nil {
		return nil, unsupported("java.lang.reflect.Proxy", "it has no handler")
	}
	if ok, err := b.below(handler.class.name, c.name); err != nil || !ok {
		return nil, unsupported(handler.class.name, "it is no %s", c.name)
	}
	interfaces := &node{class: b.handle("[Ljava.lang.Class;")}
	for _, name := range v.Interfaces {
		file, err := b.files.Class(name)
		if err != nil || !file.Access.Has(classfile.Interface) {
			return nil, unsupported(name, "it is no interface that is known")
		}
		each, err := b.classValue(&javaobj.Class{Name: name})
		if err != nil {
			return nil, err
		}
		interfaces.kids = append(interfaces.kids, each)
	}
	n.kids = append(n.kids, interfaces)
	return n, interfaces.class.ready(b.schema)
}
