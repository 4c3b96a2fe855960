package kryo

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
		if z.byteAt(at) == z.textID {
			if at, count = z.texts(at, count); count == 0 {
				break
			}
		}
		at, count = z.any(at, &anywhere), count-1
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
