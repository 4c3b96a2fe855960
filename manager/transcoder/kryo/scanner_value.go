package kryo

import "sort"

// anywhere is a slot of any class.
var anywhere slot

// any passes what stands in a slot of any class.
func (z *scanner) any(at int, in *slot) int {
	if data := z.data; !z.one && len(data)-at >= 2 {
		switch mark, next := data[at], data[at+1]; {
		case mark == 0:
			return at + 1
		case mark == z.textID && next == 1:
			return z.newText(at + 2)
		case mark == 1 && next < 0x80 && int(next) < z.named: // a class that was mentioned before
			return z.object(at+2, z.names[next].class, in)
		case mark > 1 && int(mark) < len(z.byID) && mark < 0x80 && z.byID[mark] != nil:
			return z.object(at+1, z.byID[mark], in)
		}
	}
	if z.one && at < len(z.data) && z.data[at] == z.textID {
		z.elements++
		return z.text(at + 1)
	}
	c, at := z.mention(at)
	if at < 0 || c == nil { // null
		return at
	}
	if z.one && c.id > 0 && int(c.id) <= len(primitiveNames) {
		return z.refuse()
	}
	return z.object(at, c, in)
}

// newText passes a string of kryo 3 and later that is no reference, as most values
// are.
func (z *scanner) newText(at int) int {
	z.objects = append(z.objects, place{z.textSerial, int32(at)})
	z.elements++
	if end := shortTextEnd(z.data, at); end > 0 {
		return end
	}
	return z.text(at)
}

// value passes what stands in a slot, as reader.value does.
func (z *scanner) value(at int, s *slot) int {
	data := z.data
	switch s.step {
	case stepAny:
		return z.any(at, s)
	case stepNumber:
		if end := numberEnd(data, at); end > 0 {
			z.elements++
			return end
		}
	case stepBytes:
		if end := at + int(s.width); end <= len(data) {
			z.elements++
			return end
		}
	case stepText:
		if at < len(data) && data[at] == 1 {
			return z.newText(at + 1)
		}
	}
	switch {
	case s.mode == slotAny:
		return z.any(at, s)
	case s.mode == slotNullable && (z.one || s.class.boxed):
		if at >= len(z.data) {
			return z.refuse()
		}
		switch mark := z.data[at]; {
		case mark == 0:
			return at + 1
		case mark == 1:
			at++
		case mark >= 0x80 && !z.one: // a number that is too long
			return z.doubt()
		default:
			return z.refuse()
		}
	}
	return z.object(at, s.class, s)
}

// object passes a value whose class is known and that stands in a slot, as
// reader.object does.
func (z *scanner) object(at int, c *class, in *slot) int {
	if !c.derived.Load() && c.ready(z.schema) != nil {
		return z.doubt()
	}
	counted := !c.boxed
	if z.one {
		counted = c.kind == kindBean
	}
	if counted && !z.one && at < len(z.data) && z.data[at] == 1 { // new, as most are
		at++
		z.objects = append(z.objects, place{c.serial, int32(at)})
	} else if counted {
		number, end := z.uint(at)
		isNew := uint32(1)
		if z.one {
			isNew = 0
		}
		switch {
		case end < 0:
			return end
		case number == 0 && !z.one:
			if in.mode != slotNullable {
				return z.refuse()
			}
			return end
		case number != isNew:
			return z.refer(end, c, number)
		}
		at = end
		z.objects = append(z.objects, place{c.serial, int32(at)})
	}
	if c.differs {
		z.differs = true
	}
	if c.kind == kindEmpty && !counted {
		return at
	}
	z.elements++
	if c.kind == kindScalar || c.kind == kindEnum {
		if c.step == stepNumber && at < len(z.data) && z.data[at] < 0x80 {
			return at + 1
		}
		return z.scalar(at, c.format)
	}
	if z.depth++; z.depth >= z.limits.Depth {
		return z.doubt()
	}
	if c.kind == kindBean {
		z.release = z.release || c.release
		at = z.fields(at, c)
	} else {
		at = z.content(at, c, in)
	}
	z.depth--
	return at
}

// fields passes those of a bean: at once what is null, or a small number.
func (z *scanner) fields(at int, c *class) int {
	data := z.data
	for i := range c.fields {
		s := &c.fields[i].slot
		if at < len(data) {
			switch b := data[at]; s.step {
			case stepNumber:
				if b < 0x80 {
					z.elements++
					at++
					continue
				}
			case stepText, stepAny:
				if b == 0 {
					at++
					continue
				}
			}
		}
		if at = z.value(at, s); at < 0 {
			return at
		}
	}
	return at
}

// refer checks a reference to an object in front.
func (z *scanner) refer(at int, c *class, number uint32) int {
	if number < 2 || int64(number-2) >= int64(len(z.objects)) {
		return z.refuse()
	}
	if z.objects[number-2].class != c.serial {
		return z.doubt() // two may have one name, if it isn't known
	}
	if n := int(number - 2); n < z.begun {
		z.share(n)
	}
	return at
}

// share notes which attribute a reference goes to.
func (z *scanner) share(object int) {
	i := sort.Search(len(z.spans), func(i int) bool { return int(z.spans[i].allObjects) > object })
	if i < len(z.spans) && int(z.spans[i].objects) <= object { // not the session's map
		z.spans[i].shared, z.linked = true, true
	}
}

// content passes the data of a new object, as reader.content does.
func (z *scanner) content(at int, c *class, in *slot) int {
	switch c.kind {
	case kindList, kindMap:
		return z.elementsOf(at, c.kind == kindMap, in.args)
	case kindTreeSet, kindTreeMap:
		if at = z.any(at, &anywhere); at < 0 {
			return at
		}
		return z.elementsOf(at, c.kind == kindTreeMap, in.args)
	case kindArray:
		return z.array(at, c)
	case kindEmpty:
		return at
	case kindSingle, kindOptional:
		return z.any(at, &anywhere)
	case kindSingleMap:
		if at = z.any(at, &anywhere); at < 0 {
			return at
		}
		return z.any(at, &anywhere)
	case kindWrapper:
		ordinal, at := z.uint(at)
		switch {
		case at < 0:
			return at
		case int64(ordinal) != int64(c.dims):
			return z.refuse()
		}
		return z.any(at, &anywhere)
	case kindArrayList:
		count, at := z.count(at, 1)
		if at = z.mentioned(at); at < 0 {
			return at
		}
		return z.many(at, count)
	}
	return z.unusual(at, c)
}

// many passes values of any class.
func (z *scanner) many(at, count int) int {
	for at >= 0 && count > 0 {
		if at, count = z.texts(at, count); count > 0 {
			at, count = z.any(at, &anywhere), count-1
		}
	}
	return at
}

// unusual passes the data of what is met seldom.
func (z *scanner) unusual(at int, c *class) int {
	switch c.kind {
	case kindClass:
		if at = z.mentioned(at); at >= 0 && !z.one {
			at = z.scalar(at, "z")
		}
		return at
	case kindSubList:
		if at = z.any(at, &anywhere); at < 0 {
			return at
		}
		return z.scalar(at, "vv")
	case kindEnumSet:
		if at = z.mentioned(at); at < 0 {
			return at
		}
		count, at := z.count(at, 1)
		for i := 0; i < count && at >= 0; i++ {
			_, at = z.uint(at)
		}
		return at
	case kindEnumMap:
		if at = z.mentioned(at); at < 0 {
			return at
		}
		count, at := z.count(at, 2)
		z.elements += max(count, 0)
		for i := 0; i < count && at >= 0; i++ {
			if at = z.scalar(at, "v"); at >= 0 {
				at = z.any(at, &anywhere)
			}
		}
		return at
	case kindProxy:
		if at = z.any(at, &anywhere); at < 0 {
			return at
		}
		return z.object(at, z.handle("[Ljava.lang.Class;"), &anywhere)
	}
	return z.doubt()
}

// elementsOf passes a count and elements or pairs, as reader.elementsOf does.
func (z *scanner) elementsOf(at int, pairs bool, args []*class) int {
	size := 1
	if pairs {
		size = 2
	}
	count, at := z.count(at, size)
	if args == nil {
		return z.many(at, count*size)
	}
	z.differs = true
	slots := [2]slot{argument(args, 0), argument(args, 0)}
	if pairs {
		slots[1] = argument(args, 1)
	}
	for i := 0; i < count*size && at >= 0; i++ {
		at = z.value(at, &slots[i&1])
	}
	return at
}

// array passes the data of an array. Of kryo 1's arrays of arrays a reader must
// tell, because null leaves nothing in them.
func (z *scanner) array(at int, c *class) int {
	var count uint32
	if z.one {
		switch {
		case at >= len(z.data) || int(z.data[at]) != c.dims:
			return z.refuse()
		case c.dims > 1:
			return z.doubt()
		}
		at++
	}
	if count, at = z.uint(at); at < 0 {
		return at
	}
	if !z.one {
		if count == 0 {
			return z.refuse()
		}
		count--
	}
	n := int(count)
	if n > len(z.data)-at {
		return z.refuse()
	}
	if c.prim != 0 {
		return z.primitives(at, c, n)
	}
	for i := 0; i < n && at >= 0; i++ {
		at = z.value(at, &c.slot)
	}
	return at
}

func (z *scanner) primitives(at int, c *class, n int) int {
	format := z.primitive(c)
	if width := int(format[0] - '0'); width >= 1 && width <= 8 {
		if n > (len(z.data)-at)/width {
			return z.refuse()
		}
		return at + n*width
	}
	for i := 0; i < n && at >= 0; i++ {
		at = z.scalar(at, format)
	}
	return at
}
