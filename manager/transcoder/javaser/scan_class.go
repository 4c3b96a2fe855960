package javaser

// layout is what a class descriptor says of the objects of its class.
type layout struct {
	name     []byte
	at       uint32 // its tag
	parent   int32  // index of the super class, or noClass
	primSize int32
	objects  int32
	slots    int32 // classes of the chain that have data, itself included
	depth    int32
	flags    byte
	proxy    bool
	complete bool
	bare     bool
	suspect  bool
	hasData  bool
	// disordered: a primitive field stands behind an object field.
	disordered bool
	// prims is where the first object's primitive fields of this class stand.
	prims uint32
}

const noClass = -1

// descriptor passes a class descriptor, a reference to one, or null, which is
// noClass. With complete, null and a class that is still being described are
// refused.
func (s *scanner) descriptor(complete bool) (class int32, ok bool) {
	at := s.pos
	tag, ok := s.u1()
	if !ok || !s.count(1) {
		return noClass, false
	}
	switch tag {
	case tcNull:
		if complete {
			return noClass, s.failAt(at, "no class where a class is described")
		}
		return noClass, true
	case tcReference:
		h, ok := s.reference()
		if !ok {
			return noClass, false
		}
		if h&classBit == 0 {
			return noClass, s.failAt(at, "no class where a class is described")
		}
		class = int32(h &^ classBit)
	case tcClassDesc:
		class, ok = s.classDesc(at)
	case tcProxyClassDesc:
		class, ok = s.proxyDesc(at)
	default:
		return noClass, s.failAt(at, "tag %#02x where a class is described", tag)
	}
	if ok && !s.classes[class].complete {
		return noClass, s.failAt(at, "a class is used inside its own description")
	}
	return class, ok
}

// newClass gives a class its handle.
func (s *scanner) newClass(l layout) int32 {
	class := int32(len(s.classes))
	s.classes = append(s.classes, l)
	s.give(classBit | uint32(class))
	return class
}

func (s *scanner) classDesc(at int) (int32, bool) {
	name, ok := s.utf()
	if !ok {
		return noClass, false
	}
	if s.left() < 8 {
		return noClass, s.tooEarly()
	}
	s.pos += 8
	class := s.newClass(layout{name: name, at: uint32(at), parent: noClass})
	flags, ok := s.u1()
	if !ok {
		return noClass, false
	}
	if flags&scSerializable != 0 && flags&scExternalizable != 0 {
		return noClass, s.fail("class %s is said to be both serializable and externalizable", name)
	}
	n, ok := s.u2()
	if !ok {
		return noClass, false
	}
	if n*3 > s.left() {
		return noClass, s.cut("field descriptions", uint64(n)*3)
	}
	if !s.count(n) {
		return noClass, false
	}
	s.classes[class].flags = flags
	for range n {
		if !s.field(class) {
			return noClass, false
		}
	}
	return class, s.classAnnotation() && s.super(class) && s.finish(class, n)
}

// field passes the description of a field and adds it to its class's layout.
func (s *scanner) field(class int32) bool {
	code, ok := s.u1()
	if !ok {
		return false
	}
	size := primitiveSize(code)
	if size < 0 {
		return s.fail("a field of the unknown type %#02x", code)
	}
	name, ok := s.utf()
	if !ok {
		return false
	}
	l := &s.classes[class]
	if size > 0 {
		l.primSize += int32(size)
		l.disordered = l.disordered || l.objects > 0
		return true
	}
	l.objects++
	typ, ok := s.content()
	if !ok {
		return s.notAborted()
	}
	return s.isString(typ) || s.fail("the type of field %s isn't a string", name)
}

func (s *scanner) proxyDesc(at int) (int32, bool) {
	class := s.newClass(layout{at: uint32(at), proxy: true, parent: noClass})
	n, ok := s.s4()
	if !ok {
		return noClass, false
	}
	if n < 0 || int64(n)*2 > int64(s.left()) {
		return noClass, s.fail("a proxy class with %d interfaces", n)
	}
	if !s.count(int(n)) {
		return noClass, false
	}
	for range n {
		if _, ok := s.utf(); !ok {
			return noClass, false
		}
	}
	if !s.classAnnotation() || !s.super(class) {
		return noClass, false
	}
	l := &s.classes[class]
	if l.parent != noClass {
		if s.classes[l.parent].proxy {
			return noClass, s.fail("a proxy class below a proxy class")
		}
		l.slots = s.classes[l.parent].slots
	}
	l.complete = true
	return class, true
}

// super passes the description of a super class. Chains are nested content,
// so they count as depth.
func (s *scanner) super(class int32) bool {
	if s.depth++; s.depth > s.limits.Depth {
		return s.tooDeep()
	}
	parent, ok := s.descriptor(false)
	s.classes[class].parent = parent
	s.depth--
	return ok
}

func (s *scanner) classAnnotation() bool { return s.annotation() || s.notAborted() }

// finish works out what follows from the fields and the super class.
func (s *scanner) finish(class int32, fields int) bool {
	l := &s.classes[class]
	if l.disordered {
		return s.fail("class %s: a primitive field stands behind an object field", l.name)
	}
	l.depth = 1
	if l.parent != noClass {
		super := &s.classes[l.parent]
		if super.proxy {
			return s.fail("class %s: the super class is a proxy class", l.name)
		}
		if super.depth >= maxSuperClasses {
			return s.fail("class %s: the chain of super classes is too long", l.name)
		}
		l.depth, l.slots = super.depth+1, super.slots
	}
	l.hasData = fields > 0 || writesData(l.flags)
	if l.hasData {
		l.slots++
	}
	if l.flags&scWriteMethod != 0 && fields > 0 {
		l.bare = s.bare[string(l.name)]
		l.suspect = !l.bare && !jdkClass(string(l.name))
	}
	l.complete = true
	return true
}
