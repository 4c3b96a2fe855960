package javolution

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// shippedConverters are those of MSM (CFG-44); what classes others write, and
// how, only they know.
var shippedConverters = []string{"JodaDateTimeFormat", "CGLibProxyFormat", "HibernateCollectionsXMLFormat"}

// Configure gives a transcoder that knows the application's classes: fields that
// the format writes as mere texts get their types, may be set and cleared by
// them, and new objects of classes that no session has shown can be written. Of
// copyCollectionsForSerialization nothing shows in the format (CFG-43).
func (t Transcoder) Configure(s transcoder.Settings) (transcoder.Transcoder, error) {
	t.classes, t.foreign = s.Classes, false
	for _, each := range s.Converters {
		name := each[strings.LastIndexByte(each, '.')+1:]
		t.foreign = t.foreign || !slices.Contains(shippedConverters, name)
	}
	return t, nil
}

// classpath is what class files tell; the zero value knows nothing.
type classpath struct {
	app, all classfile.Classes // nil without a class path; all has the JDK's too
	foreign  bool              // there are converters of the application's own
	layouts  map[string]*layout
}

func (t Transcoder) classpath() classpath {
	if t.classes == nil {
		return classpath{}
	}
	return classpath{app: t.classes, all: classfile.Layered(t.classes, classfile.JDK()), foreign: t.foreign, layouts: map[string]*layout{}}
}

// layout is how javolution writes the objects of a class, field by field.
type layout struct {
	// attrs stand as texts in the tag, kids as children, in this order.
	attrs, kids []member
	// why says why no new object can be written, "" if one can.
	why string
}

// member is a field.
type member struct {
	name string
	// class is the declared type's, of a primitive its box's.
	class     string
	primitive bool
	enum      *classfile.Class
	hidden    bool // another class of the chain has a field of that name
}

// boxes are the classes whose fields stand as texts, with the descriptors of
// their primitives.
var boxes = map[string]string{
	"Z": "java.lang.Boolean", "B": "java.lang.Byte", "S": "java.lang.Short", "I": "java.lang.Integer", "J": "java.lang.Long",
	"F": "java.lang.Float", "D": "java.lang.Double", "C": "java.lang.Character",
}

// find gives the layout of a class; nil if it isn't on the class path.
func (p *classpath) find(class string) *layout {
	if p.app == nil {
		return nil
	}
	l, known := p.layouts[class]
	if !known {
		l = p.derive(class)
		p.layouts[class] = l
	}
	return l
}

// derive lists the fields of a class and its super-classes, the class first.
func (p *classpath) derive(class string) *layout {
	c, err := p.app.Class(class)
	if err != nil {
		if errors.Is(err, classfile.ErrNotFound) {
			return nil
		}
		return &layout{why: err.Error()}
	}
	chain, err := classfile.Supers(p.all, class)
	if err != nil {
		return &layout{why: err.Error()}
	}
	l := &layout{why: p.unwritable(c)}
	names := map[string]int{}
	for _, each := range chain {
		if _, err := p.app.Class(each.Name); err != nil {
			l.why = cmp.Or(l.why, "it extends "+each.Name+", whose fields differ between releases of the JDK")
			continue
		}
		for _, f := range each.Fields {
			if f.Access&(classfile.Static|classfile.Transient) == 0 {
				names[f.Name]++
				l.add(p.member(f))
			}
		}
	}
	for _, list := range [][]member{l.attrs, l.kids} {
		for i := range list {
			if list[i].hidden = names[list[i].name] > 1; list[i].hidden {
				l.why = "it hides the field " + strconv.Quote(list[i].name) + " of its parent, which javolution reads back wrong"
			}
		}
	}
	return l
}

func (l *layout) add(m member, text bool) {
	if text {
		l.attrs = append(l.attrs, m)
		return
	}
	l.kids = append(l.kids, m)
}

// member describes a field; text says that it stands in the tag.
func (p *classpath) member(f classfile.Field) (m member, text bool) {
	m = member{name: f.Name, class: classfile.TypeName(f.Descriptor)}
	if box := boxes[f.Descriptor]; box != "" {
		m.class, m.primitive = box, true
		return m, true
	}
	if _, isBox := integerBits[m.class]; isBox && !strings.Contains(m.class, "atomic") {
		return m, true
	}
	switch m.class {
	case classString, "java.lang.Boolean", "java.lang.Character", "java.lang.Float", "java.lang.Double", "java.util.Currency":
		return m, true
	}
	if c, err := p.all.Class(m.class); err == nil && c.Super == "java.lang.Enum" {
		m.enum = c
		return m, true
	}
	return m, false
}

// unwritable says why an object of the class isn't written field by field.
func (p *classpath) unwritable(c *classfile.Class) string {
	switch {
	case p.foreign:
		return "the configuration has converters of the application's own, and only they know whether they write it"
	case c.Access&(classfile.Interface|classfile.Abstract) != 0:
		return "it is abstract"
	case c.Super == "java.lang.Enum" || c.Access.Has(classfile.Enum):
		return "it is an enum; name one of its constants"
	}
	for _, special := range []string{"java.util.Collection", "java.util.Map", "java.lang.Number", "java.util.Calendar", "java.lang.Throwable", "java.util.Date"} {
		if ok, err := classfile.IsAssignable(p.all, c.Name, special); ok || err != nil {
			return "it is, or may be, a " + special + ", which isn't written by its fields alone"
		}
	}
	return ""
}

// typed gives the value of a field that stands as a text: by its declared type,
// or as the text that it is if that isn't known or doesn't fit.
func (l *layout) typed(name, text string) javaobj.Field {
	for _, m := range l.attrs {
		if m.name != name || m.hidden {
			continue
		}
		if v := m.parse(text); v != nil {
			return javaobj.Field{Name: name, Type: m.typeName(), Value: v}
		}
	}
	return javaobj.Field{Name: name, Value: javaobj.Text(text)}
}

// typeName is the declared type as Class.getName gives it.
func (m member) typeName() string {
	if m.primitive {
		for descriptor, box := range boxes {
			if box == m.class {
				return classfile.TypeName(descriptor)
			}
		}
	}
	return m.class
}

// parse reads the text of a field; nil if it is none of the field's type.
func (m member) parse(text string) javaobj.Value {
	switch {
	case m.class == classString:
		return javaobj.String(text)
	case m.enum != nil:
		if !slices.Contains(m.enum.EnumConstants(), text) {
			return nil
		}
		return &javaobj.Enum{Class: m.class, Declaring: m.class, Name: text}
	}
	e := newElement("", m.class)
	e.add(m.key(), text)
	v, bad := simple[m.class](e, m.class)
	if bad != "" {
		return nil
	}
	return v
}

// key is the attribute in which a value of the class stands where it has a tag
// of its own.
func (m member) key() string {
	if m.class == "java.util.Currency" {
		return "code"
	}
	return "value"
}

// enum gives an enum of the class path.
func (p *classpath) enum(class string) (m member, known bool) {
	if p.app == nil {
		return m, false
	}
	c, err := p.app.Class(class)
	if err != nil || c.Super != "java.lang.Enum" {
		return m, false
	}
	return member{class: class, enum: c}, true
}
