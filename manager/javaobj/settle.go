package javaobj

// settle turns what was made into the final graph. An object that is as its
// former one was is that very one again. What refers to a former object that
// has changed, from a place that no Go struct knows, is copied to refer to the
// new one.
func (e *encoder) settle(root Value) Value {
	if len(e.fresh) == 0 {
		return root
	}
	s := settling{e: e, changed: e.changedOnes(), instead: map[Value]Value{}, copies: map[Value]Value{}}
	s.replacements()
	s.referrers(root)
	for v := range s.changed {
		s.rewrite(v)
	}
	for _, c := range s.copies {
		s.rewrite(c)
	}
	return s.final(root)
}

// changedOnes finds the new objects and those that differ from their former
// ones, in themselves or in something that they hold: all others are assumed to
// be unchanged until one that they hold turns out to be changed.
func (e *encoder) changedOnes() map[Value]bool {
	holders := map[Value][]Value{}
	changed := map[Value]bool{}
	var todo []Value
	mark := func(v Value) {
		if !changed[v] {
			changed[v] = true
			todo = append(todo, v)
		}
	}
	isFresh := make(map[Value]bool, len(e.fresh))
	for _, v := range e.fresh {
		isFresh[v] = true
	}
	for _, v := range e.fresh {
		parts(v, func(p *Value) {
			if isContainer(*p) && isFresh[*p] {
				holders[*p] = append(holders[*p], v)
			}
		})
		former := e.was[v]
		if former == nil || !sameParts(v, former, func(a, b Value) bool {
			if isContainer(a) && isFresh[a] {
				return e.was[a] != nil && e.was[a] == b
			}
			return identical(a, b)
		}) {
			mark(v)
		}
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, holder := range holders[v] {
			mark(holder)
		}
	}
	return changed
}

type settling struct {
	e       *encoder
	changed map[Value]bool
	// instead is what a former object became; copies are former objects that
	// refer to such ones.
	instead, copies map[Value]Value
}

// replacements finds former objects that are no more: one changed object stands
// for each.
func (s *settling) replacements() {
	kept := map[Value]bool{}
	for _, v := range s.e.fresh {
		former := s.e.was[v]
		switch {
		case former == nil:
		case !s.changed[v]:
			kept[former] = true
		case s.instead[former] != nil:
			kept[former] = true // it became several; who doesn't know keeps the former
		default:
			s.instead[former] = v
		}
	}
	for former := range kept {
		delete(s.instead, former)
	}
}

// resolve gives the object that stands for v, but for copies.
func (s *settling) resolve(v Value) Value {
	if !isContainer(v) {
		return v
	}
	if former := s.e.was[v]; former != nil && !s.changed[v] {
		v = former
	}
	if now := s.instead[v]; now != nil {
		return now
	}
	return v
}

// referrers copies the former objects that refer, over however many others, to
// replaced ones.
func (s *settling) referrers(root Value) {
	if len(s.instead) == 0 {
		return
	}
	root = s.resolve(root)
	if !isContainer(root) {
		return
	}
	holders := map[Value][]Value{}
	seen := map[Value]bool{root: true}
	stack := []Value{root}
	var todo []Value
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		ours := s.changed[v]
		parts(v, func(p *Value) {
			part := s.resolve(*p)
			if !isContainer(part) {
				return
			}
			if !ours {
				holders[part] = append(holders[part], v)
				if s.changed[part] {
					todo = append(todo, part)
				}
			}
			if !seen[part] {
				seen[part] = true
				stack = append(stack, part)
			}
		})
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, holder := range holders[v] {
			if s.copies[holder] == nil {
				s.copies[holder] = copyOf(holder)
				todo = append(todo, holder)
			}
		}
	}
}

func (s *settling) final(v Value) Value {
	v = s.resolve(v)
	if !isContainer(v) {
		return v
	}
	if c := s.copies[v]; c != nil {
		return c
	}
	return v
}

func (s *settling) rewrite(v Value) { parts(v, func(p *Value) { *p = s.final(*p) }) }
