package kryo

import (
	"strings"

	"msmgate/manager/classfile"
)

// derive finds out from class files how a class is written.
func (s *schema) derive(c *class) error {
	if !looksLikeClass(c.name) {
		return unknown(c.name, "that is no name of a class")
	}
	chain, err := classfile.Supers(s.files, c.name)
	if err != nil {
		return s.missing(s.firstMissing(c.name), err)
	}
	for _, file := range chain {
		c.above = append(c.above, file.Name)
	}
	c.differs = c.name == "java.util.Locale" && s.layout == layout1
	if c.name == "java.lang.Object" {
		c.above = []string{c.name}
		return nil
	}
	c.final = chain[0].Access.Has(classfile.Final)
	if chain[0].Access.Has(classfile.Interface) {
		return unknown(c.name, "it is an interface, and no object is of that class")
	}
	if err := refusedAnnotation(chain); err != nil {
		return err
	}
	known, err := s.family(c, chain)
	if known || err != nil {
		return err
	}
	c.release = releaseCounts(c)
	return s.deriveBean(c, chain)
}

// firstMissing gives the class, or super-class, that has no file.
func (s *schema) firstMissing(name string) string {
	for range 200 {
		file, err := s.files.Class(name)
		if err != nil || file.Super == "" {
			break
		}
		name = file.Super
	}
	return name
}

func looksLikeClass(name string) bool {
	return name != "" && len(name) < 1<<16 && !strings.ContainsAny(name, "/;[\x00 ") && !strings.HasPrefix(name, ".")
}

// refusedAnnotation finds kryo's annotations that choose a serializer.
func refusedAnnotation(chain []*classfile.Class) error {
	for _, file := range chain {
		for _, a := range file.Annotations {
			if strings.HasPrefix(a, kryoPackage) {
				return unknown(file.Name, "its annotation %s chooses a serializer that isn't known here", a)
			}
		}
	}
	return nil
}

const kryoPackage = "com.esotericsoftware.kryo."

// deriveBean lists the fields of a class that kryo writes field by field.
func (s *schema) deriveBean(c *class, chain []*classfile.Class) error {
	var all []field // as a reader expects them
	var heap []int  // as kryo sees them: the class first
	starts := make([]int, len(chain))
	for i := len(chain) - 1; i >= 0; i-- {
		starts[i] = len(all)
		fields, err := s.fieldsOf(c, chain[i])
		if err != nil {
			return err
		}
		all = append(all, fields...)
	}
	end := len(all)
	ends := make([]int, len(chain))
	for i := range chain {
		ends[i], end = end, starts[i]
	}
	for i := range chain {
		for n := starts[i]; n < ends[i]; n++ {
			heap = append(heap, n)
		}
	}
	order := sortFields(all, heap, s.layout == layout1)
	c.fields = make([]field, len(all))
	c.shown = make([]int, len(all))
	for at, n := range order {
		c.fields[at] = all[n]
		c.shown[n] = at
	}
	return nil
}

// fieldsOf gives what is written of the fields that one class declares.
func (s *schema) fieldsOf(c *class, file *classfile.Class) ([]field, error) {
	if err := s.fieldsKnown(c, file); err != nil {
		return nil, err
	}
	var fields []field
	for _, f := range file.Fields {
		if f.Access&(classfile.Static|classfile.Transient) != 0 {
			continue
		}
		notNull := false
		skip := false
		for _, a := range f.Annotations {
			switch name, ours := strings.CutPrefix(a, kryoPackage); {
			case !ours:
			case name == "NotNull":
				notNull = true
			case strings.HasSuffix(name, "FieldSerializer$Optional"):
				skip = true
			default:
				return nil, unknown(c.name, "the annotation %s of field %s chooses a layout that isn't known here", a, f.Name)
			}
		}
		if skip {
			continue
		}
		out := field{declaring: file.Name, name: f.Name, typ: classfile.TypeName(f.Descriptor)}
		if err := s.placeField(c, file, f, &out, notNull); err != nil {
			return nil, err
		}
		fields = append(fields, out)
	}
	return fields, nil
}

// fieldsKnown refuses classes of the JDK that aren't Serializable: the table
// doesn't have their fields.
func (s *schema) fieldsKnown(c *class, file *classfile.Class) error {
	if !strings.HasPrefix(file.Name, "java.") || len(file.Fields) > 0 || file.Name == "java.lang.Number" || changed(file.Name) {
		return nil
	}
	if s.app != nil { // it may hold the JDK's own
		if _, err := s.app.Class(file.Name); err == nil {
			return nil
		}
	}
	if ok, err := s.below(file.Name, "java.io.Serializable"); err == nil && ok {
		return nil
	}
	return unknown(c.name, "the fields of %s differ between releases of Java and aren't known here", file.Name)
}

// placeField tells how a field's value is written.
func (s *schema) placeField(c *class, file *classfile.Class, f classfile.Field, out *field, notNull bool) error {
	if box := boxOf[f.Descriptor[0]]; box != "" && len(f.Descriptor) == 1 {
		out.slot = slot{mode: slotPlain, class: s.handle(box)}
		return nil
	}
	final, err := s.finality(out.typ)
	if err != nil {
		return unknown(c.name, "the type of its field %s isn't known: %v", f.Name, err)
	}
	if final {
		out.slot = slot{mode: slotNullable, class: s.handle(out.typ)}
		if notNull {
			out.slot.mode = slotPlain
		}
	}
	return s.placeArguments(c, file, f, out)
}
