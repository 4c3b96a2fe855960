package kryo

import (
	"strings"

	"msmgate/manager/classfile"
)

// placeArguments notes the final type arguments of a field's declared type:
// kryo 3 leaves the class of such elements out (List<String>), kryo 4 does not.
func (s *schema) placeArguments(c *class, file *classfile.Class, f classfile.Field, out *field) error {
	if f.Signature == "" {
		return nil
	}
	if f.Signature[0] == 'T' || strings.HasPrefix(strings.TrimLeft(f.Signature, "["), "T") {
		return s.variable(c, f)
	}
	args := typeArguments(f.Signature)
	list := make([]*class, len(args))
	some := false
	for i, arg := range args {
		switch {
		case arg == "" || arg[0] == '*' || arg[0] == '+' || arg[0] == '-':
			continue
		case strings.HasPrefix(strings.TrimLeft(arg, "["), "T"):
			if err := s.variable(c, f); err != nil {
				return err
			}
			continue
		}
		name := erased(arg)
		final, err := s.finality(name)
		if err != nil {
			if s.layout != layout3 {
				continue
			}
			return unknown(c.name, "the type of its field %s isn't known: %v", f.Name, err)
		}
		if final && f.Signature[0] == '[' {
			return s.genericArray(c, f)
		}
		if final {
			list[i], some = s.handle(name), true
		}
	}
	if some {
		c.differs = true
		if s.layout == layout3 {
			out.slot.args = list
		}
	}
	return nil
}

// variable refuses, for kryo 3, a field whose type is a type variable: what it
// stands for depends on where the object is.
func (s *schema) variable(c *class, f classfile.Field) error {
	c.differs = true
	if s.layout != layout3 {
		return nil
	}
	return unknown(c.name, "the type of its field %s is a type variable, and what kryo 3 makes of it isn't known here", f.Name)
}

// genericArray refuses, for kryo 3, a field whose type is an array of collections
// that say what is in them: kryo leaves the class out in every array of that type
// which it writes from then on, though not where it reads one.
func (s *schema) genericArray(c *class, f classfile.Field) error {
	c.differs = true
	if s.layout != layout3 {
		return nil
	}
	return unknown(c.name, "its field %s is an array of a type with type arguments, in which kryo 3 gets lost", f.Name)
}

// typeArguments gives the outermost type arguments of a field's signature
// (JVMS 4.7.9.1), as "Ljava/lang/String;".
func typeArguments(signature string) []string {
	open := strings.IndexByte(signature, '<')
	if open < 0 || !strings.HasSuffix(signature, ">;") {
		return nil
	}
	inner := signature[open+1 : len(signature)-2]
	var args []string
	for inner != "" {
		n := argumentLength(inner)
		if n == 0 {
			return nil
		}
		args = append(args, inner[:n])
		inner = inner[n:]
	}
	return args
}

// argumentLength tells where the first type argument ends.
func argumentLength(text string) int {
	depth := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth < 0 {
				return 0
			}
		case depth > 0:
		case c == '*', c == ';':
			return i + 1
		case strings.IndexByte("BCDFIJSZ", c) >= 0 && strings.Trim(text[:i], "[+-") == "":
			return i + 1
		}
	}
	return 0
}

// erased gives the class of a type argument as Class.getName() does.
func erased(arg string) string {
	if open := strings.IndexByte(arg, '<'); open >= 0 {
		arg = arg[:open] + ";"
	}
	return classfile.TypeName(arg)
}
