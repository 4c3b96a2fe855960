package xstream

import (
	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// typedField makes the element of a field by its declared type. done is false
// where the class path doesn't tell enough, or the value is of another kind.
func (b *builder) typedField(like *object, t *slot, f javaobj.Field) (kid *slot, done bool, err error) {
	p := &b.doc.classes
	class := p.classOf(like)
	m := p.find(class).member(f.Declaring, f.Name)
	if m == nil {
		return nil, false, nil
	}
	if f.Value == nil {
		if m.primitive {
			return nil, true, unsupported(class, "its field %s is a %s and can't be null", m.name, m.typ)
		}
		return nil, true, nil
	}
	if !plainText(t) || !leafClass(m.class) && !m.enum {
		return nil, false, nil
	}
	v := f.Value
	if text, isText := v.(javaobj.Text); isText {
		if v = b.doc.typedText(m, string(text)); v == nil {
			return nil, true, unsupported(class, "its field %s is a %s, and the text is none", m.name, m.typ)
		}
	}
	if javaobj.ClassOf(v) != m.class {
		return nil, false, nil
	}
	o, err := b.typedLeaf(m, v)
	if err != nil {
		return nil, true, err
	}
	kid = &slot{name: t.name, attrs: t.attrs, field: true, obj: o}
	if t.obj != nil && t.obj.text == o.text && !t.obj.closed {
		kid.obj = t.obj // what others refer to stays one object
		kid.obj.shared = true
	}
	return kid, true, nil
}

// plainText tells that an element holds, or may hold, a text of the declared
// type: its class isn't named.
func plainText(t *slot) bool {
	return t.obj == nil || t.obj.shape == leaf && !t.obj.closed && t.attr("class") == ""
}

// typedLeaf makes a text of the declared type.
func (b *builder) typedLeaf(m *member, v javaobj.Value) (*object, error) {
	var o *object
	var err error
	switch v := v.(type) {
	case javaobj.String:
		return b.leaf("", string(v))
	case *javaobj.Enum:
		if b.doc.typedText(m, v.Name) == nil {
			return nil, unsupported(m.class, "the enum has no constant %q on the class path", v.Name)
		}
		return b.leaf("", v.Name)
	case *javaobj.Scalar:
		o, err = b.scalar(v)
	case *javaobj.Date:
		o, err = b.date(v)
	default:
		return nil, unsupported(m.class, "its value is no text")
	}
	if err != nil {
		return nil, err
	}
	return &object{text: o.text}, nil
}

// blank is an element for a field that no bean of the session has, nil if the
// class path doesn't know it either.
func (b *builder) blank(like *object, f javaobj.Field) *slot {
	m := b.doc.classes.find(b.doc.classes.classOf(like)).member(f.Declaring, f.Name)
	name, ok := encodeName(f.Name)
	if m == nil || !ok || f.Name == "this$0" {
		return nil
	}
	return &slot{name: name, field: true}
}

// blankField makes such a field. What isn't a text of the declared type names
// its class, which XStream accepts everywhere.
func (b *builder) blankField(like *object, t *slot, f javaobj.Field) (*slot, error) {
	kid, done, err := b.typedField(like, t, f)
	if done {
		return kid, err
	}
	p := &b.doc.classes
	class := p.classOf(like)
	m := p.find(class).member(f.Declaring, f.Name)
	given := javaobj.ClassOf(f.Value)
	if ok, err := classfile.IsAssignable(p.all, given, m.class); err != nil || !ok {
		return nil, unsupported(class, "its field %s is a %s and can't hold a %s", m.name, m.typ, given)
	}
	o, err := b.object(f.Value)
	if err != nil {
		return nil, err
	}
	name, ok := encodeName(aliasOfClass(o.class))
	if o.class == "" || !ok {
		return nil, unsupported(class, "what its field %s holds can't be named", m.name)
	}
	kid = &slot{name: t.name, field: true, obj: o}
	if o.class != m.class {
		kid.attrs = []attr{{name: "class", value: escape(decodeName(name))}}
	}
	return kid, nil
}

// another tells that a field takes a new object of another class than it held,
// which the class path knows to fit or not.
func (b *builder) another(like *object, t *slot, f javaobj.Field) bool {
	if b.doc.classes.find(b.doc.classes.classOf(like)).member(f.Declaring, f.Name) == nil {
		return false
	}
	class := javaobj.ClassOf(f.Value)
	if class == "" || class == t.obj.class {
		return false
	}
	if _, isString := f.Value.(javaobj.String); !isString && (b.origin[f.Value] != nil || b.made[f.Value] != nil) {
		return false
	}
	return t.obj.class != "" || plainText(t)
}

// unshown gives an empty bean of a class that the session doesn't show, if the
// class path tells all of it.
func (b *builder) unshown(class string) (*object, error) {
	l := b.doc.classes.find(class)
	if l == nil {
		return nil, nil
	}
	if l.why != "" {
		return nil, unsupported(class, "it isn't written by its fields alone: %s", l.why)
	}
	return &object{class: class, shape: fields}, nil
}

// needed refuses a bean without a primitive field.
func (b *builder) needed(like *object, given map[string]bool) error {
	l := b.doc.classes.find(b.doc.classes.classOf(like))
	if l == nil {
		return nil
	}
	for _, m := range l.members {
		if m.primitive && !given[m.name] {
			return unsupported(b.doc.classes.classOf(like), "its field %s is a %s, so it can't be left out", m.name, m.typ)
		}
	}
	return nil
}
