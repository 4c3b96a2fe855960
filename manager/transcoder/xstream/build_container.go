package xstream

import (
	"strings"

	"msmgate/manager/javaobj"
)

// list makes a collection or an array.
func (b *builder) list(v *javaobj.List) (*object, error) {
	o := &object{class: v.Class, shape: items, closed: len(v.Elems) == 0}
	b.made[v] = o
	b.single[o] = strings.HasPrefix(v.Class, "java.util.Collections$Singleton") || strings.HasPrefix(v.Class, "[")
	defer delete(b.single, o)
	if v.Comparator != "" {
		return nil, unsupported(v.Class, "a comparator can't be made anew")
	}
	switch {
	case v.Class == "java.util.EnumSet":
		return b.enumSet(o, v)
	case v.Class == "[C":
		return b.chars(o, v)
	case strings.HasPrefix(v.Class, "["):
		if err := b.checkArray(v); err != nil {
			return nil, err
		}
	case !collections[v.Class]:
		return nil, unsupported(v.Class, "there is no way to make it anew; use java.util.ArrayList")
	case strings.HasPrefix(v.Class, "java.util.Collections$Empty") && len(v.Elems) > 0:
		return nil, unsupported(v.Class, "it is always empty; use java.util.ArrayList")
	case strings.HasPrefix(v.Class, "java.util.Collections$Singleton") && len(v.Elems) != 1:
		return nil, unsupported(v.Class, "it holds just one element; use java.util.ArrayList")
	case v.Class == "java.util.TreeSet" && !ascending(v.Elems):
		return nil, unsupported(v.Class, "its elements must be Strings in ascending order; use java.util.LinkedHashSet")
	}
	for _, e := range v.Elems {
		kid, err := b.item(e)
		if err != nil {
			return nil, err
		}
		o.kids = append(o.kids, kid)
	}
	return o, nil
}

// ascending tells that values are Strings in Java's order, each once. Beyond
// U+FFFF that isn't the order of bytes.
func ascending(values []javaobj.Value) bool {
	last := ""
	for i, v := range values {
		s, ok := v.(javaobj.String)
		if !ok || i > 0 && string(s) <= last || strings.IndexFunc(string(s), func(r rune) bool { return r > 0xffff }) >= 0 {
			return false
		}
		last = string(s)
	}
	return true
}

func (b *builder) enumSet(o *object, v *javaobj.List) (*object, error) {
	class, names := "", make([]string, 0, len(v.Elems))
	for _, e := range v.Elems {
		constant, ok := e.(*javaobj.Enum)
		if !ok || class != "" && constant.Declaring != class {
			return nil, unsupported(v.Class, "its elements are constants of one enum")
		}
		class = constant.Declaring
		names = append(names, constant.Name)
	}
	if !b.shown.classes[class] {
		return nil, unsupported(v.Class, "its enum must be one that the session already holds")
	}
	text, err := b.doc.text(strings.Join(names, ","))
	o.shape, o.closed, o.text, o.attrs = leaf, false, text, []attr{{"enum-type", escape(class)}}
	return o, err
}

func (b *builder) chars(o *object, v *javaobj.List) (*object, error) {
	var text []byte
	for _, e := range v.Elems {
		c, ok := e.(*javaobj.Scalar)
		if !ok || c.Class != "java.lang.Character" || javaobj.UTF16Len(c.Text) != 1 {
			return nil, unsupported(v.Class, "its elements are Characters")
		}
		r, _ := javaobj.DecodeRune(c.Text)
		text = javaobj.AppendRune(text, r)
	}
	escaped, err := b.doc.text(string(text))
	o.shape, o.closed, o.text = leaf, false, escaped
	return o, err
}

// checkArray holds the elements of an array against its class: Java fails for
// the whole session where one doesn't fit.
func (b *builder) checkArray(v *javaobj.List) error {
	component := v.Class[1:]
	boxed := ""
	for name, code := range primitives {
		if code == component {
			boxed = aliases[name]
		}
	}
	class := strings.TrimSuffix(strings.TrimPrefix(component, "L"), ";")
	if boxed == "" && !strings.HasPrefix(component, "[") && !strings.HasPrefix(class, "java.") && !b.shown.classes[class] {
		return unsupported(v.Class, "its class must be the JDK's or one that the session already holds")
	}
	if strings.HasPrefix(component, "[") {
		class = component
	}
	for _, e := range v.Elems {
		got := javaobj.ClassOf(e)
		if e == nil && boxed == "" || got == class || boxed != "" && got == boxed || class == "java.lang.Object" {
			continue
		}
		return unsupported(v.Class, "an element of class %s may not fit into it", got)
	}
	return nil
}

// table makes a map.
func (b *builder) table(v *javaobj.Map) (*object, error) {
	o := &object{class: v.Class, shape: entries, closed: len(v.Entries) == 0}
	b.made[v] = o
	b.single[o] = strings.HasPrefix(v.Class, "java.util.Collections$Singleton") || strings.HasPrefix(v.Class, "[")
	defer delete(b.single, o)
	if v.Comparator != "" {
		return nil, unsupported(v.Class, "a comparator can't be made anew")
	}
	keys := make([]javaobj.Value, len(v.Entries))
	nulls := false
	for i, e := range v.Entries {
		keys[i] = e.Key
		nulls = nulls || e.Key == nil || e.Value == nil
	}
	switch v.Class {
	case "java.util.Properties":
		return b.properties(o, v)
	case "java.util.HashMap", "java.util.LinkedHashMap":
	case "java.util.TreeMap":
		if !ascending(keys) {
			return nil, unsupported(v.Class, "its keys must be Strings in ascending order; use java.util.LinkedHashMap")
		}
	case "java.util.Hashtable", tableClass:
		if nulls {
			return nil, unsupported(v.Class, "it holds no null; use java.util.LinkedHashMap")
		}
		if b.doc.old && v.Class == tableClass {
			return nil, unsupported(v.Class, "the XStream of this session can't load it; use java.util.Hashtable")
		}
	case "java.util.Collections$SingletonMap":
		if len(v.Entries) != 1 {
			return nil, unsupported(v.Class, "it holds just one entry; use java.util.LinkedHashMap")
		}
	case "java.util.Collections$EmptyMap":
		if len(v.Entries) > 0 {
			return nil, unsupported(v.Class, "it is always empty; use java.util.LinkedHashMap")
		}
	case "java.util.EnumMap":
		return b.enumMap(o, v)
	default:
		return nil, unsupported(v.Class, "there is no way to make it anew; use java.util.LinkedHashMap")
	}
	return o, b.fill(o, v.Entries)
}

func (b *builder) fill(o *object, all []javaobj.Entry) error {
	for _, e := range all {
		key, err := b.item(e.Key)
		if err != nil {
			return err
		}
		value, err := b.item(e.Value)
		if err != nil {
			return err
		}
		entry := &slot{name: "entry", field: true, obj: &object{shape: structural, kids: []*slot{key, value}}}
		o.kids = append(o.kids, entry)
	}
	return nil
}

func (b *builder) enumMap(o *object, v *javaobj.Map) (*object, error) {
	class := ""
	for _, e := range v.Entries {
		key, ok := e.Key.(*javaobj.Enum)
		if !ok || class != "" && key.Declaring != class {
			return nil, unsupported(v.Class, "its keys are constants of one enum")
		}
		class = key.Declaring
	}
	if class == "" {
		return nil, unsupported(v.Class, "without a key the enum isn't known")
	}
	o.attrs = []attr{{"enum-type", escape(class)}}
	return o, b.fill(o, v.Entries)
}

func (b *builder) properties(o *object, v *javaobj.Map) (*object, error) {
	o.shape = structural
	quote := strings.NewReplacer("\t", "&#x9;", "\n", "&#xa;")
	for _, e := range v.Entries {
		name, ok1 := e.Key.(javaobj.String)
		value, ok2 := e.Value.(javaobj.String)
		if !ok1 || !ok2 {
			return nil, unsupported(v.Class, "it holds Strings only")
		}
		n, err := b.doc.text(string(name))
		if err != nil {
			return nil, err
		}
		val, err := b.doc.text(string(value))
		if err != nil {
			return nil, err
		}
		o.kids = append(o.kids, &slot{name: "property", field: true, obj: &object{closed: true, attrs: []attr{{"name", quote.Replace(n)}, {"value", quote.Replace(val)}}}})
	}
	return o, nil
}
