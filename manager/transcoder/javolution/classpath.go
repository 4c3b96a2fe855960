package javolution

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	if s.Classes == nil {
		return Transcoder{}, nil
	}
	p := &classpath{app: s.Classes, all: classfile.Layered(s.Classes, classfile.JDK()), layouts: map[string]*layout{}}
	for _, each := range s.Converters {
		name := each[strings.LastIndexByte(each, '.')+1:]
		p.foreign = p.foreign || !slices.Contains(shippedConverters, name)
	}
	return Transcoder{path: p}, nil
}

// classpath is what class files tell; nil knows nothing. It is safe for
// concurrent use.
type classpath struct {
	app, all classfile.Classes // all has the JDK's too
	foreign  bool              // there are converters of the application's own

	mu      sync.RWMutex
	layouts map[string]*layout // of the application's classes, once they were met
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
	// class is the declared type's, of a primitive its box's; typ is the type as
	// Class.getName gives it.
	class, typ string
	primitive  bool
	enum       bool
	constants  []string // of an enum
	hidden     bool     // another class of the chain has a field of that name
}

// boxes are the classes whose fields stand as texts, with the descriptors of
// their primitives.
var boxes = map[string]string{
	"Z": "java.lang.Boolean", "B": "java.lang.Byte", "S": "java.lang.Short", "I": "java.lang.Integer", "J": "java.lang.Long",
	"F": "java.lang.Float", "D": "java.lang.Double", "C": "java.lang.Character",
}

// find gives the layout of a class; nil if it isn't on the class path. Names that
// aren't there aren't kept, so that records don't fill the memory.
func (p *classpath) find(class string) *layout {
	if p == nil {
		return nil
	}
	p.mu.RLock()
	l := p.layouts[class]
	p.mu.RUnlock()
	if l != nil {
		return l
	}
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
	l = p.derive(c, chain)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.layouts[class] = l
	return l
}

// derive lists the fields of a class and its super-classes, the class first.
func (p *classpath) derive(c *classfile.Class, chain []*classfile.Class) *layout {
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
	typ := classfile.TypeName(f.Descriptor)
	m = member{name: f.Name, class: typ, typ: typ}
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
		m.enum, m.constants = true, c.EnumConstants()
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
func (l *layout) typed(name []byte, text string) javaobj.Field {
	for i := range l.attrs {
		m := &l.attrs[i]
		if m.name != string(name) || m.hidden {
			continue
		}
		if v := m.parse(text); v != nil {
			return javaobj.Field{Name: m.name, Type: m.typ, Value: v}
		}
	}
	return javaobj.Field{Name: string(name), Value: javaobj.Text(text)}
}

// parse reads the text of a field; nil if it is none of the field's type.
func (m *member) parse(text string) javaobj.Value {
	switch {
	case m.class == classString:
		return javaobj.String(text)
	case m.class == "java.lang.Boolean":
		return javaobj.NewBoolean(strings.EqualFold(text, "true"))
	case m.enum:
		if !slices.Contains(m.constants, text) {
			return nil
		}
		return &javaobj.Enum{Class: m.class, Declaring: m.class, Name: text}
	}
	if bits := integerBits[m.class]; bits > 0 {
		n, err := strconv.ParseInt(text, 10, bits)
		if err != nil {
			return nil
		}
		return &javaobj.Scalar{Class: m.class, Text: strconv.FormatInt(n, 10)}
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
func (m *member) key() string {
	if m.class == "java.util.Currency" {
		return "code"
	}
	return "value"
}

// enum gives an enum of the class path.
func (p *classpath) enum(class string) (m member, known bool) {
	if p == nil {
		return m, false
	}
	c, err := p.app.Class(class)
	if err != nil || c.Super != "java.lang.Enum" {
		return m, false
	}
	return member{class: class, enum: true, constants: c.EnumConstants()}, true
}
