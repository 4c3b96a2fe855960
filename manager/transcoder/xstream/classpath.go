package xstream

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Configure gives a transcoder that knows the application's classes: fields
// that are mere texts in the document get their types, and may be set and
// cleared by them; new objects of classes that no session has shown can be
// written. As MSM does, this format refuses copyCollectionsForSerialization and
// customConverter (CFG-43, CFG-44).
func (t Transcoder) Configure(s transcoder.Settings) (transcoder.Transcoder, error) {
	if s.CopyCollections {
		return nil, errors.New("copyCollectionsForSerialization: xstream can't do that, and MSM doesn't start with it; take the attribute out (CFG-43)")
	}
	if len(s.Converters) > 0 {
		return nil, errors.New("customConverter: MSM's xstream takes none, and doesn't start with one; take the attribute out (CFG-44)")
	}
	return Transcoder{app: newApplication(s.Classes)}, nil
}

// application is what class files tell; nil knows nothing. It is safe for
// concurrent use.
type application struct {
	app, all classfile.Classes // all has the JDK's too

	// What was worked out of the application's classes that were met.
	mu      sync.RWMutex
	layouts map[string]*layout
	// exchanged remembers what exchanges says.
	exchanged map[string]bool
}

func newApplication(app classfile.Classes) *application {
	if app == nil {
		return nil
	}
	return &application{app: app, all: classfile.Layered(app, classfile.JDK()), layouts: map[string]*layout{}, exchanged: map[string]bool{}}
}

// classpath is what class files tell of a document; the zero value knows nothing.
type classpath struct {
	*application
	// inferred are the classes of beans whose element doesn't name them: the
	// declared types of the fields that they are in.
	inferred map[*object]string
}

func newClasspath(app *application) classpath {
	if app == nil {
		return classpath{}
	}
	return classpath{application: app, inferred: map[*object]string{}}
}

// layout is what the class files say of a class and those above it.
type layout struct {
	members []member
	why     string // why no object can be made from it alone, "" if one can
}

// member is a field.
type member struct {
	name, declaring string
	// class is the declared type's, of a primitive its box's.
	class, typ string
	primitive  bool
	enum       bool
	constants  []string // of an enum
}

var boxes = map[string]string{
	"boolean": "java.lang.Boolean", "byte": "java.lang.Byte", "short": "java.lang.Short", "int": "java.lang.Integer", "long": "java.lang.Long",
	"float": "java.lang.Float", "double": "java.lang.Double", "char": "java.lang.Character",
}

// find gives the layout of a class; nil if the class path doesn't have it. Only
// what is there is kept, so that names in records don't fill the memory.
func (p *application) find(class string) *layout {
	if p == nil || class == "" {
		return nil
	}
	p.mu.RLock()
	l := p.layouts[class]
	p.mu.RUnlock()
	if l != nil {
		return l
	}
	if l = p.derive(class); l != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.layouts[class] = l
	}
	return l
}

// derive lists the fields, super-classes first, as XStream writes them.
func (p *application) derive(class string) *layout {
	if _, err := p.app.Class(class); err != nil {
		return nil
	}
	chain, err := classfile.Supers(p.all, class)
	if err != nil {
		return nil
	}
	l := &layout{why: p.unwritable(chain)}
	seen := map[string]bool{}
	for _, c := range slices.Backward(chain) {
		for _, f := range c.Fields {
			if f.Access&(classfile.Static|classfile.Transient) != 0 {
				continue
			}
			if seen[f.Name] {
				l.why = fmt.Sprintf("it hides the field %s of its parent", f.Name)
			}
			seen[f.Name] = true
			l.members = append(l.members, p.member(c.Name, f))
		}
	}
	return l
}

func (p *application) member(declaring string, f classfile.Field) member {
	m := member{name: f.Name, declaring: declaring, typ: classfile.TypeName(f.Descriptor)}
	m.class = m.typ
	if box := boxes[m.typ]; box != "" {
		m.class, m.primitive = box, true
	} else if c, err := p.all.Class(m.typ); err == nil && c.Super == "java.lang.Enum" {
		m.enum, m.constants = true, c.EnumConstants()
	}
	return m
}

// unwritable says why an object isn't written by its fields alone.
func (p *application) unwritable(chain []*classfile.Class) string {
	c := chain[0]
	if c.Access&(classfile.Interface|classfile.Abstract) != 0 || c.Super == "java.lang.Enum" {
		return "it is abstract, or an enum"
	}
	for _, each := range chain {
		if _, err := p.app.Class(each.Name); err != nil {
			return "it extends " + each.Name + ", which may have a form of its own"
		}
		for _, own := range [][2]string{{"writeObject", "(Ljava/io/ObjectOutputStream;)V"}, {"writeReplace", "()Ljava/lang/Object;"}} {
			if each.Method(own[0], own[1]) != nil {
				return "it has a " + own[0] + ", so its form is its own"
			}
		}
		if each.Method("readResolve", "()Ljava/lang/Object;") != nil {
			return "it has a readResolve, so Java may load another object than is written"
		}
	}
	for _, special := range []string{"java.io.Externalizable", "java.util.Collection", "java.util.Map"} {
		if ok, err := classfile.IsAssignable(p.all, c.Name, special); ok || err != nil {
			return "it is, or may be, a " + special + ", so its form is its own"
		}
	}
	return ""
}

// member finds a field; declaring is "" where no other class has one of the
// name.
func (l *layout) member(declaring, name string) *member {
	if l == nil {
		return nil
	}
	for i := len(l.members) - 1; i >= 0; i-- {
		if m := &l.members[i]; m.name == name && (declaring == "" || m.declaring == declaring) {
			return m
		}
	}
	return nil
}

// exchanges tells that Java puts another object in the place of the bean's once
// it has read its fields (readResolve), as far as the class path knows.
func (p *classpath) exchanges(o *object) bool {
	class := p.classOf(o)
	if p.application == nil || class == "" {
		return false
	}
	p.mu.RLock()
	known, found := p.exchanged[class]
	p.mu.RUnlock()
	if found {
		return known
	}
	if _, err := p.app.Class(class); err != nil {
		return false
	}
	chain, _ := classfile.Supers(p.all, class) // none if one is missing
	known = slices.ContainsFunc(chain, func(c *classfile.Class) bool { return c.Method("readResolve", "()Ljava/lang/Object;") != nil })
	p.mu.Lock()
	defer p.mu.Unlock()
	p.exchanged[class] = known
	return known
}

// infer learns the classes of the beans in a bean's fields that don't name them.
func (p *classpath) infer(o *object) {
	if p.application == nil || o.shape != fields {
		return
	}
	l := p.find(p.classOf(o))
	for _, k := range o.kids {
		if m := l.member(k.attr("defined-in"), fieldName(k.name)); m != nil {
			p.inferField(k, m)
		}
	}
}

func (p *classpath) inferField(k *slot, m *member) {
	if k.obj.class == "" && k.obj.shape == fields && !m.primitive {
		p.inferred[k.obj] = m.class
	}
}

// classOf gives the class that a bean's fields are of, if it is known: where
// another object stands in for it (writeReplace) that one's.
func (p *classpath) classOf(o *object) string {
	if stands := o.attr("resolves-to"); stands != "" {
		class, _ := unescape(stands, false)
		return class
	}
	if o.class == "" {
		return p.inferred[o]
	}
	return o.class
}

// typed gives the fields of a bean their types, as far as the class path knows
// them. A text that is none of its type stays a text.
func (d *document) typed(o *object, list []javaobj.Field) []javaobj.Field {
	p := &d.classes
	if p.application == nil {
		return list
	}
	l := p.find(p.classOf(o))
	for i, k := range o.kids {
		f := &list[i]
		m := l.member(f.Declaring, f.Name)
		if m == nil {
			continue
		}
		f.Type = m.typ
		if text, isText := f.Value.(javaobj.Text); isText {
			if v := d.typedText(m, string(text)); v != nil {
				f.Value = v
			}
		}
		p.inferField(k, m)
	}
	return list
}

// typedText reads the text of a field; nil if it is none of the field's type.
func (d *document) typedText(m *member, text string) javaobj.Value {
	if m.enum {
		if !slices.Contains(m.constants, text) {
			return nil
		}
		return &javaobj.Enum{Class: m.class, Declaring: m.class, Name: text}
	}
	if !leafClass(m.class) {
		return nil
	}
	if bits := integerBits[m.class]; bits > 0 {
		if _, err := strconv.ParseInt(text, 10, bits); err != nil {
			return nil
		}
		return &javaobj.Scalar{Class: m.class, Text: text}
	}
	if m.class == "java.lang.String" && plainASCII(text) {
		return javaobj.String(text)
	}
	o := &object{class: m.class, text: escape(text)}
	v := d.leaf(o)
	if s, ok := v.(*javaobj.Scalar); ok {
		b := builder{doc: d}
		if _, err := b.scalar(s); err != nil {
			return nil
		}
	}
	if _, opaque := v.(*javaobj.Opaque); opaque {
		return nil
	}
	return v
}

// plainASCII tells whether a text is spelt as it is.
func plainASCII(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' {
			return false
		}
	}
	return true
}

// leafClass tells classes whose objects are a text of known form.
func leafClass(class string) bool {
	switch class {
	case "java.lang.String", "java.lang.Character", "java.lang.Double", "java.lang.Float", "java.util.Date", "java.sql.Timestamp":
		return true
	}
	return texts[class]
}

// enum gives an enum of the class path, nil if it isn't one.
func (p *application) enum(class string) *member {
	if p == nil {
		return nil
	}
	c, err := p.app.Class(class)
	if err != nil || c.Super != "java.lang.Enum" {
		return nil
	}
	return &member{name: class, class: class, typ: class, enum: true, constants: c.EnumConstants()}
}
