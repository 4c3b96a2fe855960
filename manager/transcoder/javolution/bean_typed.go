package javolution

import (
	"strconv"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// typedBean builds an object by its class file: what is null may be set, what
// isn't cleared, and no object of the class need be there.
func (b *builder) typedBean(e *element, v *javaobj.Bean, l *layout, depth int) error {
	fields := map[string]javaobj.Value{}
	for _, f := range v.Fields {
		if _, dup := fields[f.Name]; dup {
			return unsupported(v.Class, "the field "+strconv.Quote(f.Name)+" stands twice")
		}
		fields[f.Name] = f.Value
	}
	for _, sample := range b.doc.shown().beans[v.Class] {
		if name := l.lacks(sample); name != "" {
			return unsupported(v.Class, "this session shows a field "+strconv.Quote(name)+" that the class path's class doesn't have, so it is of another version of the application")
		}
	}
	for i := range l.attrs {
		m := &l.attrs[i]
		given := fields[m.name]
		delete(fields, m.name)
		if given == nil && m.primitive {
			return unsupported(v.Class, "its field "+strconv.Quote(m.name)+" is a "+m.typ+" and can't be null")
		}
		if given == nil {
			continue
		}
		text, err := b.memberText(m, given)
		if err != nil {
			return unsupported(v.Class, "its field "+strconv.Quote(m.name)+" is a "+m.typ+": "+err.Error())
		}
		e.add(m.name, text)
	}
	for _, m := range l.kids {
		given := fields[m.name]
		delete(fields, m.name)
		if given == nil {
			continue
		}
		class := javaobj.ClassOf(given)
		if ok, err := classfile.IsAssignable(b.doc.classes.all, class, m.class); err != nil || !ok {
			return unsupported(v.Class, "its field "+strconv.Quote(m.name)+" is a "+m.class+" and can't hold a "+class)
		}
		if err := b.pair(e, m.name, given, depth); err != nil {
			return err
		}
	}
	for name := range fields {
		return unsupported(v.Class, "it has no field "+strconv.Quote(name))
	}
	return nil
}

// lacks names a field of an object in the session that the class doesn't have.
func (l *layout) lacks(sample *element) string {
	names := map[string]bool{}
	for _, list := range [][]member{l.attrs, l.kids} {
		for _, m := range list {
			names[m.name] = true
		}
	}
	for _, a := range sample.attrs {
		if !names[string(a.name)] {
			return string(a.name)
		}
	}
	for k := sample.first; k != nil; k = k.next {
		if !names[string(k.name)] {
			return string(k.name)
		}
	}
	return ""
}

// memberText gives the text of a field's value, which must be of its type. A
// text, as in plain JSON, is taken for what it says.
func (b *builder) memberText(m *member, v javaobj.Value) (string, error) {
	switch text := v.(type) {
	case javaobj.Text:
		v = m.parse(string(text))
	case javaobj.String:
		if m.class == classString {
			return string(text), checkText(m.class, string(text))
		}
		v = m.parse(string(text))
	}
	if v == nil {
		return "", unsupported(m.class, "the text is none of its values")
	}
	if class := javaobj.ClassOf(v); class != m.class {
		return "", unsupported(class, "it is of another class")
	}
	if s, ok := v.(javaobj.String); ok {
		return string(s), checkText(m.class, string(s))
	}
	if c, ok := v.(*javaobj.Enum); ok {
		if m.parse(c.Name) == nil {
			return "", unsupported(m.class, "the enum has no constant "+strconv.Quote(c.Name)+" on the class path")
		}
		return c.Name, nil
	}
	e := newElement("", m.class)
	s, ok := v.(*javaobj.Scalar)
	if !ok {
		return "", unsupported(m.class, "it is of another class")
	}
	if err := b.scalar(e, s); err != nil {
		return "", err
	}
	raw, _ := e.attr(m.key())
	return unescape(raw), nil
}
