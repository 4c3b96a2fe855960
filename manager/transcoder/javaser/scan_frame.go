package javaser

// frame passes MSM's frame, an Integer and then that many pairs (WIRE-50), and
// notes where the names stand.
func (s *scanner) frame() bool {
	if !s.header() || !s.resets() {
		return false
	}
	begin := s.pos
	first, ok := s.top()
	if !ok {
		return false
	}
	n, ok := s.counter(first)
	if !ok || n < 0 {
		return s.failAt(begin, "the stream doesn't begin with the number of attributes")
	}
	for range n {
		if !s.attribute() {
			return false
		}
	}
	s.trailing = s.pos
	return true
}

func (s *scanner) header() bool {
	magic, ok := s.u2()
	if !ok {
		return false
	}
	version, ok := s.u2()
	if ok && (magic != streamMagic || version != streamVersion) {
		return s.failAt(0, "it begins with %04x %04x and not with aced 0005, so it isn't Java serialization", magic, version)
	}
	return ok
}

// resets passes the resets in front of a top-level item.
func (s *scanner) resets() bool {
	for s.left() > 0 && s.data[s.pos] == tcReset {
		s.pos++
		s.resetHandles()
		if !s.count(1) {
			return false
		}
	}
	return true
}

// top passes a top-level item that must be whole.
func (s *scanner) top() (at int, ok bool) {
	at, ok = s.content()
	if !ok && s.err == errAborted {
		return at, s.fail("the writer broke off where an attribute's name or MSM's mark is expected")
	}
	return at, ok
}

func (s *scanner) attribute() bool {
	if !s.resets() {
		return false
	}
	begin := s.pos
	key, ok := s.top()
	if !ok {
		return false
	}
	if !s.isString(key) {
		return s.failAt(begin, "an attribute's name isn't a string")
	}
	if !validUTF(stringAt(s.data, key)) {
		return s.failAt(begin, "an attribute's name isn't modified UTF-8")
	}
	s.names = append(s.names, uint32(key))
	if !s.resets() {
		return false
	}
	begin = s.pos
	if _, ok := s.content(); ok || s.err != errAborted {
		s.note(begin)
		return ok
	}
	s.err = nil
	_, ok = s.top()
	s.partial = s.partial || len(s.names) == s.wanted
	return ok
}

// note notes where the wanted value stands, if that was it.
func (s *scanner) note(begin int) {
	if len(s.names) == s.wanted {
		s.value, s.valueEnd = uint32(begin), uint32(s.pos)
	}
}

// counter gives the value of the Integer at an offset, which is the stream's
// first item: so its class is the first one, and as no other class of the chain
// has data, it is the first object of it.
func (s *scanner) counter(at int) (int32, bool) {
	if s.data[at] != tcObject || len(s.classes) == 0 {
		return 0, false
	}
	l := &s.classes[0]
	if l.proxy || string(l.name) != "java.lang.Integer" || l.prims == 0 || l.slots != 1 {
		return 0, false
	}
	value := l.prims
	fields := scanner{data: s.data, pos: int(l.at) + 1 + 2 + len(l.name) + 8 + 1}
	for n, _ := fields.u2(); n > 0; n-- {
		code, _ := fields.u1()
		name, _ := fields.utf()
		size := primitiveSize(code)
		if size == 0 {
			break // no primitive field stands behind an object field
		}
		if string(name) == "value" {
			if size != 4 {
				break
			}
			return int32(be32(s.data[value:])), true
		}
		value += uint32(size)
	}
	return 0, false
}
