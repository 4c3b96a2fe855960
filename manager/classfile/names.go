package classfile

import "strings"

// validName says whether a class name in internal form ("app/Shop$Cart") is one
// that Java would load; arrays are not.
func validName(name string) bool {
	if name == "" || strings.ContainsAny(name, ".;[\x00") {
		return false
	}
	return !strings.HasPrefix(name, "/") && !strings.HasSuffix(name, "/") && !strings.Contains(name, "//")
}

// validMember says whether a field or method may bear the name.
func validMember(name string) bool {
	return name != "" && !strings.ContainsAny(name, ".;[/\x00")
}

// fieldType gives the length of the type at the head of a descriptor, 0 if none
// stands there.
func fieldType(s string) int {
	dims := len(s) - len(strings.TrimLeft(s, "["))
	if dims == len(s) || dims > 255 {
		return 0
	}
	switch s[dims] {
	case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z':
		return dims + 1
	case 'L':
		end := strings.IndexByte(s, ';')
		if end < 0 || !validName(s[dims+1:end]) {
			return 0
		}
		return end + 1
	}
	return 0
}

// validFieldType says whether s is one field's descriptor.
func validFieldType(s string) bool { return s != "" && fieldType(s) == len(s) }

// dotless turns the dots of Class.getName() into the slashes of a descriptor.
func dotless(s string) string { return strings.ReplaceAll(s, ".", "/") }

// validMethodType says whether s is a method's descriptor: "(IJ)V".
func validMethodType(s string) bool {
	rest, ok := strings.CutPrefix(s, "(")
	for ok && !strings.HasPrefix(rest, ")") {
		n := fieldType(rest)
		if ok = n > 0; ok {
			rest = rest[n:]
		}
	}
	if !ok {
		return false
	}
	return rest == ")V" || len(rest) > 1 && fieldType(rest[1:]) == len(rest)-1
}

// TypeName gives the type of a field descriptor as Class.getName() does: "int",
// "java.lang.String", "[I", "[Ljava.lang.String;".
func TypeName(descriptor string) string {
	if len(descriptor) == 1 {
		if name := primitives[descriptor[0]]; name != "" {
			return name
		}
	}
	if inner, ok := strings.CutPrefix(descriptor, "L"); ok {
		descriptor = strings.TrimSuffix(inner, ";")
	}
	return strings.ReplaceAll(descriptor, "/", ".")
}

var primitives = map[byte]string{
	'B': "byte", 'C': "char", 'D': "double", 'F': "float", 'I': "int", 'J': "long", 'S': "short", 'Z': "boolean",
}
