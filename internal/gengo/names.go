package gengo

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scope hands out Go names, each once.
type scope map[string]bool

// take gives the name, with a number behind it if it is taken.
func (s scope) take(name string) string {
	free := name
	for n := 2; s[free]; n++ {
		free = name + strconv.Itoa(n)
	}
	s[free] = true
	return free
}

// exported makes an exported Go identifier of a Java one: its words, each with
// a capital. What stands between words in Java ($ and _) isn't Go's habit.
func exported(name string) string {
	var out strings.Builder
	capital := true
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			capital = true
			continue
		}
		if capital {
			r = unicode.ToUpper(r)
		}
		if out.Len() == 0 && !unicode.IsUpper(r) {
			out.WriteByte('X')
		}
		out.WriteRune(r)
		capital = false
	}
	if out.Len() == 0 {
		return "X"
	}
	return out.String()
}

// camel makes the name of a constant of one in capitals: IN_TRANSIT is
// InTransit. Other names stay as they are.
func camel(name string) string {
	if strings.ContainsFunc(name, unicode.IsLower) {
		return exported(name)
	}
	var out strings.Builder
	for word := range strings.SplitSeq(name, "_") {
		first, size := utf8.DecodeRuneInString(word)
		if word == "" {
			continue
		}
		out.WriteRune(first)
		out.WriteString(strings.ToLower(word[size:]))
	}
	return exported(out.String())
}

// typeNames gives each class a Go name: its own, without package and outer
// classes, if no other class has the same; else with its outer classes; else
// with its package.
func typeNames(classes []string, taken scope) map[string]string {
	names := map[string]string{}
	left := classes
	for _, form := range []func(string) string{simpleName, nestedName, fullName} {
		count := map[string]int{}
		for _, class := range left {
			count[form(class)]++
		}
		var clashing []string
		for _, class := range left {
			if name := form(class); count[name] == 1 && !taken[name] {
				names[class] = taken.take(name)
				continue
			}
			clashing = append(clashing, class)
		}
		left = clashing
	}
	for _, class := range left {
		names[class] = taken.take(fullName(class))
	}
	return names
}

// simpleName is a class's own name; one that begins with a digit has none.
func simpleName(class string) string {
	nested := class[strings.LastIndexByte(class, '.')+1:]
	own := nested[strings.LastIndexByte(nested, '$')+1:]
	if own == "" || own[0] >= '0' && own[0] <= '9' {
		return nestedName(class)
	}
	return exported(own)
}

// nestedName is a class's name with those of its outer classes.
func nestedName(class string) string { return joined(class[strings.LastIndexByte(class, '.')+1:]) }

// fullName has the package too.
func fullName(class string) string { return joined(class) }

func joined(name string) string {
	var out strings.Builder
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '.' || r == '$' }) {
		if out.Len() > 0 && part[0] >= '0' && part[0] <= '9' {
			out.WriteString(part)
			continue
		}
		out.WriteString(exported(part))
	}
	if out.Len() == 0 {
		return "X"
	}
	return out.String()
}
