package gengo

import (
	"fmt"
	"slices"
	"strings"
)

// enum writes a typed string and its constants.
func (w *writer) enum(k *class) {
	name := w.names[k.name]
	note := "The constants are all that the enum has."
	if !k.filed {
		note = "The constants are those that were met; the enum may have others."
	}
	w.line("// %s is the enum %s. %s", name, k.name, note)
	w.line("type %s string\n", name)
	if constants := k.constantsOf(); len(constants) > 0 {
		w.line("// The constants of %s.\nconst (", name)
		for _, each := range constants {
			w.line("%s %s = %q", w.taken.take(name+camel(each)), name, each)
		}
		w.line(")\n")
	}
	w.line("// JavaClass names the enum for javaobj.")
	w.line("func (%s) JavaClass() string { return %q }\n", name, k.name)
}

// object writes a struct.
func (w *writer) object(k *class) {
	name := w.names[k.name]
	w.line("// %s is the class %s%s.", name, k.name, w.met(k))
	w.line("type %s struct {", name)
	w.line("javaobj.Origin `java:%q`", "class="+k.name)
	taken := scope{"Origin": true, "JavaOrigin": true}
	if super := w.names[k.super]; super != "" {
		w.line("%s", super)
		taken[super] = true
	}
	if k.collects() && w.contentAbove(k) == nil {
		w.content(k, taken)
	}
	for _, f := range w.ordered(k) {
		t := w.typeOf(f.declared, f.seen, false)
		options := t.options()
		if f.loose || f.told < k.told {
			options += ",optional"
		}
		w.line("%s %s `java:%q` // %s", taken.take(exported(f.name)), t.expr, f.name+options, comment(f))
	}
	w.line("}\n")
}

// met says where a class's objects were.
func (w *writer) met(k *class) string {
	if k.objects == 0 {
		return ""
	}
	var held []string
	for _, name := range sortedKeys(w.attributes) {
		if w.attributes[name].classes[k.name] {
			held = append(held, quoted(name))
		}
	}
	text := ", met in " + plural(k.objects, "object")
	switch n := len(held); {
	case n == 1:
		text += " (attribute " + held[0] + ")"
	case n > 4:
		text += fmt.Sprintf(" (%d attributes)", n)
	case n > 1:
		text += " (attributes " + strings.Join(held, ", ") + ")"
	}
	return text
}

// ordered gives the fields in the class file's order, else by name: formats
// have orders of their own.
func (w *writer) ordered(k *class) []*field {
	fields := slices.Clone(k.fields)
	if !k.filed {
		slices.SortFunc(fields, func(a, b *field) int { return strings.Compare(a.name, b.name) })
	}
	return slices.DeleteFunc(fields, func(f *field) bool { return !tagText(f.name) })
}

// comment is a field's Java type.
func comment(f *field) string {
	text := f.declared.String()
	if f.declared.class == "" {
		text = strings.Join(sortedKeys(f.seen.classes), " or ")
		switch {
		case text == "":
			text = "null wherever it was met"
		case f.seen.untold:
			text = "text; the records don't tell its class"
		}
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}

// contentAbove gives the super-class that has the content already.
func (w *writer) contentAbove(k *class) *class {
	for _, super := range w.lineage(k.name)[1:] {
		if super.collects() {
			return super
		}
	}
	return nil
}

// content writes the field of a collection's elements or a map's entries.
func (w *writer) content(k *class, taken scope) {
	if as, _ := k.content.only(); as == kindMap {
		t := w.table(javaType{class: "java.util.Map", args: k.extends.args}, &place{keys: k.content.keys, values: k.content.values})
		w.line("%s %s `java:\",entries%s\"`", taken.take("Entries"), t.expr, inner(t))
		return
	}
	t := w.list(javaType{class: "java.util.Collection"}, k.extends.arg(0), &place{elems: k.content.elems})
	w.line("%s %s `java:\",elements%s\"`", taken.take("Elements"), t.expr, inner(t))
}

// inner are the options for what stands in a collection, without its own class.
func inner(t goType) string {
	t.want = ""
	return t.options()
}
