package javaobj

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tag is a parsed struct tag of the key java:
//
//	tag     = "-" | [ name ] { "," option }   of a field
//	        | option { "," option }           of a blank field or an Origin
//	option  = "class=" class      the class of the struct (blank field, Origin)
//	        | "type=" class       the exact class of the field's value
//	        | "enum=" class       the same, and the value is an enum constant
//	        | "elem=" class       the exact class of a collection's elements, a map's values
//	        | "key=" class        the exact class of a map's keys
//	        | "declaring=" class  the class that declares the field
//	        | "optional"          some releases of the class don't have the field
//	        | "lossy"             read what is left of a value that the format hasn't kept whole
//	        | "elements"          no field: the elements of a class that extends a collection
//	        | "entries"           no field: the entries of a class that extends a map
//
// A class is a binary name (app.Shop$Cart, java.lang.Long), an array's as Java
// writes it ([I, [Ljava.lang.String;) or a primitive's (int), which is its box.
type tag struct {
	name      string
	skip      bool
	class     string
	declaring string
	hint      hint
	optional  bool
	lossy     bool
	content   string // "elements", "entries" or ""
}

// hint is what tags and declared types say about the class of a value.
type hint struct {
	class     string // exact
	enum      bool
	elem, key string
	declared  string // a field's type: the value's class is it, or below it
	untold    bool   // the format leaves the class out here
}

func parseTag(text string) (tag, error) {
	var t tag
	if text == "-" {
		return tag{skip: true}, nil
	}
	for i, part := range strings.Split(text, ",") {
		key, value, hasValue := strings.Cut(part, "=")
		if i == 0 && !hasValue {
			t.name = part
			continue
		}
		if hasValue && !classText(value) {
			return t, fmt.Errorf("the tag's option %q needs the name of a Java class", part)
		}
		switch {
		case key == "class" && hasValue:
			t.class = value
		case key == "type" && hasValue:
			t.hint.class = boxOf(value)
		case key == "enum" && hasValue:
			t.hint.class, t.hint.enum = value, true
		case key == "elem" && hasValue:
			t.hint.elem = boxOf(value)
		case key == "key" && hasValue:
			t.hint.key = boxOf(value)
		case key == "declaring" && hasValue:
			t.declaring = value
		case part == "optional":
			t.optional = true
		case part == "lossy":
			t.lossy = true
		case part == "elements" || part == "entries":
			t.content = part
		default:
			return t, fmt.Errorf("the tag's option %q is unknown", part)
		}
	}
	if t.content != "" && t.name != "" {
		return t, fmt.Errorf("%s are no field and have no name", t.content)
	}
	return t, nil
}

func classText(s string) bool {
	return s != "" && len(s) < 1<<16 && !strings.ContainsAny(s, " \t\r\n\"'<>&=")
}

var boxNames = map[string]string{
	"boolean": "java.lang.Boolean", "byte": "java.lang.Byte", "short": "java.lang.Short", "int": "java.lang.Integer",
	"long": "java.lang.Long", "float": "java.lang.Float", "double": "java.lang.Double", "char": "java.lang.Character",
}

// boxOf gives the box of a primitive type, and any other class as it is.
func boxOf(class string) string {
	if box := boxNames[class]; box != "" {
		return box
	}
	return class
}

// decapitalize is java.beans.Introspector.decapitalize: Name is name, but URL
// stays URL. It names the fields that have no tag.
func decapitalize(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if unicode.IsUpper(first) && unicode.IsUpper(second) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}
