package javaser

func (s *scanner) object(at int) bool {
	class, ok := s.descriptor(true)
	if !ok {
		return false
	}
	s.give(uint32(at))
	l := &s.classes[class]
	if !s.count(int(l.slots)) {
		return false
	}
	if l.proxy {
		class = l.parent
	}
	return s.slots(class)
}

// slots passes what the classes of a chain wrote, from the top-most super class
// down.
func (s *scanner) slots(class int32) bool {
	if class == noClass {
		return true
	}
	l := &s.classes[class]
	if l.parent != noClass && s.classes[l.parent].slots > 0 && !s.slots(l.parent) {
		return false
	}
	return !l.hasData || s.slot(class)
}

// slot passes what one class of an object's chain wrote.
func (s *scanner) slot(class int32) bool {
	l := &s.classes[class]
	flags := l.flags
	switch {
	case flags&scExternalizable != 0:
		if flags&scBlockData == 0 {
			return s.fail("class %s wrote itself without framing (externalizable, protocol 1), so only the class itself can read on", l.name)
		}
	case flags&scSerializable == 0:
		return s.fail("an object of class %s, which isn't serializable", l.name)
	case l.bare:
	default:
		if l.suspect {
			s.suspects = append(s.suspects, class)
		}
		if l.prims == 0 {
			l.prims = uint32(s.pos)
		}
		objects := int(l.objects)
		if !s.skip(uint64(l.primSize), "the primitive fields") {
			return false
		}
		if objects > s.left() {
			return s.cut("object fields", uint64(objects))
		}
		if !s.contents(objects) {
			return false
		}
	}
	return !writesData(flags) || s.annotation()
}

// annotation passes blocks and items up to the end mark.
func (s *scanner) annotation() bool {
	for {
		if s.pos >= len(s.data) {
			return s.tooEarly()
		}
		tag, ok := s.data[s.pos], false
		s.pos++
		switch tag {
		case tcEndBlockData:
			return true
		case tcString:
			ok = s.text(s.pos - 1)
		case tcBlockData, tcBlockDataLong:
			ok = s.block(tag)
		default:
			s.pos--
			_, ok = s.content()
		}
		if !ok {
			return false
		}
	}
}

// block passes what follows the tag of a block.
func (s *scanner) block(tag byte) bool {
	if !s.count(1) {
		return false
	}
	if tag == tcBlockData {
		n, ok := s.u1()
		return ok && s.skip(uint64(n), "a block")
	}
	n, ok := s.s4()
	if !ok {
		return false
	}
	if n < 0 {
		return s.fail("a block of %d bytes", n)
	}
	return s.skip(uint64(n), "a block")
}
