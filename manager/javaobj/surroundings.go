package javaobj

// surroundings are what Marshal has around it: the objects of the former value,
// and those of the session's other values once the former one isn't enough.
type surroundings struct {
	beans   map[string]*Bean // the first of each class
	objects map[Value]bool
	all     bool
}

func (s *surroundings) add(root Value) {
	Walk(root, func(v Value, _ int) bool {
		if !isContainer(v) {
			return true
		}
		s.objects[v] = true
		if b, ok := v.(*Bean); ok && s.beans[b.Class] == nil {
			s.beans[b.Class] = b
		}
		return true
	})
}

// look asks the surroundings, as far as is needed for a yes.
func (e *encoder) look(found func(*surroundings) bool) bool {
	if e.seen == nil {
		e.seen = &surroundings{beans: map[string]*Bean{}, objects: map[Value]bool{}}
		e.seen.add(e.root)
	}
	if found(e.seen) {
		return true
	}
	if e.seen.all || e.opts.roots == nil {
		return false
	}
	e.seen.all = true
	for _, v := range e.opts.roots() {
		e.seen.add(v)
	}
	return found(e.seen)
}

// model gives an object of a class, nil if there is none.
func (e *encoder) model(class string) (b *Bean) {
	e.look(func(s *surroundings) bool {
		b = s.beans[class]
		return b != nil
	})
	return b
}

// isAlive tells whether an object is one that the session holds.
func (e *encoder) isAlive(v Value) bool {
	return e.look(func(s *surroundings) bool { return s.objects[v] })
}

// origin chooses the former object of a struct with an Origin: that one, unless
// the session has replaced it since it was read. Then it is the one that stands
// in its place.
func (e *encoder) origin(was Value, s spot, p *plan) Value {
	switch {
	case was == nil && s.tracked:
		return s.former
	case was == nil:
		return nil // it is new, whatever stood in its place
	case was == s.former || e.isAlive(was):
		return was
	}
	m, ok := membersOf(s.former)
	if ok && (p.suits(ClassOf(s.former), m) || e.classFor(p) == ClassOf(s.former)) {
		return s.former
	}
	return was
}
