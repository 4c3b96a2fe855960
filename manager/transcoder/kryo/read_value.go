package kryo

import "msmgate/manager/transcoder"

// value reads what stands in a slot.
func (r *reader) value(s slot) *node {
	switch {
	case r.err != nil:
		return null
	case s.mode == slotAny:
		c := r.mention()
		if c == nil {
			return null
		}
		if r.layout == layout1 && c.id > 0 && int(c.id) <= len(primitiveNames) {
			r.syntax("a value of the primitive type %s", c.name)
			return null
		}
		return r.object(c, false, s.args)
	case r.layout == layout1:
		if s.mode == slotNullable {
			switch mark := r.take(1); {
			case r.err != nil || mark == "\x00":
				return null
			case mark != "\x01":
				r.at--
				r.syntax("neither null nor a value")
				return null
			}
		}
		return r.object(s.class, false, s.args)
	case s.class.boxed && s.mode == slotNullable:
		switch mark := r.uint(); {
		case r.err != nil || mark == 0:
			return null
		case mark != 1:
			r.syntax("neither null nor a value")
			return null
		}
	}
	return r.object(s.class, s.mode == slotNullable, s.args)
}

// object reads a value whose class is known: its number, or the object. In
// kryo 1 only beans have numbers, which start with 2; later 0 is null, 1 a new
// object, and object 0 has number 2.
func (r *reader) object(c *class, nullable bool, args []*class) *node {
	if r.err != nil {
		return null
	}
	if err := c.ready(r.schema); err != nil {
		r.fail(err)
		return null
	}
	counted := c.counted(r.schema)
	if counted {
		number := r.uint()
		isNew, first := uint32(1), uint32(2)
		if r.layout == layout1 {
			isNew = 0
		}
		switch {
		case r.err != nil:
			return null
		case number == 0 && r.layout != layout1:
			if !nullable {
				r.syntax("null where none can be")
			}
			return null
		case number != isNew:
			return r.refer(c, number, first)
		}
	}
	if c.differs {
		r.differs = true
	}
	if c.kind == kindEmpty && !counted { // there is but one
		return c.self
	}
	n := r.node(c)
	if counted {
		r.objects = append(r.objects, n)
	}
	if r.depth++; r.depth > r.limits.Depth {
		r.fail(&transcoder.LimitError{Limit: "depth", Max: r.limits.Depth})
	}
	outer := r.holder
	r.holder, n.number = n, begun
	if isMadeLast(c.kind) {
		n.number |= unborn
	}
	r.content(n, args)
	if isMadeLast(c.kind) {
		r.late = r.late || isHolder(n)
	}
	r.holder, n.number = outer, 0
	r.depth--
	return n
}

// refer gives an object that was read before.
func (r *reader) refer(c *class, number, first uint32) *node {
	if number < first || int64(number-first) >= int64(len(r.objects)) {
		r.syntax("a reference to object %d of %d", int64(number)-int64(first), len(r.objects))
		return null
	}
	n := r.objects[number-first]
	if n.class == nil || n.class.name != c.name {
		r.syntax("a reference to an object of another class")
		return null
	}
	if r.layout != layout1 {
		r.meet(n)
	}
	return n
}

// content reads the data of a new object.
func (r *reader) content(n *node, args []*class) {
	if r.err != nil {
		return
	}
	c, mark := n.class, len(r.pending)
	switch c.kind {
	case kindScalar, kindEnum:
		n.raw = r.scalar(c.format)
		return
	case kindBean:
		r.bean(c)
	case kindClass:
		r.push(r.mentioned())
		if r.layout != layout1 {
			n.raw = r.scalar("z")
		}
	case kindTreeSet, kindTreeMap:
		n.number |= unborn // a comparator is part of the making
		comparator := r.value(slot{})
		n.number = begun
		r.late = r.late || comparator.class != nil
		r.push(comparator)
		r.elementsOf(c.kind == kindTreeMap, args)
	case kindList, kindMap:
		r.elementsOf(c.kind == kindMap, args)
	case kindEmpty:
	case kindSingle, kindOptional:
		r.push(r.value(slot{}))
	case kindSingleMap:
		r.push(r.value(slot{}))
		r.push(r.value(slot{}))
	case kindArrayList:
		count := r.count(1)
		r.push(r.mentioned())
		for i := 0; i < count && r.err == nil; i++ {
			r.push(r.value(slot{}))
		}
	case kindWrapper:
		start := r.at
		if ordinal := r.uint(); r.err == nil && int64(ordinal) != int64(c.dims) {
			r.at = start
			r.syntax("the wrapper %s with the number %d of another", c.name, ordinal)
		}
		r.push(r.value(slot{}))
	case kindSubList:
		r.push(r.value(slot{}))
		n.raw = r.scalar("vv")
	case kindEnumSet:
		r.push(r.mentioned())
		r.enums(n)
	case kindEnumMap:
		r.push(r.mentioned())
		count := r.count(2)
		for i := 0; i < count && r.err == nil; i++ {
			key := r.node(nil)
			key.raw = r.scalar("v")
			r.push(key)
			r.push(r.value(slot{}))
		}
	case kindProxy:
		r.push(r.value(slot{}))
		classes := r.handle("[Ljava.lang.Class;")
		r.push(r.object(classes, false, nil))
	case kindArray:
		r.array(n)
	}
	n.kids = r.finish(mark)
}

func (r *reader) push(n *node) { r.pending = append(r.pending, n) }

// mentioned reads a class that is a value itself, or part of one.
func (r *reader) mentioned() *node {
	c := r.mention()
	if c == nil {
		if r.err == nil {
			r.syntax("null in the place of a class")
		}
		return null
	}
	return c.self
}

// enums reads a count and ordinals; they stay as they stand.
func (r *reader) enums(n *node) {
	start := r.at
	count := r.count(1)
	for i := 0; i < count && r.err == nil; i++ {
		r.uint()
	}
	if r.err == nil {
		n.raw = r.data[start:r.at]
	}
}

// elementsOf reads a count and elements or pairs. args are final type
// arguments, whose class kryo 3 leaves out.
func (r *reader) elementsOf(pairs bool, args []*class) {
	size, slots := 1, [2]slot{argument(args, 0), argument(args, 0)}
	if pairs {
		size, slots[1] = 2, argument(args, 1)
	}
	if args != nil {
		r.differs = true
	}
	count := r.count(size) * size
	r.reserve(count)
	for i := 0; i < count && r.err == nil; i++ {
		r.push(r.value(slots[i&1]))
	}
}

func argument(args []*class, i int) slot {
	if i >= len(args) || args[i] == nil {
		return slot{}
	}
	return slot{mode: slotNullable, class: args[i]}
}

func (r *reader) bean(c *class) {
	r.fields = true
	if !r.release && releaseCounts(c) {
		r.release = true
	}
	for i := range c.fields {
		if r.err != nil {
			return
		}
		r.push(r.value(c.fields[i].slot))
	}
}

func releaseCounts(c *class) bool {
	for _, name := range c.above {
		if changed(name) {
			return true
		}
	}
	return false
}
