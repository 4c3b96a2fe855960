package javaobj

import "strconv"

// primitives names the wrapper class of each primitive array's elements.
var primitives = map[string]string{
	"[Z": "java.lang.Boolean", "[C": "java.lang.Character", "[S": "java.lang.Short", "[I": "java.lang.Integer",
	"[J": "java.lang.Long", "[F": "java.lang.Float", "[D": "java.lang.Double", "[B": "java.lang.Byte",
}

// fitElements makes the elements of a primitive array, which may be given
// plain, what the array holds; byte[] is given as hex.
func fitElements(l *List, n *node) error {
	class, ok := primitives[l.Class]
	if !ok {
		return nil
	}
	if l.Class == "[B" {
		return fail(n, "a byte[] is given as hex")
	}
	for i, e := range l.Elems {
		at := n.elems[i]
		var text string
		switch e := e.(type) {
		case String:
			text = string(e)
		case *Scalar:
			if at.kind == objectNode && e.Class != class {
				return fail(at, "an array "+l.Class+" holds "+class)
			}
			text = e.Text
		default:
			return fail(at, "an array "+l.Class+" holds "+class)
		}
		if s, ok := e.(*Scalar); ok && s.Class == class {
			continue
		}
		if err := checkScalar(class, text); err != nil {
			return fail(at, err.Error())
		}
		l.Elems[i] = scalarOf(class, text)
	}
	return nil
}

// scalarOf makes a Scalar of a checked text.
func scalarOf(class, text string) *Scalar {
	switch class {
	case "java.lang.Double":
		f, _ := ParseDouble(text)
		return NewDouble(f)
	case "java.lang.Float":
		f, _ := ParseFloat(text)
		return NewFloat(f)
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil && class != "java.lang.Character" {
		text = strconv.FormatInt(i, 10)
	}
	return &Scalar{Class: class, Text: text}
}
