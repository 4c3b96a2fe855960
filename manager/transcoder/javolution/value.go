package javolution

import (
	"strings"

	"msmgate/manager/javaobj"
)

const (
	classString = "java.lang.String"
	classProxy  = "java.lang.reflect.Proxy"
)

// read gives the value of an element, the same one each time. It works through
// a list instead of recursion, so that no chain of references is too long.
func (d *document) read(e *element) javaobj.Value {
	v := d.shell(e)
	for len(d.todo) > 0 {
		next := d.todo[len(d.todo)-1]
		d.todo = d.todo[:len(d.todo)-1]
		d.fill(next)
	}
	return v
}

// shell makes the object of an element; its content is filled in later.
func (d *document) shell(e *element) javaobj.Value {
	e = e.object()
	if e.hasValue {
		return e.value
	}
	e.hasValue = true
	if e.isNull() {
		return nil
	}
	e.value = d.make(e)
	switch e.value.(type) {
	case javaobj.String, javaobj.Text:
		return e.value
	case *javaobj.List, *javaobj.Map, *javaobj.Bean, *javaobj.Throwable, *javaobj.Proxy:
		d.todo = append(d.todo, e)
	}
	if d.origin != nil {
		d.origin[e.value] = e
	}
	return e.value
}

// origins knows the element of each value that this document gave or took. It
// is for edits; what only reads does without.
func (d *document) origins() map[any]*element {
	if d.origin == nil {
		d.origin = map[any]*element{}
		d.learn(d.root)
	}
	return d.origin
}

// learn notes the values that were made of an element and those below it.
func (d *document) learn(e *element) {
	switch e.value.(type) {
	case nil, javaobj.String, javaobj.Text:
	default:
		d.origin[e.value] = e
	}
	for k := e.first; k != nil; k = k.next {
		d.learn(k)
	}
}

// name makes a name a string; few come again and again.
func (d *document) name(raw []byte) string {
	for _, each := range d.names {
		if each == string(raw) {
			return each
		}
	}
	name := string(raw)
	if len(d.names) < cap(d.names) {
		d.names = append(d.names, name)
	} else if d.names == nil {
		d.names = append(make([]string, 0, 24), name)
	}
	return name
}

// make chooses the kind of an element's object.
func (d *document) make(e *element) javaobj.Value {
	class := d.name(e.class)
	if read, ok := simple[class]; ok {
		v, err := read(e, class)
		if err != "" {
			return &javaobj.Opaque{Class: class, Size: e.size(), Reason: err}
		}
		return v
	}
	switch {
	case class == "[B":
		return readBytes(e)
	case strings.HasPrefix(class, "["):
		return &javaobj.List{Class: class}
	case class == classProxy:
		return &javaobj.Proxy{}
	case isEnum(e):
		return &javaobj.Enum{Class: class, Declaring: class, Name: d.text(e, "value")}
	case isEnumBody(e):
		return &javaobj.Enum{Class: class, Declaring: class[:strings.LastIndexByte(class, '$')], Name: d.text(e, "name")}
	case isThrowable(e):
		return &javaobj.Throwable{Class: class}
	}
	switch kindOf(e) {
	case collection:
		return &javaobj.List{Class: class}
	case mapping:
		return &javaobj.Map{Class: class}
	}
	return &javaobj.Bean{Class: class, Lost: lostBeans[class]}
}

func (e *element) size() int {
	if e.end > e.offset {
		return e.end - e.offset
	}
	return 0
}

// text is the unescaped attribute, "" if there is none.
func (d *document) text(e *element, name string) string {
	raw, _ := e.attr(name)
	return unescape(raw)
}

// fill reads an object's content.
func (d *document) fill(e *element) {
	switch v := e.value.(type) {
	case *javaobj.List:
		content := content(e)
		if content == nil {
			return
		}
		v.Elems = d.elements(content)
	case *javaobj.Map:
		if content := content(e); content != nil {
			if content.shown == nil {
				content.shown = &shown{entries: d.pairs(content)}
			}
			v.Entries = content.shown.entries
		}
	case *javaobj.Bean:
		v.Fields = d.fields(e, nil)
	case *javaobj.Throwable:
		d.throwable(e, v)
	case *javaobj.Proxy:
		if names := e.child("interfaces"); names != nil {
			for k := names.first; k != nil; k = k.next {
				v.Interfaces = append(v.Interfaces, d.text(k.object(), "value"))
			}
		}
		v.Handler = d.orNil(e.child("handler"))
	}
}

// elements are the children of a collection or array.
func (d *document) elements(content *element) []javaobj.Value {
	if content.shown != nil {
		return content.shown.elems
	}
	var elems []javaobj.Value
	if single, ok := singleElement(content); ok {
		elems = []javaobj.Value{d.orNil(single)}
	} else {
		elems = make([]javaobj.Value, 0, content.kids)
		for k := content.first; k != nil; k = k.next {
			elems = append(elems, d.shell(k))
		}
	}
	content.shown = &shown{elems: elems}
	return elems
}

func (d *document) orNil(e *element) javaobj.Value {
	if e == nil {
		return nil
	}
	return d.shell(e)
}

// pairs reads k and v children as javolution does: either may be missing and is
// null then.
func (d *document) pairs(e *element) []javaobj.Entry {
	entries := make([]javaobj.Entry, 0, (e.kids+1)/2)
	for k := e.first; k != nil; {
		var entry javaobj.Entry
		from := k
		if string(k.name) == "k" {
			entry.Key = d.shell(k)
			k = k.next
		}
		if k != nil && string(k.name) == "v" {
			entry.Value = d.shell(k)
			k = k.next
		}
		if k == from { // neither: kindOf lets none pass
			k = k.next
		}
		entries = append(entries, entry)
	}
	return entries
}

// fields are the attributes, whose classes only the class path may tell, and the
// children of a bean, save those named.
func (d *document) fields(e *element, except map[string]bool) []javaobj.Field {
	fields := make([]javaobj.Field, 0, len(e.attrs)+e.kids)
	types := d.classes.find(d.name(e.class))
	for i := range e.attrs {
		a := &e.attrs[i]
		switch {
		case except[string(a.name)]:
		case types != nil:
			fields = append(fields, types.typed(a.name, unescape(a.value)))
		default:
			fields = append(fields, javaobj.Field{Name: d.name(a.name), Value: javaobj.Text(unescape(a.value))})
		}
	}
	for k := e.first; k != nil; k = k.next {
		if !except[string(k.name)] {
			fields = append(fields, javaobj.Field{Name: d.name(k.name), Value: d.shell(k)})
		}
	}
	return fields
}
