package javaser

// content passes one item and gives the offset of its tag; that of what it
// refers to if it is a reference.
func (s *scanner) content() (at int, ok bool) {
	at = s.pos
	if at >= len(s.data) {
		return at, s.tooEarly()
	}
	tag := s.data[at]
	s.pos++
	switch tag {
	case tcNull:
		return at, s.count(1)
	case tcString:
		return at, s.text(at)
	case tcReference:
		h, ok := s.reference()
		if h&classBit != 0 {
			return int(s.classes[h&^classBit].at), ok
		}
		return int(h), ok
	}
	if s.depth++; s.depth > s.limits.Depth {
		return at, s.tooDeep()
	}
	if !s.count(1) {
		return at, false
	}
	ok = s.tagged(tag, at)
	s.depth--
	return at, ok
}

// text passes what follows the tag of a string, of which there are the most.
func (s *scanner) text(at int) bool {
	if s.depth >= s.limits.Depth {
		return s.tooDeep()
	}
	if !s.count(1) {
		return false
	}
	s.strings++
	s.give(uint32(at))
	if s.left() < 2 {
		return s.tooEarly()
	}
	n := int(be16(s.data[s.pos:]))
	if s.pos += 2; n > s.left() {
		return s.cut("a string", uint64(n))
	}
	s.pos += n
	return true
}

// tagged passes what follows the tag at an offset.
func (s *scanner) tagged(tag byte, at int) bool {
	switch tag {
	case tcObject:
		return s.object(at)
	case tcArray:
		return s.array(at)
	case tcEnum:
		return s.enum(at)
	case tcLongString:
		return s.longString(at)
	case tcClass:
		_, ok := s.descriptor(true)
		s.give(uint32(at))
		return ok
	case tcClassDesc, tcProxyClassDesc:
		s.pos--
		_, ok := s.descriptor(false)
		return ok
	case tcException:
		return s.exception()
	case tcReset:
		return s.fail("a reset inside an object")
	}
	return s.failAt(at, "unknown tag %#02x", tag)
}

// reference gives what a handle stands for.
func (s *scanner) reference() (uint32, bool) {
	if !s.count(1) {
		return 0, false
	}
	h, ok := s.s4()
	if !ok {
		return 0, false
	}
	i := uint32(h) - firstHandle
	if uint64(i) >= uint64(len(s.handles)) {
		return 0, s.failAt(s.pos-4, "a reference to %#x, which isn't there yet", uint32(h))
	}
	s.shared = s.shared || s.handles[i] == s.value
	return s.handles[i], true
}

func (s *scanner) longString(at int) bool {
	s.strings++
	s.give(uint32(at))
	if s.left() < 8 {
		return s.tooEarly()
	}
	s.pos += 8
	return s.skip(be64(s.data[at+1:]), "a long string")
}

// isString tells whether the item at an offset is a string.
func (s *scanner) isString(at int) bool {
	return s.data[at] == tcString || s.data[at] == tcLongString
}

// stringAt gives the raw bytes of the string at an offset.
func stringAt(data []byte, at int) []byte {
	if data[at] == tcString {
		n := int(be16(data[at+1:]))
		return data[at+3 : at+3+n]
	}
	n := int(be64(data[at+1:]))
	return data[at+9 : at+9+n]
}

func (s *scanner) array(at int) bool {
	class, ok := s.descriptor(true)
	if !ok {
		return false
	}
	l := &s.classes[class]
	if l.proxy || len(l.name) < 2 || l.name[0] != '[' {
		return s.fail("an array whose class isn't an array class")
	}
	s.give(uint32(at))
	n, ok := s.s4()
	if !ok {
		return false
	}
	if n < 0 {
		return s.fail("an array of length %d", n)
	}
	size := primitiveSize(l.name[1])
	switch {
	case size < 0:
		return s.fail("an array of the unknown class %q", l.name)
	case size > 0:
		return s.skip(uint64(n)*uint64(size), "an array")
	}
	if int(n) > s.left() {
		return s.cut("an array", uint64(n))
	}
	return s.contents(int(n))
}

// contents passes n items.
func (s *scanner) contents(n int) bool {
	for range n {
		if _, ok := s.content(); !ok {
			return false
		}
	}
	return true
}

func (s *scanner) enum(at int) bool {
	class, ok := s.descriptor(true)
	if !ok {
		return false
	}
	l := &s.classes[class]
	if l.proxy || l.flags&scEnum == 0 {
		return s.fail("an enum constant whose class isn't an enum")
	}
	s.give(uint32(at))
	constant := l.name
	name, ok := s.content()
	if !ok {
		return s.notAborted()
	}
	return s.isString(name) || s.fail("an enum constant of %s whose name isn't a string", constant)
}

// exception passes the mark that a writer leaves when it breaks off, and
// always fails.
func (s *scanner) exception() bool {
	s.resetHandles()
	if _, ok := s.content(); !ok {
		if s.err == errAborted {
			return s.fail("the writer broke off while it wrote why it broke off")
		}
		return false
	}
	s.resetHandles()
	s.err = errAborted
	return false
}

// notAborted refuses a writer's break-off inside the description of a class,
// or the name of an enum constant, where none can be.
func (s *scanner) notAborted() bool {
	if s.err == errAborted {
		return s.fail("the writer broke off where a class or an enum constant is described")
	}
	return false
}
