package javaobj

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// plan is what the tags of a struct type say; made once for each type.
type plan struct {
	typ    reflect.Type
	class  string
	fields []planField
	// supers are the classes of the embedded structs, nearest first.
	supers []string
	// origin is where the Origin stands; nil without one.
	origin []int
	// content is the field of a collection's elements or a map's entries.
	content *planField
	err     error
}

// planField is one field of a struct that stands for one of a Java object.
type planField struct {
	index     []int
	goName    string
	name      string
	declaring string // the class that has the field; "" if no tag tells
	exact     bool   // declaring was told, by a tag or by embedding
	typ       reflect.Type
	hint      hint
	optional  bool
	lossy     bool
}

var plans sync.Map // reflect.Type → *plan

func planOf(typ reflect.Type) *plan {
	if p, ok := plans.Load(typ); ok {
		return p.(*plan)
	}
	p := &plan{typ: typ, class: structClass(typ)}
	p.err = p.collect(typ, nil, p.class, nil)
	if len(p.supers) > 0 {
		for i := range p.fields {
			p.fields[i].exact = p.fields[i].exact || p.fields[i].declaring != ""
		}
	}
	if p.err == nil {
		p.err = p.unambiguous()
	}
	if p.err != nil {
		p.err = fmt.Errorf("javaobj: the Go type %s can't be mapped: %w", typ, p.err)
	}
	stored, _ := plans.LoadOrStore(typ, p)
	return stored.(*plan)
}

// structClass gives the class that a struct's own tags or method name.
func structClass(typ reflect.Type) string {
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Name == "_" || f.Anonymous && f.Type == originType {
			if t, err := parseTag(f.Tag.Get("java")); err == nil && t.class != "" {
				return t.class
			}
		}
	}
	class := namedByMethod(typ)
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct && class != "" && namedByMethod(f.Type) == class {
			return "" // the method is the embedded struct's
		}
	}
	return class
}

// collect takes the fields of a struct, those of embedded structs first.
func (p *plan) collect(typ reflect.Type, at []int, class string, above []reflect.Type) error {
	if slices.Contains(above, typ) || len(above) > 32 {
		return fmt.Errorf("%s embeds itself", typ)
	}
	above = append(above, typ)
	var own []planField
	for i := range typ.NumField() {
		f := typ.Field(i)
		index := append(slices.Clone(at), i)
		text, tagged := f.Tag.Lookup("java")
		t, err := parseTag(text)
		switch {
		case err != nil:
			return fmt.Errorf("field %s: %w", f.Name, err)
		case t.skip, f.Name == "_":
			continue
		case f.Anonymous && f.Type == originType:
			if p.origin == nil || len(index) < len(p.origin) {
				p.origin = index
			}
			continue
		case f.Anonymous && t.name == "" && t.content == "" && f.Type.Kind() == reflect.Struct && !isLeaf(f.Type):
			if err := p.embed(f, index, class, above); err != nil {
				return err
			}
			continue
		case !f.IsExported():
			if tagged {
				return fmt.Errorf("field %s has a tag, but isn't exported", f.Name)
			}
			continue
		case t.class != "":
			return fmt.Errorf("field %s: class= is for a blank field or an embedded javaobj.Origin; a field has type=", f.Name)
		case f.Anonymous && t.name == "" && f.Type.Kind() == reflect.Pointer:
			return fmt.Errorf("field %s embeds a pointer; embed the super class's struct itself, or give the field a name", f.Name)
		}
		field := planField{index: index, goName: f.Name, name: t.name, declaring: t.declaring, exact: t.declaring != "", typ: f.Type, hint: t.hint, optional: t.optional, lossy: t.lossy}
		if field.declaring == "" {
			field.declaring = class
		}
		if t.content != "" {
			if p.content != nil {
				return fmt.Errorf("field %s: the content stands twice", f.Name)
			}
			p.content = &field
			continue
		}
		if field.name == "" {
			field.name = decapitalize(f.Name)
		}
		own = append(own, field)
	}
	p.fields = append(p.fields, own...)
	return nil
}

func (p *plan) embed(f reflect.StructField, index []int, class string, above []reflect.Type) error {
	super := structClass(f.Type)
	if super != "" {
		p.supers = append(p.supers, super)
		class = super
	}
	return p.collect(f.Type, index, class, above)
}

// unambiguous refuses two Go fields for one field of Java.
func (p *plan) unambiguous() error {
	seen := map[[2]string]string{}
	for _, f := range p.fields {
		key := [2]string{f.declaring, f.name}
		if other := seen[key]; other != "" {
			return fmt.Errorf("the fields %s and %s are both %s of class %s", other, f.goName, f.name, f.declaring)
		}
		seen[key] = f.goName
	}
	return nil
}

// FieldNames gives the Java names of the fields that a struct, or what a pointer
// points to, has for Unmarshal and Marshal.
func FieldNames(of any) ([]string, error) {
	typ := reflect.TypeOf(of)
	typ = pointee(typ)
	if typ == nil || typ.Kind() != reflect.Struct || isLeaf(typ) {
		return nil, fmt.Errorf("javaobj: a %T has no fields for Java; use a struct", of)
	}
	p := planOf(typ)
	if p.err != nil {
		return nil, p.err
	}
	names := make([]string, len(p.fields))
	for i := range p.fields {
		names[i] = p.fields[i].name
	}
	return names, nil
}
