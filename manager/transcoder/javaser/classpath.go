package javaser

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"msmgate/manager/classfile"
	"msmgate/manager/transcoder"
)

// Configure gives a transcoder that also writes classes which no session has
// shown yet: it finds their fields and computes their version ids from the
// class files. As MSM does, this format refuses copyCollectionsForSerialization
// and customConverter (CFG-43, CFG-44).
func (t Transcoder) Configure(s transcoder.Settings) (transcoder.Transcoder, error) {
	if s.CopyCollections {
		return nil, errors.New("copyCollectionsForSerialization: Java serialization can't do that, and MSM doesn't start with it; take the attribute out (CFG-43)")
	}
	if len(s.Converters) > 0 {
		return nil, errors.New("customConverter: Java serialization has no converters, and MSM doesn't start with one; take the attribute out (CFG-44)")
	}
	t.path = newClasspath(s.Classes)
	return t, nil
}

// classpath is what the application's class files tell; the zero value knows
// nothing.
type classpath struct {
	app classfile.Classes // nil without a class path
	all classfile.Classes // app's and the JDK's
}

func newClasspath(app classfile.Classes) classpath {
	if app == nil {
		return classpath{}
	}
	return classpath{app: app, all: classfile.Layered(app, classfile.JDK())}
}

// orJDK gives the classes of the JDK, and the application's if there is a class
// path.
func (p classpath) orJDK() classfile.Classes {
	if p.all == nil {
		return classfile.JDK()
	}
	return p.all
}

// find gives an application's class; nil if there is no class path, or the class
// isn't on it. A file that can't be read is an error.
func (p classpath) find(name string) (*classfile.Class, error) {
	if p.app == nil {
		return nil, nil
	}
	c, err := p.app.Class(name)
	if errors.Is(err, classfile.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, unsupported(name, err.Error())
	}
	return c, nil
}

// assignable tells whether the class files, or the JDK's, say that a class fits.
// What they can't say doesn't.
func (p classpath) assignable(from, to string) bool {
	if p.app == nil {
		return false
	}
	ok, err := classfile.IsAssignable(p.all, from, to)
	return ok && err == nil
}

// serializable tells whether instances of a class can be written; what decides
// and is missing is an error.
func (p classpath) serializable(name string) (bool, error) {
	ok, err := classfile.IsAssignable(p.all, name, "java.io.Serializable")
	if err != nil {
		return false, unsupported(name, err.Error())
	}
	return ok, nil
}

// describe makes the descriptor of a class from its file, as Java would write
// it. A class that writes itself by code is refused.
func (m *maker) describe(c *classfile.Class) (*classDesc, error) {
	if isEnum(c) {
		return m.described(c, 0, scSerializable|scEnum)
	}
	if err := m.path.plain(c); err != nil {
		return nil, err
	}
	id, err := classfile.SerialVersionUID(m.path.app, c.Name)
	if err != nil {
		return nil, unsupported(c.Name, err.Error())
	}
	return m.described(c, id, scSerializable)
}

func isEnum(c *classfile.Class) bool { return c.Super == "java.lang.Enum" }

// described fills the descriptor and goes on with the super-class, as long as
// that is serializable.
func (m *maker) described(c *classfile.Class, id int64, flags byte) (*classDesc, error) {
	fields, err := classfile.SerialFields(c)
	if err != nil {
		return nil, unsupported(c.Name, err.Error())
	}
	if _, err := classfile.Supers(m.path.all, c.Name); err != nil {
		return nil, unsupported(c.Name, err.Error())
	}
	d := &classDesc{name: string(encodeUTF(c.Name)), suid: uint64(id), flags: flags, super: theNull}
	above, err := m.path.serializable(c.Super)
	if err != nil {
		return nil, err
	}
	if above {
		super, err := m.superclass(c.Super)
		if err != nil {
			return nil, err
		}
		d.super = super
	}
	for _, f := range fields {
		out := field{code: f.Descriptor[0], name: string(encodeUTF(f.Name))}
		if primitiveSize(out.code) == 0 {
			out.typ = m.typeName(string(encodeUTF(f.Descriptor)))
		}
		d.fields = append(d.fields, out)
	}
	if wrong := d.finish(); wrong != "" {
		return nil, unsupported(c.Name, wrong)
	}
	return d, nil
}

// superclass gives the descriptor of a class that another one extends. If both
// the session and the class path tell of it, they must agree.
func (m *maker) superclass(name string) (*classDesc, error) {
	shown := m.classes[name]
	c, err := m.path.find(name)
	if err != nil || c == nil || shown == nil {
		if err != nil {
			return nil, err
		}
		return m.class(name)
	}
	made, err := m.describe(c)
	if err != nil {
		return nil, err
	}
	return shown, shown.agrees(made)
}

// plain refuses a class whose bytes only its own code knows.
func (p classpath) plain(c *classfile.Class) error {
	if c.Access.Has(classfile.Interface) {
		return unsupported(c.Name, "it is an interface")
	}
	ok, err := p.serializable(c.Name)
	if err != nil {
		return err
	}
	if !ok {
		return unsupported(c.Name, "it isn't Serializable")
	}
	if p.assignable(c.Name, "java.io.Externalizable") {
		return unsupported(c.Name, "it is Externalizable, so it writes itself in a form that only the class knows; it can be written once the session has shown it")
	}
	if w := c.Method("writeObject", "(Ljava/io/ObjectOutputStream;)V"); w != nil && w.Access.Has(classfile.Private) {
		return unsupported(c.Name, "it has a writeObject, so it writes itself in a form that only the class knows; it can be written once the session has shown it")
	}
	return p.unreplaced(c)
}

// unreplaced refuses a class that puts another object in its place.
func (p classpath) unreplaced(c *classfile.Class) error {
	chain, err := classfile.Supers(p.all, c.Name)
	if err != nil {
		return unsupported(c.Name, err.Error())
	}
	for i, each := range chain {
		w := each.Method("writeReplace", "()Ljava/lang/Object;")
		if w != nil && !w.Access.Has(classfile.Static) && (i == 0 || !w.Access.Has(classfile.Private)) {
			return unsupported(c.Name, fmt.Sprintf("writeReplace of %s puts another object in its place; it can be written once the session has shown what", each.Name))
		}
	}
	return nil
}

// instance tells whether an object of the class can be made: the session holds
// one, or the class file says that Java will read it.
func (m *maker) instance(class string) error {
	if m.classes[class] != nil && m.has("new", class) {
		return nil
	}
	c, err := m.path.find(class)
	if err != nil {
		return err
	}
	if c == nil {
		return unsupported(class, m.path.absent())
	}
	if isEnum(c) {
		return unsupported(class, "it is an enum; name one of its constants")
	}
	if c.Access.Has(classfile.Abstract) {
		return unsupported(class, "it is abstract")
	}
	if err := m.path.constructible(c); err != nil {
		return err
	}
	made, err := m.describe(c)
	if err != nil {
		return err
	}
	if shown := m.classes[class]; shown != nil {
		return shown.agrees(made)
	}
	m.classes[class] = made
	return nil
}

// absent says why a class is unknown.
func (p classpath) absent() string {
	if p.app == nil {
		return "this session holds no object of it, so its serialVersionUID and fields are unknown; give the application's class path, or use a class of the JDK"
	}
	return "this session holds no object of it, and it isn't on the class path"
}

// constructible tells whether Java can make an instance when it reads one: the
// nearest super-class that isn't Serializable needs a constructor without
// parameters that the class may call. A record has none such.
func (p classpath) constructible(c *classfile.Class) error {
	if c.Record {
		return nil
	}
	for above := c; above.Name != "java.lang.Object"; {
		next, err := p.all.Class(above.Super)
		if err != nil {
			return unsupported(c.Name, err.Error())
		}
		ok, err := p.serializable(next.Name)
		if err != nil {
			return err
		}
		if ok {
			above = next
			continue
		}
		init := next.Method("<init>", "()V")
		if init == nil || init.Access.Has(classfile.Private) ||
			init.Access&(classfile.Public|classfile.Protected) == 0 && packageOf(next.Name) != packageOf(c.Name) {
			return unsupported(c.Name, "Java couldn't read it: its super-class "+next.Name+" isn't Serializable and has no constructor without parameters that it may call")
		}
		return nil
	}
	return nil
}

// agrees says if the class path's descriptor is of another version of the class
// than the session's.
func (d *classDesc) agrees(made *classDesc) error {
	same := d.suid == made.suid && d.flags == made.flags && slices.EqualFunc(d.fields, made.fields, func(a, b field) bool {
		return a.name == b.name && a.signature() == b.signature()
	})
	if !same {
		return unsupported(javaName(d.name), "the session describes it otherwise than the class path, which is of another version of the application")
	}
	return nil
}

// packageOf gives the package of a class's name.
func packageOf(class string) string { return class[:max(strings.LastIndexByte(class, '.'), 0)] }

// constant refuses a constant that the class path's enum doesn't have.
func (p classpath) constant(class, name string) error {
	c, err := p.find(class)
	if err != nil || c == nil {
		return err
	}
	if !isEnum(c) {
		return unsupported(class, "it is no enum")
	}
	if !slices.Contains(c.EnumConstants(), name) {
		return unsupported(class, fmt.Sprintf("the enum has no constant %q on the class path", name))
	}
	return nil
}
