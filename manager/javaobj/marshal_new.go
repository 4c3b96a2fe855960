package javaobj

import (
	"reflect"
	"slices"
)

// newObject makes an object that wasn't there. Its fields are those of another
// object of the class, if there is one to see, all of them; else those of the
// struct.
func (e *encoder) newObject(src reflect.Value, s spot, p *plan, class string, key *goPointer) (Value, error) {
	if s.hint.class != "" {
		class = s.hint.class
	}
	s.former = nil
	if class == "" {
		return nil, refuse(src, s, "the struct names no Java class; tag a blank field `java:\"class=…\"`")
	}
	s.hint.class = class
	if p.content != nil {
		return e.newContent(src, s, p, class, key)
	}
	made := &Bean{Class: class}
	e.made(made, nil)
	if key != nil {
		e.done[*key] = made
	}
	model := e.model(class)
	if model != nil {
		m, _ := membersOf(model)
		made.Fields = slices.Clone(model.Fields)
		given := make([]bool, len(m.fields))
		for i := range p.fields {
			f := &p.fields[i]
			from := src.FieldByIndex(f.index)
			at := m.find(f, 0)
			if at < 0 {
				if err := e.lacking(made, from, f, m); err != nil {
					return nil, below(err, f.name)
				}
				continue
			}
			given[at] = true
			h := f.hint
			h.declared = boxOf(m.fields[at].Type)
			if h.declared == "" && m.fields[at].Value != nil {
				h.declared = ClassOf(m.fields[at].Value)
				h.untold = h.declared == ""
			}
			v, err := e.value(from, spot{hint: h})
			if err != nil {
				return nil, below(err, f.name)
			}
			made.Fields[at].Value = asTold(v, m.fields[at].Value)
		}
		for at, ok := range given {
			if !ok {
				return nil, below(refuse(src, s, "a new object needs all of its fields, and the struct has none for %s", m.fields[at].Name), m.fields[at].Name)
			}
		}
		return made, nil
	}
	for i := range p.fields {
		f := &p.fields[i]
		v, err := e.value(src.FieldByIndex(f.index), spot{hint: f.hint})
		if err != nil {
			return nil, below(err, f.name)
		}
		field := Field{Name: f.name, Value: v}
		if f.exact {
			field.Declaring = f.declaring
		}
		made.Fields = append(made.Fields, field)
	}
	return made, nil
}

// asTold makes a text of a value where the format tells no class.
func asTold(v, model Value) Value {
	if _, ok := model.(Text); !ok {
		return v
	}
	if text, ok := textOf(v); ok {
		return Text(text)
	}
	return v
}

// newContent makes a collection of an application's class.
func (e *encoder) newContent(src reflect.Value, s spot, p *plan, class string, key *goPointer) (Value, error) {
	var made Value
	var fields []Field
	if p.content.typ.Kind() == reflect.Map || p.content.typ.Kind() == reflect.Slice && isPairing(p.content.typ.Elem()) {
		made = &Map{Class: class}
	} else {
		made = &List{Class: class}
	}
	e.made(made, nil)
	if key != nil {
		e.done[*key] = made
	}
	for i := range p.fields {
		f := &p.fields[i]
		v, err := e.value(src.FieldByIndex(f.index), spot{hint: f.hint})
		if err != nil {
			return nil, below(err, f.name)
		}
		fields = append(fields, Field{Declaring: f.declaring, Name: f.name, Value: v})
	}
	switch made := made.(type) {
	case *Map:
		made.Fields = fields
	case *List:
		made.Fields = fields
	}
	return made, e.content(src, nil, made, p)
}
