package xstream

import (
	"msmgate/manager/javaobj"
)

// view makes Values from objects, once each, so what is shared in the document
// is shared in Go, and circles close. Contents are filled in from a list of
// what is left to do, for references put together graphs deeper than any
// document.
type view struct {
	todo []func()
	made []origin
}

// origin remembers the object that a Value shows.
type origin struct {
	value javaobj.Value
	obj   *object
}

// valueOf gives the Value of an element; nil is Java's null.
func (d *document) valueOf(s *slot) javaobj.Value {
	v := d.shell(s)
	for len(d.view.todo) > 0 {
		last := len(d.view.todo) - 1
		fill := d.view.todo[last]
		d.view.todo = d.view.todo[:last]
		fill()
	}
	return v
}

func (d *document) later(fill func()) { d.view.todo = append(d.view.todo, fill) }

// shell gives an element's Value, whose content may have to be filled in.
func (d *document) shell(s *slot) javaobj.Value {
	o := s.obj
	if !s.field && s.name == "null" {
		return nil
	}
	if o.value != nil {
		return o.value
	}
	o.value = d.fresh(o)
	switch o.value.(type) {
	case javaobj.String, javaobj.Text:
	default:
		d.view.made = append(d.view.made, origin{o.value, o})
	}
	return o.value
}

func (d *document) fresh(o *object) javaobj.Value {
	switch o.shape {
	case items:
		return d.list(o)
	case entries:
		return d.mapping(o)
	case leaf:
		return d.leaf(o)
	case custom:
		if v := d.written(o); v != nil {
			return v
		}
		return d.bean(o)
	}
	if v := d.known(o); v != nil {
		return v
	}
	return d.bean(o)
}

// content gives the text of a leaf.
func (d *document) content(o *object) string {
	text, _ := unescape(o.text, d.latin1)
	return text
}

func (d *document) list(o *object) javaobj.Value {
	list := &javaobj.List{Class: o.class, Comparator: comparator(o)}
	d.later(func() { list.Elems = d.values(o.kids) })
	return list
}

// comparator gives the class of the comparator that a sorted collection has.
func comparator(o *object) string {
	if k := o.kid("comparator"); k != nil && o.shape != fields {
		if class := slotClass(k); class != "" {
			return class
		}
		return "(unknown)"
	}
	return ""
}

// values gives those of elements that aren't fields.
func (d *document) values(kids []*slot) []javaobj.Value {
	values := make([]javaobj.Value, 0, len(kids))
	for _, k := range kids {
		if !k.field {
			values = append(values, d.shell(k))
		}
	}
	return values
}

func (d *document) mapping(o *object) javaobj.Value {
	m := &javaobj.Map{Class: o.class, Comparator: comparator(o)}
	d.later(func() { m.Entries = d.entries(o.kids) })
	return m
}

func (d *document) entries(kids []*slot) []javaobj.Entry {
	entries := make([]javaobj.Entry, 0, len(kids))
	for _, k := range kids {
		if k.name == "entry" && k.ref == "" && len(k.obj.kids) == 2 {
			entries = append(entries, javaobj.Entry{Key: d.shell(k.obj.kids[0]), Value: d.shell(k.obj.kids[1])})
		}
	}
	return entries
}

// bean shows any object by its fields, and by what it wrote itself.
func (d *document) bean(o *object) javaobj.Value {
	bean := &javaobj.Bean{Class: o.class}
	d.later(func() {
		switch o.shape {
		case fields:
			bean.Fields = d.typed(o, d.fields(o.kids, ""))
		case structural:
			if structured[o.class] {
				bean.Fields = d.fields(o.kids, "")
				break
			}
			bean.Data = d.values(o.kids)
		case custom:
			for _, k := range o.kids {
				d.classContent(bean, k)
			}
		}
	})
	return bean
}

// classContent adds what one class of an object wrote.
func (d *document) classContent(bean *javaobj.Bean, s *slot) {
	if s.ref != "" {
		bean.Data = append(bean.Data, d.shell(s))
		return
	}
	if s.name == "unserializable-parents" {
		bean.Fields = append(bean.Fields, d.fields(s.obj.kids, "")...)
		return
	}
	class := classOfAlias(decodeName(s.name))
	for _, k := range s.obj.kids {
		if k.name == "default" && k.ref == "" && k.field {
			bean.Fields = append(bean.Fields, d.fields(k.obj.kids, class)...)
			continue
		}
		bean.Data = append(bean.Data, d.shell(k))
	}
}

func (d *document) fields(kids []*slot, declaring string) []javaobj.Field {
	fields := make([]javaobj.Field, 0, len(kids))
	for _, k := range kids {
		f := javaobj.Field{Declaring: declaring, Name: fieldName(k.name), Value: d.shell(k)}
		if class := k.attr("defined-in"); class != "" {
			f.Declaring, _ = unescape(class, d.latin1)
		}
		fields = append(fields, f)
	}
	return fields
}

func fieldName(name string) string {
	if name == "outer-class" {
		return "this$0"
	}
	return decodeName(name)
}
