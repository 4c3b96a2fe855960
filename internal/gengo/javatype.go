package gengo

import (
	"strings"

	"msmgate/manager/classfile"
)

// javaType is a declared type: a class as Class.getName() gives it, and its type
// arguments. The zero value is a type that isn't known.
type javaType struct {
	class string
	args  []javaType
}

// String is the type as Java's source has it.
func (t javaType) String() string {
	if strings.HasPrefix(t.class, "[") {
		return t.element().String() + "[]"
	}
	if len(t.args) == 0 {
		if t.class == "" {
			return "?"
		}
		return t.class
	}
	args := make([]string, len(t.args))
	for i, a := range t.args {
		args[i] = a.String()
	}
	return t.class + "<" + strings.Join(args, ", ") + ">"
}

// arg gives a type argument, unknown if there is none.
func (t javaType) arg(i int) javaType {
	if i < len(t.args) {
		return t.args[i]
	}
	return javaType{}
}

// element gives the type of an array's elements.
func (t javaType) element() javaType {
	if len(t.args) == 1 {
		return t.args[0]
	}
	return javaType{class: elementOf(t.class)}
}

// elementOf gives the class of an array's elements.
func elementOf(array string) string {
	if inner := array[1:]; !strings.HasPrefix(inner, "[") {
		return classfile.TypeName(inner)
	}
	return array[1:]
}

func primitive(name string) bool {
	switch name {
	case "boolean", "byte", "char", "short", "int", "long", "float", "double", "void":
		return true
	}
	return false
}

// declaredType gives a field's type, with its arguments where the class file
// tells them.
func declaredType(f classfile.Field) javaType {
	erased := classfile.TypeName(f.Descriptor)
	s := signature{rest: f.Signature}
	if t := s.field(0); t.class == erased {
		return t
	}
	return javaType{class: erased}
}

// superType gives the super-class of a class's signature.
func superType(text string) javaType {
	s := signature{rest: text}
	if !s.parameters() {
		return javaType{}
	}
	return s.field(0)
}

// signature reads generic signatures (JVMS 4.7.9.1). What it can't read is a
// type that isn't known.
type signature struct{ rest string }

// maxArguments bounds how deep type arguments nest.
const maxArguments = 16

func (s *signature) eat(prefix string) bool {
	rest, ok := strings.CutPrefix(s.rest, prefix)
	if ok {
		s.rest = rest
	}
	return ok
}

// parameters steps over the type parameters of a class: "<T:Ljava/lang/Object;>".
func (s *signature) parameters() bool {
	if !s.eat("<") {
		return s.rest != ""
	}
	for depth := 1; s.rest != "" && depth > 0; s.rest = s.rest[1:] {
		switch s.rest[0] {
		case '<':
			depth++
		case '>':
			depth--
		}
	}
	return s.rest != ""
}

// field reads one type.
func (s *signature) field(depth int) javaType {
	switch {
	case depth > maxArguments || s.rest == "":
		s.rest = ""
		return javaType{}
	case s.eat("["):
		before := s.rest
		t := s.field(depth + 1)
		if t.class == "" {
			return javaType{}
		}
		return javaType{class: arrayOf(t.class, before), args: []javaType{t}}
	case s.eat("T"):
		_, s.rest, _ = strings.Cut(s.rest, ";")
		return javaType{}
	case s.eat("L"):
		return s.class(depth)
	}
	code := s.rest[:1]
	s.rest = s.rest[1:]
	return javaType{class: classfile.TypeName(code)}
}

// arrayOf gives the name of the class of arrays of a class.
func arrayOf(class, descriptor string) string {
	switch {
	case strings.HasPrefix(class, "["):
		return "[" + class
	case primitive(class):
		return "[" + descriptor[:1]
	}
	return "[L" + class + ";"
}

// class reads a class's name and arguments up to the semicolon; of a nested
// class of a generic one the last arguments count.
func (s *signature) class(depth int) javaType {
	var t javaType
	for s.rest != "" {
		end := strings.IndexAny(s.rest, "<;.")
		if end < 0 {
			break
		}
		t.class += strings.ReplaceAll(s.rest[:end], "/", ".")
		mark := s.rest[end]
		s.rest = s.rest[end+1:]
		switch mark {
		case ';':
			return t
		case '.':
			t.class, t.args = t.class+"$", nil
		case '<':
			t.args = s.arguments(depth)
		}
	}
	s.rest = ""
	return javaType{}
}

// arguments reads type arguments up to their end.
func (s *signature) arguments(depth int) []javaType {
	var args []javaType
	for s.rest != "" && !s.eat(">") {
		switch {
		case s.eat("*"):
			args = append(args, javaType{})
		case s.eat("-"):
			s.field(depth + 1)
			args = append(args, javaType{})
		default:
			s.eat("+")
			args = append(args, s.field(depth+1))
		}
	}
	return args
}
