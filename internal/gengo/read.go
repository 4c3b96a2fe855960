package gengo

import (
	"slices"
	"strings"

	"msmgate/manager/classfile"
)

// unfit says why a class gets no Go type though its file is known: it is shown
// as something else than an object with fields, or the filter rejects it.
func (c *Catalogue) unfit(file *classfile.Class) string {
	switch {
	case jdk(file.Name) && file.Super != "java.lang.Enum":
		return "it is the JDK's"
	case strings.HasPrefix(file.Name, "org.joda.time."):
		return "it is shown as a text"
	case file.Access.Has(classfile.Interface):
		return "it is an interface"
	}
	for _, shown := range []string{"java.lang.Throwable", "java.util.Date", "java.util.Calendar"} {
		if c.is(file.Name, shown) {
			return "it is a " + shown
		}
	}
	if err := c.rejected(file.Name); err != nil {
		return err.Error()
	}
	return ""
}

// rejected is what the filter says against a class and those above it.
func (c *Catalogue) rejected(name string) error {
	chain, err := classfile.Supers(c.all, name)
	if err != nil {
		return c.filter.Check(name)
	}
	for _, each := range chain {
		if err := c.filter.Check(each.Name); err != nil {
			return err
		}
	}
	return nil
}

// read fills a class from its file: declared fields in their order, those of
// super-classes, the classes that the fields hold.
func (c *Catalogue) read(k *class) {
	files := c.files
	if jdk(k.name) {
		files = c.all
	}
	file, err := files.Class(k.name)
	if err != nil {
		c.fail(err)
		return
	}
	defer func() { k.filed = true }()
	if file.Super == "java.lang.Enum" {
		k.enum, k.constants = true, file.EnumConstants()
		return
	}
	if super, err := c.files.Class(file.Super); err == nil && !jdk(file.Super) {
		k.super = super.Name
		c.class(super.Name)
	} else {
		c.fail(err)
	}
	c.readContent(k, file)
	_, chosen := classfile.SerialFields(file)
	loose := chosen != nil || !c.is(k.name, "java.io.Serializable")
	for _, f := range file.Fields {
		if f.Access&(classfile.Static|classfile.Transient) != 0 {
			continue
		}
		entry := k.field(f.Name)
		entry.loose = loose
		entry.declared = declaredType(f)
		c.reach(entry.declared)
	}
}

// readContent notes what a class that extends a collection or a map holds.
func (c *Catalogue) readContent(k *class, file *classfile.Class) {
	as := kindList
	switch {
	case c.is(k.name, "java.util.Collection"):
	case c.is(k.name, "java.util.Map"):
		as = kindMap
	default:
		return
	}
	k.content = &place{}
	k.content.note(as, k.name)
	if k.extends = superType(file.Signature); k.extends.class == "" {
		k.extends = javaType{class: file.Super}
	}
	c.reach(k.extends)
}

// reach takes the classes of a field's type into the catalogue.
func (c *Catalogue) reach(t javaType) {
	name := t.class
	for strings.HasPrefix(name, "[") {
		name = elementOf(name)
	}
	for _, each := range t.args {
		c.reach(each)
	}
	if name == "" || jdk(name) && !c.is(name, "java.lang.Enum") || name == "java.lang.Enum" || primitive(name) {
		return
	}
	file, err := c.all.Class(name)
	if err != nil {
		c.fail(err)
		return
	}
	if c.unfit(file) == "" {
		c.class(name)
	}
}

// constantsOf gives the constants of an enum, in their order if the class file
// tells it, else by name.
func (k *class) constantsOf() []string {
	list := slices.Clone(k.constants)
	if !k.filed {
		slices.Sort(list)
	}
	return list
}
