package gengo

import (
	"slices"
	"strings"

	"msmgate/manager/javaobj"
)

// observe notes a value at a place. Objects are left for later, so that long
// chains of them don't nest.
func (c *Catalogue) observe(p *place, v javaobj.Value) {
	switch v := v.(type) {
	case nil:
		p.null = true
	case javaobj.String:
		p.note(kindText, "java.lang.String")
	case javaobj.Text:
		p.note(kindText, "java.lang.String")
		p.untold = true
	case *javaobj.Class:
		p.note(kindScalar, "java.lang.Class")
	case *javaobj.Scalar:
		p.note(kept(kindScalar, v.Lost), v.Class)
	case *javaobj.Date:
		p.note(kept(kindDate, v.Lost), v.Class)
	case *javaobj.Calendar:
		p.note(kindDate, v.Class)
	case *javaobj.Bytes:
		p.note(kindBytes, "[B")
	case *javaobj.Enum:
		p.note(kindEnum, c.constant(v))
	case *javaobj.List:
		c.collection(p, v, kindList)
	case *javaobj.Map:
		c.collection(p, v, kindMap)
	case *javaobj.Bean:
		if v.Lost != "" || jdk(v.Class) || !c.later(v, v.Class) {
			p.note(kindOther, v.Class)
			return
		}
		p.note(kindObject, v.Class)
	case *javaobj.Throwable:
		p.note(kindOther, v.Class)
		c.observe(c.deep, v.Cause)
		for _, f := range v.Fields {
			c.observe(c.deep, f.Value)
		}
	default:
		p.note(kindOther, javaobj.ClassOf(v))
	}
}

// collection notes a list or a map and what it holds. One that holds itself has
// no Go type.
func (c *Catalogue) collection(p *place, v javaobj.Value, k kind) {
	class := javaobj.ClassOf(v)
	if c.open[v] {
		p.note(kindOther, class)
		return
	}
	p.note(k, class)
	c.later(v, class)
	if p.enter(v) {
		c.open[v] = true
		c.members(p, v)
		delete(c.open, v)
	}
}

// members notes what a list or a map holds.
func (c *Catalogue) members(p *place, v javaobj.Value) {
	switch v := v.(type) {
	case *javaobj.List:
		inner := c.within(p, &p.elems)
		for _, e := range v.Elems {
			c.observe(inner, e)
		}
	case *javaobj.Map:
		keys, values := c.within(p, &p.keys), c.within(p, &p.values)
		for _, e := range v.Entries {
			c.observe(keys, e.Key)
			c.observe(values, e.Value)
		}
	}
}

func kept(k kind, lost string) kind {
	if lost != "" {
		return kindOther
	}
	return k
}

// constant notes an enum and its constant, and gives the enum's name.
func (c *Catalogue) constant(v *javaobj.Enum) string {
	name := v.Declaring
	if name == "" {
		name = v.Class
	}
	k := c.class(name)
	k.enum = true
	if !slices.Contains(k.constants, v.Name) {
		k.constants = append(k.constants, v.Name)
	}
	return name
}

// later puts an object of an application's class on the list of those to look
// at; false says that its class gets no Go type.
func (c *Catalogue) later(v javaobj.Value, name string) bool {
	if jdk(name) || name == "" || strings.HasPrefix(name, "[") {
		return false
	}
	if c.files != nil {
		if file, err := c.files.Class(name); err == nil && c.unfit(file) != "" {
			return false
		}
	}
	if !c.objects[v] {
		c.objects[v] = true
		c.todo = append(c.todo, v)
	}
	return true
}

// object notes the fields of one object.
func (c *Catalogue) object(v javaobj.Value) {
	name := javaobj.ClassOf(v)
	k := c.class(name)
	k.objects++
	var fields []javaobj.Field
	switch v := v.(type) {
	case *javaobj.Bean:
		fields, k.plain = v.Fields, true
	case *javaobj.List:
		fields = v.Fields
		c.content(k, v, kindList)
	case *javaobj.Map:
		fields = v.Fields
		c.content(k, v, kindMap)
	}
	if owners := declaring(fields); len(owners) > 0 {
		c.above(k, owners)
		c.count(k, fields)
	}
	for i := range fields {
		f := &fields[i]
		if jdk(f.Declaring) {
			continue
		}
		entry := c.fieldOf(k, f)
		if entry.declared.class == "" {
			entry.declared = javaType{class: f.Type}
		}
		c.observe(entry.seen, f.Value)
	}
}

// content notes what stands in a class that is a collection or a map.
func (c *Catalogue) content(k *class, v javaobj.Value, as kind) {
	k.listed = true
	if k.content == nil {
		k.content = &place{}
	}
	k.content.note(as, k.name)
	c.members(k.content, v)
}

// declaring lists the classes that declare the fields, super-classes first.
func declaring(fields []javaobj.Field) []string {
	var owners []string
	for i := range fields {
		if d := fields[i].Declaring; d != "" && !jdk(d) && !slices.Contains(owners, d) {
			owners = append(owners, d)
		}
	}
	return owners
}

// above learns super-classes from the order of the fields. Class files know
// better.
func (c *Catalogue) above(k *class, owners []string) {
	if owners[len(owners)-1] != k.name {
		owners = append(owners, k.name)
	}
	for i := 1; i < len(owners); i++ {
		lower := c.class(owners[i])
		if !lower.filed && lower.super == "" && owners[i] != owners[i-1] {
			c.class(owners[i-1])
			lower.super = owners[i-1]
		}
	}
}

// count notes which fields an object has, if its format tells.
func (c *Catalogue) count(k *class, fields []javaobj.Field) {
	for _, each := range c.lineage(k.name) {
		each.told++
	}
	for i := range fields {
		if !jdk(fields[i].Declaring) && fields[i].Declaring != "" {
			c.fieldOf(k, &fields[i]).told++
		}
	}
}

// fieldOf gives the entry of an object's field, in the class that declares it as
// far as that is known.
func (c *Catalogue) fieldOf(k *class, f *javaobj.Field) *field {
	if f.Declaring != "" {
		entry := c.class(f.Declaring).field(f.Name)
		entry.untold = false
		return entry
	}
	for _, each := range c.lineage(k.name) {
		if entry := each.found[f.Name]; entry != nil {
			return entry
		}
	}
	entry := k.field(f.Name)
	entry.untold = true
	return entry
}

// settle moves fields whose declaring class one format didn't tell to the class
// where another format showed them.
func (c *Catalogue) settle() {
	for name, k := range c.classes {
		for _, f := range slices.Clone(k.fields) {
			if !f.untold {
				continue
			}
			for _, super := range c.lineage(name)[1:] {
				if entry := super.found[f.name]; entry != nil && !entry.untold {
					entry.seen.merge(f.seen)
					k.fields = slices.DeleteFunc(k.fields, func(g *field) bool { return g == f })
					delete(k.found, f.name)
					break
				}
			}
		}
	}
}
