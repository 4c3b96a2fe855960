package xstream

import (
	"regexp"

	"msmgate/manager/javaobj"
)

// shown is what a document shows of the application's classes.
type shown struct {
	classes map[string]bool
	// fields gives the elements of a field, by class, declaring class and name.
	fields map[[3]string][]*slot
	beans  map[string]*object
}

func newShown(d *document) *shown {
	s := &shown{classes: map[string]bool{}, fields: map[[3]string][]*slot{}, beans: map[string]*object{}}
	s.learn(d.root)
	return s
}

func (s *shown) learn(at *slot) {
	if at.ref != "" {
		return
	}
	o := at.obj
	if o.class != "" {
		s.classes[o.class] = true
	}
	if enum := o.attr("enum-type"); enum != "" {
		name, _ := unescape(enum, false)
		s.classes[name] = true
	}
	for _, k := range o.kids {
		if o.shape == fields {
			key := [3]string{o.class, k.attr("defined-in"), fieldName(k.name)}
			s.fields[key] = append(s.fields[key], k)
		}
		s.learn(k)
	}
	if o.shape == fields && o.class != "" && s.beans[o.class] == nil {
		s.beans[o.class] = o
	}
}

// bean makes a bean after another one of its class: fields keep their names,
// declaring classes and types from there.
func (b *builder) bean(v *javaobj.Bean, like *object) (*object, error) {
	if len(v.Data) > 0 {
		return nil, unsupported(v.Class, "what a class writes itself can't be made anew")
	}
	if like == nil || like.class != v.Class || like.shape != fields {
		like = b.shown.beans[v.Class]
	}
	if like == nil {
		var err error
		if like, err = b.unshown(v.Class); err != nil {
			return nil, err
		}
	}
	if like == nil || v.Class == "" && like.class != "" {
		return nil, unsupported(v.Class, "a bean can only be made after one of its class that the session already holds, and that doesn't write itself")
	}
	o := &object{class: v.Class, shape: fields, attrs: like.attrs, closed: len(v.Fields) == 0}
	b.made[v] = o
	given, named := map[[2]string]bool{}, map[string]bool{}
	for _, f := range v.Fields {
		t, blank := b.template(like, f), false
		if t == nil {
			t, blank = b.blank(like, f), true
		}
		if t == nil {
			return nil, unsupported(v.Class, "the session shows no field %s of it, so its type isn't known", f.Name)
		}
		key := [2]string{t.attr("defined-in"), t.name}
		if given[key] {
			return nil, unsupported(v.Class, "it has two fields %s", f.Name)
		}
		given[key] = true
		kid, err := b.member(v.Class, like, t, blank, f)
		if err != nil {
			return nil, err
		}
		if kid != nil {
			named[f.Name] = true
			o.kids = append(o.kids, kid)
		}
	}
	o.closed = len(o.kids) == 0
	if b.doc.classes.find(b.doc.classes.classOf(like)) != nil {
		return o, b.needed(like, named)
	}
	for _, k := range like.kids {
		if !given[[2]string{k.attr("defined-in"), k.name}] && b.maybePrimitive(k) {
			return nil, unsupported(v.Class, "its field %s may be a primitive, so it can't be left out", fieldName(k.name))
		}
	}
	return o, nil
}

// member makes the element of a field: by the class path if it knows the field,
// else as its template is.
func (b *builder) member(class string, like *object, t *slot, blank bool, f javaobj.Field) (*slot, error) {
	if blank {
		return b.blankField(like, t, f)
	}
	if kid, done, err := b.typedField(like, t, f); done {
		return kid, err
	}
	if b.another(like, t, f) {
		return b.blankField(like, t, f)
	}
	return b.field(class, t, f.Value)
}

// template finds how a field is written: in the bean that the new one is made
// after, else in any of the class.
func (b *builder) template(like *object, f javaobj.Field) *slot {
	declared := escape(f.Declaring)
	for _, k := range like.kids {
		if fieldName(k.name) == f.Name && k.attr("defined-in") == declared {
			return k
		}
	}
	if all := b.shown.fields[[3]string{like.class, declared, f.Name}]; like.class != "" && len(all) > 0 {
		return all[0]
	}
	return nil
}

var lexical = []*regexp.Regexp{
	regexp.MustCompile(`^(true|false)$`),
	regexp.MustCompile(`^-?[0-9]{1,18}$`),
	regexp.MustCompile(`^-?([0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|Infinity|NaN)$`),
	regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}\.[0-9]+ UTC$`),
	regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`),
	regexp.MustCompile(`^[0-9]{2}:[0-9]{2}:[0-9]{2}$`),
	regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
}

// lexicalClass tells what a text without a class looks like.
func lexicalClass(text string) int {
	for i, pattern := range lexical {
		if pattern.MatchString(text) {
			return i
		}
	}
	return len(lexical)
}

// maybePrimitive tells that a field may have a primitive type, which is never
// null.
func (b *builder) maybePrimitive(t *slot) bool {
	if t.ref != "" || t.obj.shape != leaf || t.obj.closed || t.attr("class") != "" {
		return false
	}
	text := b.doc.content(t.obj)
	return lexicalClass(text) <= 2 || javaobj.UTF16Len(text) <= 1
}

// field makes the element of a bean's field as its template is; nil for null.
func (b *builder) field(class string, t *slot, v javaobj.Value) (*slot, error) {
	name := fieldName(t.name)
	if v == nil {
		if b.maybePrimitive(t) {
			return nil, unsupported(class, "its field %s may be a primitive, so it can't be null", name)
		}
		return nil, nil
	}
	kid := &slot{name: t.name, attrs: t.attrs, field: true}
	switch v := v.(type) {
	case javaobj.Text:
		if t.obj.shape != leaf || t.obj.closed || t.attr("class") != "" {
			return nil, unsupported(class, "its field %s is no plain text", name)
		}
		old := b.doc.content(t.obj)
		if string(v) == old {
			kid.obj = t.obj
			kid.obj.shared = true
			return kid, nil
		}
		if lexicalClass(old) < len(lexical) && !sameLexical(string(v), old) {
			return nil, unsupported(class, "its field %s holds a text of another form, so its type may not take this one", name)
		}
		o, err := b.leaf("", string(v))
		kid.obj = o
		return kid, err
	case *javaobj.List, *javaobj.Map, *javaobj.Bean:
		if b.origin[v] == nil && b.made[v] == nil {
			return b.container(class, kid, t, v)
		}
	}
	o, err := b.object(v)
	if err != nil {
		return nil, err
	}
	if kid.attrs, err = b.fieldAttrs(class, t, o); err != nil {
		return nil, err
	}
	kid.obj = o
	return kid, nil
}

// sameLexical tells whether a text may take another's place: of the same form,
// or an integer for a fraction.
func sameLexical(text, old string) bool {
	a, b := lexicalClass(text), lexicalClass(old)
	return a == b || a == 1 && b == 2
}

// fieldAttrs gives the attributes of a field that holds the object: it must
// have shown its class, or hold that very object already.
func (b *builder) fieldAttrs(class string, t *slot, o *object) ([]attr, error) {
	candidates := b.shown.fields[[3]string{class, t.attr("defined-in"), fieldName(t.name)}]
	for _, k := range append([]*slot{t}, candidates...) {
		if k.obj == o || o.class != "" && slotClass(k) == o.class || o.class != "" && k.obj.class == o.class && slotClass(k) == "" {
			return k.attrs, nil
		}
	}
	if o.class == "java.lang.String" && t.obj.shape == leaf && t.attr("class") == "" && lexicalClass(b.doc.content(t.obj)) == len(lexical) {
		return nil, unsupported(class, "the type of its field %s isn't known; give a text without a class", fieldName(t.name))
	}
	return nil, unsupported(class, "its field %s has never shown a %s in this session, so its type may not take it", fieldName(t.name), o.class)
}

// container makes a new collection, map or bean of a field whose class isn't
// written, or is the same as before.
func (b *builder) container(class string, kid, t *slot, v javaobj.Value) (*slot, error) {
	var err error
	old := t.obj
	if javaobj.ClassOf(v) != old.class {
		return nil, unsupported(class, "its field %s holds another class than %s", fieldName(t.name), javaobj.ClassOf(v))
	}
	if bean, ok := v.(*javaobj.Bean); ok && old.shape == fields {
		kid.obj, err = b.bean(bean, old)
		return kid, err
	}
	if old.class != "" {
		if kid.obj, err = b.object(v); err == nil {
			kid.attrs, err = b.fieldAttrs(class, t, &object{class: old.class})
		}
		return kid, err
	}
	if old.closed {
		old = b.filled(class, t)
	}
	o := &object{shape: old.shape}
	b.made[v] = o
	kid.obj = o
	list, isList := v.(*javaobj.List)
	table, isMap := v.(*javaobj.Map)
	switch {
	case isList && old.shape == items && sureItems(old.kids):
		for _, e := range list.Elems {
			item, err := b.item(e)
			if err != nil {
				return nil, err
			}
			o.kids = append(o.kids, item)
		}
	case isMap && old.shape == entries:
		err = b.fill(o, table.Entries)
	default:
		return nil, unsupported(class, "what its field %s holds isn't surely known", fieldName(t.name))
	}
	o.closed = len(o.kids) == 0
	return kid, err
}

// filled finds what a field holds in another bean of the class, for where it
// is empty the document doesn't tell what it is.
func (b *builder) filled(class string, t *slot) *object {
	for _, k := range b.shown.fields[[3]string{class, t.attr("defined-in"), fieldName(t.name)}] {
		if k.obj.class == "" && len(k.obj.kids) > 0 && len(k.attrs) == len(t.attrs) {
			return k.obj
		}
	}
	return t.obj
}

// sureItems tells that elements can't be the fields of a bean.
func sureItems(kids []*slot) bool {
	names := map[string]bool{}
	for _, k := range kids {
		if surelyClass(k.name) || names[k.name] {
			return true
		}
		names[k.name] = true
	}
	return false
}
