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
		case mark == 1 && next < 0x80 && int(next) == z.named:
			if c, end := z.guess(at + 2); c != nil {
				return z.object(end, c, in)
			}
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
	counted := c.hasNumber
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
			switch b := data[at]; {
			case s.step == stepNumber && b < 0x80:
				z.elements++
				at++
				continue
			case s.step == stepText && b <= 1:
				if at++; b == 0 {
					continue
				}
				if at = z.newText(at); at < 0 {
					return at
				}
				continue
			case s.step == stepAny:
				if at = z.any(at, s); at < 0 {
					return at
				}
				continue
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
	behind := sort.Search(len(z.spans), func(i int) bool { return int(z.spans[i].objects) > object })
	if behind > 0 { // not the session's map
		z.spans[behind-1].shared, z.linked = true, true
	}
}
