package javaser

import (
	"fmt"

	"msmgate/manager/javaobj"
)

// bean makes an object of an application's class. The stream must have shown
// an object of that class, or the class path must tell all of it; every field
// must be given, and fit.
func (b *builder) bean(v *javaobj.Bean) (item, error) {
	if v.Class == "java.lang.invoke.SerializedLambda" {
		return nil, unsupported(v.Class, "a lambda is code: it can be kept, moved and removed, not made or changed")
	}
	if err := b.instance(v.Class); err != nil {
		return nil, err
	}
	d := b.classes[v.Class]
	if d.flags&scSerializable == 0 || d.flags&scEnum != 0 {
		return nil, unsupported(v.Class, "it writes itself in a form that only the class knows")
	}
	o := newObject(d)
	if err := b.keep(v, o); err != nil {
		return nil, err
	}
	var own *slot
	fields := 0
	for i := range o.slots {
		s := &o.slots[i]
		if s.desc.hasAnnotation() {
			if own != nil {
				return nil, unsupported(v.Class, "more than one of its super classes writes data of its own")
			}
			if !b.has("new", v.Class) {
				return nil, unsupported(v.Class, "its super class "+javaName(s.desc.name)+" writes data of its own, which this session hasn't shown")
			}
			own = s
		}
		if b.bare[s.desc.name] {
			s.prims, s.fields = nil, nil
			continue
		}
		fields += len(s.desc.fields)
		if err := b.ownFields(v.Class, v.Fields, o, s); err != nil {
			return nil, err
		}
	}
	if fields != len(v.Fields) {
		return nil, unsupported(v.Class, fmt.Sprintf("it has %d fields, not %d", fields, len(v.Fields)))
	}
	if own == nil {
		if len(v.Data) > 0 {
			return nil, unsupported(v.Class, "it writes no data of its own")
		}
		return o, nil
	}
	if len(v.Data) == 0 && !b.has("silent", own.desc.name) {
		return nil, unsupported(v.Class, "every object of "+javaName(own.desc.name)+" in this session has data that the class wrote itself, and reads again; give it as Data")
	}
	for _, each := range v.Data {
		if raw, ok := each.(javaobj.Raw); ok {
			own.data = append(own.data, newBlock(raw)...)
			continue
		}
		it, err := b.item(each)
		if err != nil {
			return nil, err
		}
		own.data = append(own.data, it)
	}
	return o, nil
}

// ownFields fills the fields that one class declares.
func (b *builder) ownFields(class string, fields []javaobj.Field, o *object, s *slot) error {
	for i := range s.desc.fields {
		f := &s.desc.fields[i]
		given := findField(fields, javaName(s.desc.name), javaName(f.name))
		if given == nil {
			return unsupported(class, fmt.Sprintf("its field %s of %s is missing", f.name, s.desc.name))
		}
		wrong := func() error {
			return unsupported(class, fmt.Sprintf("its field %s is a %s and can't hold a %s", f.name, javaType(f.signature()), javaobj.ClassOf(given.Value)))
		}
		if f.typ == nil {
			raw, ok := primitiveBytes(f.code, given.Value)
			if !ok || !o.setPrim(s.desc.name, f.name, raw) {
				return wrong()
			}
			continue
		}
		it, err := b.item(given.Value)
		if err != nil {
			return err
		}
		if !b.fits(f.signature(), it) {
			return wrong()
		}
		o.setField(s.desc.name, f.name, it)
	}
	return nil
}

func findField(fields []javaobj.Field, class, name string) *javaobj.Field {
	for i := range fields {
		if fields[i].Name == name && (fields[i].Declaring == class || fields[i].Declaring == "") {
			return &fields[i]
		}
	}
	return nil
}
