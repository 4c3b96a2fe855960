package javolution

import (
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// shapes are what a document shows of the application's classes.
type shapes struct {
	classes map[string]bool
	enums   map[string]bool
	kinds   map[string]kind
	beans   map[string][]*element
}

// shown collects the shapes of all objects that the document holds now.
func (d *document) shown() *shapes {
	if d.shapes != nil {
		return d.shapes
	}
	s := &shapes{classes: map[string]bool{}, enums: map[string]bool{}, kinds: map[string]kind{}, beans: map[string][]*element{}}
	var todo []*element
	for _, e := range d.entries {
		todo = append(todo, e.value)
	}
	seen := map[*element]bool{}
	for len(todo) > 0 {
		e := todo[len(todo)-1].object()
		todo = todo[:len(todo)-1]
		if seen[e] {
			continue
		}
		seen[e] = true
		s.add(e)
		for k := e.first; k != nil; k = k.next {
			todo = append(todo, k)
		}
	}
	d.shapes = s
	return s
}

func (s *shapes) add(e *element) {
	class := string(e.class)
	if e.isNull() {
		return
	}
	s.classes[class] = true
	if component, ok := strings.CutPrefix(strings.TrimLeft(class, "["), "L"); ok && class[0] == '[' {
		s.classes[strings.TrimSuffix(component, ";")] = true
	}
	if class == "java.lang.Class" {
		if v, _ := readClass(e, class); v != nil {
			s.classes[v.(*javaobj.Class).Name] = true
		}
	}
	if isEnum(e) {
		s.enums[class] = true
		return
	}
	if k := kindOf(e); k != bean {
		if _, hasSize := e.attr("size"); hasSize {
			s.kinds[class] = k
		}
		return
	}
	s.beans[class] = append(s.beans[class], e)
}

// bean builds an object by its class file or, without one, of a class that the
// session shows: with fields that one
// of the shown objects has, in its order, and values of the kind shown there.
func (b *builder) bean(e *element, v *javaobj.Bean, depth int) error {
	l := b.doc.classes.find(v.Class)
	if l != nil && l.why == "" && v.Data == nil && v.Lost == "" {
		return b.typedBean(e, v, l, depth)
	}
	samples := b.doc.shown().beans[v.Class]
	if len(samples) == 0 && l != nil && l.why != "" {
		return unsupported(v.Class, l.why)
	}
	if len(samples) == 0 || v.Data != nil || v.Lost != "" {
		return unsupported(v.Class, "this session shows no whole object of that class, so its fields aren't known here; use a map or a String, or keep the session's own object")
	}
	fields := map[string]javaobj.Value{}
	for _, f := range v.Fields {
		if _, dup := fields[f.Name]; dup {
			return unsupported(v.Class, "the field "+strconv.Quote(f.Name)+" stands twice, as where a class hides a field of its parent; keep the session's own object")
		}
		fields[f.Name] = f.Value
	}
	var why error
	for _, sample := range samples {
		if why = fits(v.Class, fields, sample); why == nil {
			return b.likeSample(e, fields, sample, depth)
		}
	}
	return why
}

// fits tells why fields can't be those of an object like the sample.
func fits(class string, fields map[string]javaobj.Value, sample *element) error {
	shown := map[string]bool{}
	for _, a := range sample.attrs {
		name := string(a.name)
		if shown[name] {
			return unsupported(class, "it hides a field of its parent; keep the session's own object")
		}
		shown[name] = true
		if text, ok := fieldText(fields[name]); fields[name] != nil && !ok {
			return unsupported(class, "the field "+strconv.Quote(name)+" is a text in this session, as a number or a string")
		} else if ok && !sameLexicalClass(unescape(a.value), text) {
			return unsupported(class, "the field "+strconv.Quote(name)+" holds another kind of text in this session (integer, number, boolean, one character)")
		} else if err := checkText(class, text); err != nil {
			return err
		}
	}
	for k := sample.first; k != nil; k = k.next {
		name := string(k.name)
		shown[name] = true
		if v := fields[name]; v != nil && javaobj.ClassOf(v) != string(k.object().class) {
			return unsupported(class, "the field "+strconv.Quote(name)+" is of class "+string(k.object().class)+" in this session, and may not take another")
		}
	}
	for name, v := range fields {
		if !shown[name] && v != nil {
			return unsupported(class, "no object of this session has a field "+strconv.Quote(name)+" beside the others, so its place isn't known")
		}
	}
	return nil
}

func (b *builder) likeSample(e *element, fields map[string]javaobj.Value, sample *element, depth int) error {
	for _, a := range sample.attrs {
		if text, ok := fieldText(fields[string(a.name)]); ok {
			e.add(string(a.name), text)
		}
	}
	for k := sample.first; k != nil; k = k.next {
		if err := b.pair(e, string(k.name), fields[string(k.name)], depth); err != nil {
			return err
		}
	}
	return nil
}

// fieldText is the text of a field that stands in an attribute.
func fieldText(v javaobj.Value) (string, bool) {
	switch v := v.(type) {
	case javaobj.Text:
		return string(v), true
	case javaobj.String:
		return string(v), true
	case *javaobj.Scalar:
		if f, ok := javaobj.ParseDouble(v.Text); ok && v.Class == "java.lang.Double" {
			return numberText(f), true
		}
		return v.Text, v.Lost == ""
	case *javaobj.Enum:
		return v.Name, true
	}
	return "", false
}

// sameLexicalClass tells whether a field that held one text can hold another,
// as far as this can be known without its class.
func sameLexicalClass(old, text string) bool {
	if n, err := strconv.ParseInt(old, 10, 64); err == nil {
		bits := 64
		if n == int64(int32(n)) {
			bits = 32
		}
		_, err := strconv.ParseInt(text, 10, bits)
		return err == nil
	}
	if old == "true" || old == "false" {
		return text == "true" || text == "false"
	}
	if _, ok := javaobj.ParseDouble(old); ok {
		_, ok := javaobj.ParseDouble(text)
		return ok
	}
	return javaobj.UTF16Len(old) != 1 || javaobj.UTF16Len(text) == 1
}
