package xstream

import (
	"strings"
	"unicode/utf8"
)

// aliases are XStream's names for classes of the JDK.
var aliases = map[string]string{
	"int": "java.lang.Integer", "float": "java.lang.Float", "double": "java.lang.Double", "long": "java.lang.Long",
	"short": "java.lang.Short", "char": "java.lang.Character", "byte": "java.lang.Byte", "boolean": "java.lang.Boolean",
	"number": "java.lang.Number", "object": "java.lang.Object", "big-int": "java.math.BigInteger", "big-decimal": "java.math.BigDecimal",
	"string": "java.lang.String", "string-buffer": "java.lang.StringBuffer", "string-builder": "java.lang.StringBuilder",
	"java-class": "java.lang.Class", "method": "java.lang.reflect.Method", "constructor": "java.lang.reflect.Constructor", "field": "java.lang.reflect.Field",
	"date": "java.util.Date", "uri": "java.net.URI", "url": "java.net.URL", "bit-set": "java.util.BitSet", "map": "java.util.HashMap",
	"entry": "java.util.Map$Entry", "properties": "java.util.Properties", "list": "java.util.ArrayList", "set": "java.util.HashSet",
	"sorted-set": "java.util.TreeSet", "tree-set": "java.util.TreeSet", "linked-list": "java.util.LinkedList", "vector": "java.util.Vector",
	"tree-map": "java.util.TreeMap", "hashtable": "java.util.Hashtable",
	"empty-list": "java.util.Collections$EmptyList", "empty-map": "java.util.Collections$EmptyMap", "empty-set": "java.util.Collections$EmptySet",
	"singleton-list": "java.util.Collections$SingletonList", "singleton-map": "java.util.Collections$SingletonMap", "singleton-set": "java.util.Collections$SingletonSet",
	"sql-timestamp": "java.sql.Timestamp", "sql-time": "java.sql.Time", "sql-date": "java.sql.Date", "file": "java.io.File", "locale": "java.util.Locale",
	"gregorian-calendar": "java.util.GregorianCalendar", "linked-hash-map": "java.util.LinkedHashMap", "linked-hash-set": "java.util.LinkedHashSet",
	"trace": "java.lang.StackTraceElement", "currency": "java.util.Currency", "enum-set": "java.util.EnumSet", "enum-map": "java.util.EnumMap",
	"uuid": "java.util.UUID", "dynamic-proxy": "java.lang.reflect.Proxy", "charset": "java.nio.charset.Charset",
	"auth-subject": "javax.security.auth.Subject", "duration": "javax.xml.datatype.Duration", "concurrent-hash-map": "java.util.concurrent.ConcurrentHashMap",
}

// aliasOf is the way back; of two names XStream writes the first of these.
var aliasOf = func() map[string]string {
	m := make(map[string]string, len(aliases))
	for alias, class := range aliases {
		if alias != "tree-set" {
			m[class] = alias
		}
	}
	return m
}()

// primitives are the components of primitive arrays.
var primitives = map[string]string{"int": "I", "float": "F", "double": "D", "long": "J", "short": "S", "char": "C", "byte": "B", "boolean": "Z"}

// classOfAlias gives the class of a name that is decoded already: an alias, an
// array, or the class itself.
func classOfAlias(name string) string {
	component, dimensions := name, 0
	for strings.HasSuffix(component, "-array") {
		component, dimensions = strings.TrimSuffix(component, "-array"), dimensions+1
	}
	if dimensions == 0 {
		if class, ok := aliases[name]; ok {
			return class
		}
		return name
	}
	brackets := strings.Repeat("[", dimensions)
	if code, ok := primitives[component]; ok {
		return brackets + code
	}
	return brackets + "L" + classOfAlias(component) + ";"
}

// aliasOfClass gives the name of a class, not yet encoded.
func aliasOfClass(class string) string {
	component := strings.TrimLeft(class, "[")
	if dimensions := len(class) - len(component); dimensions > 0 {
		suffix := strings.Repeat("-array", dimensions)
		for name, code := range primitives {
			if code == component {
				return name + suffix
			}
		}
		component = strings.TrimSuffix(strings.TrimPrefix(component, "L"), ";")
		if alias, ok := aliasOf[component]; ok && primitives[alias] == "" {
			return alias + suffix
		}
		return component + suffix
	}
	if alias, ok := aliasOf[class]; ok {
		return alias
	}
	return class
}

// decodeName turns an element's name into that of a class or a field.
func decodeName(name string) string {
	if strings.IndexByte(name, '_') < 0 {
		return name
	}
	var out []byte
	for i := 0; i < len(name); i++ {
		if name[i] != '_' || i+1 == len(name) {
			out = append(out, name[i])
			continue
		}
		i++
		switch name[i] {
		case '-':
			out = append(out, '$')
		case '_':
			out = append(out, '_')
		case '.':
			r, ok := hex4(name[i+1:])
			if !ok {
				return string(append(out, name[i-1:]...))
			}
			out = utf8.AppendRune(out, r)
			i += 4
		default:
			out = append(out, '_', name[i])
		}
	}
	return string(out)
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	var r rune
	for i := range 4 {
		digit := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if digit < 0 || s[i] < '0' {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// encodeName is the way back, for names of ASCII letters and digits, $, _, .
// and -; others are refused by ok.
func encodeName(name string) (encoded string, ok bool) {
	for i := range len(name) {
		c := name[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '$' || c == '_' || i > 0 && (c >= '0' && c <= '9' || c == '.' || c == '-')) {
			return "", false
		}
	}
	return strings.NewReplacer("$", "_-", "_", "__").Replace(name), name != ""
}

// surelyClass tells that no field can have this name: a keyword, an alias
// with a dash, or a class in a package.
func surelyClass(name string) bool {
	if name == "outer-class" {
		return false // a field, by another name
	}
	if strings.ContainsAny(strings.ReplaceAll(strings.ReplaceAll(name, "_-", ""), "_.", ""), ".-") || name == "null" {
		return true
	}
	_, keyword := primitives[name]
	return keyword
}

// maybeClass tells that the name is more likely a class than a field.
func maybeClass(name string) bool {
	_, alias := aliases[name]
	return alias || surelyClass(name)
}
