package javaser

import "msmgate/manager/javaobj"

// shape is how objects of a class become Values without nodes.
type shape struct {
	kind  shapeKind
	class string
	// chain are the classes that have data, the top-most super class first.
	chain []*classDesc
	// code is the type of a box.
	code byte
	// fields are a bean's, without their values.
	fields []javaobj.Field
	// count is where a collection says how many elements it has, sizeAt where that
	// is among the primitive fields.
	count  count
	sizeAt int
	// comparator is the object field that holds one, or -1.
	comparator int
}

type shapeKind uint8

const (
	shapeNodes shapeKind = iota // only nodes will do
	shapeBean
	shapeBox
	shapeDate
	shapeList
	shapeMap
)

// shapes are the classes of the JDK that have a shape of their own; where the
// elements of a collection stand listHolders and mapHolders tell.
var shapes = map[string]shapeKind{"java.util.Date": shapeDate}

func init() {
	for class := range boxes {
		shapes[class] = shapeBox
	}
	for class := range listHolders {
		shapes[class] = shapeList
	}
	for class := range mapHolders {
		shapes[class] = shapeMap
	}
}

// shapeOf works out a class's shape once. Whatever isn't just as the JDK writes
// it is left to nodes.
func (p *direct) shapeOf(desc *classDesc) *shape {
	if desc.shape == nil {
		desc.shape = &p.shapes.list(1)[:1][0]
		desc.shape.class = javaName(desc.name)
		desc.shape.kind = p.kindOf(desc, desc.shape)
	}
	return desc.shape
}

func (p *direct) kindOf(desc *classDesc, s *shape) shapeKind {
	var room [maxSuperClasses]*classDesc
	n := 0
	lineage := desc.lineage(&room)
	for _, c := range lineage {
		if !c.hasData() {
			continue
		}
		if c.flags&scSerializable == 0 {
			return shapeNodes
		}
		lineage[n] = c
		n++
	}
	s.chain = append(p.chains.list(n), lineage[:n]...)
	kind, known := shapes[desc.name]
	switch {
	case !known:
		if !isBean(desc) {
			return shapeNodes
		}
		s.fields = p.template(s.chain)
		return shapeBean
	case kind == shapeList && s.collection(desc, listHolders[desc.name]),
		kind == shapeMap && s.collection(desc, mapHolders[desc.name]),
		kind == shapeBox && s.box(desc),
		kind == shapeDate && n == 1 && s.chain[0] == desc && len(desc.fields) == 0:
		return kind
	}
	return shapeNodes
}

// isBean tells whether objects of a class are shown by their fields.
func isBean(desc *classDesc) bool {
	for c := desc; c != nil; c = c.parent {
		if readers[c.name] != nil || c.name == "java.lang.Throwable" {
			return false
		}
	}
	return true
}

// template gives the fields of a chain, without values.
func (p *direct) template(chain []*classDesc) []javaobj.Field {
	n := 0
	for _, c := range chain {
		n += len(c.fields)
	}
	if n == 0 {
		return nil
	}
	fields := p.templates.list(n)
	for _, c := range chain {
		class := javaName(c.name)
		for i := range c.fields {
			f := &c.fields[i]
			fields = append(fields, javaobj.Field{Declaring: class, Name: javaName(f.name), Type: typeName(f.signature())})
		}
	}
	return fields
}

// box tells whether a class is a box as the JDK has it.
func (s *shape) box(desc *classDesc) bool {
	s.code = boxes[desc.name]
	return len(s.chain) == 1 && s.chain[0] == desc && !desc.hasAnnotation() &&
		len(desc.fields) == 1 && desc.fields[0].name == "value" && desc.fields[0].code == s.code
}

// collection tells whether the elements stand where the JDK writes them: in the
// data of the class in, or of the class itself if that is "". A class below that
// may have primitive fields, which aren't shown.
func (s *shape) collection(desc *classDesc, in string) bool {
	if in == "" {
		in = desc.name
	}
	n := len(s.chain)
	if n == 0 || n > 2 || s.chain[0].name != in || !s.chain[0].hasAnnotation() {
		return false
	}
	if n == 2 && (s.chain[1] != desc || desc.name == in || desc.hasAnnotation() || desc.objects > 0) {
		return false
	}
	s.count, s.comparator, s.sizeAt = counts[in], -1, -1
	at, object := 0, 0
	for i := range s.chain[0].fields {
		f := &s.chain[0].fields[i]
		switch {
		case f.typ != nil && f.name == "comparator" && s.comparator < 0:
			s.comparator = object
		case f.name == "size" && s.sizeAt < 0:
			if f.code != 'I' {
				return false
			}
			s.sizeAt = at
		}
		if f.typ != nil {
			object++
		}
		at += primitiveSize(f.code)
	}
	return s.count.block > 0 || s.count.ends || s.sizeAt >= 0
}
