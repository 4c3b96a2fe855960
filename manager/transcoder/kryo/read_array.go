package kryo

// array reads the data of an array. Kryo 1 writes how many dimensions there
// are, how long each is at most, and then the elements; each array inside has its
// own length in front. Later ones write a length that is one more.
func (r *reader) array(n *node) {
	c := n.class
	if r.layout != layout1 {
		size := r.count(0)
		if r.err == nil && size == 0 {
			r.syntax("an array without a length")
		}
		r.arrayElements(n, size-1)
		return
	}
	if dims := r.take(1); r.err == nil && int(dims[0]) != c.dims {
		r.at--
		r.syntax("an array of %d dimensions is called %s", dims[0], c.name)
	}
	start, length := r.at, 0
	for i := 0; i < c.dims && r.err == nil; i++ {
		if size := r.uint(); i == 0 {
			length = int(size)
		}
	}
	lengths := r.data[start:r.at]
	mark := len(r.pending)
	r.arrayElements(n, length)
	if c.dims > 1 && r.err == nil {
		n.kids = r.pending[mark:]
		r.loose = r.loose || string(r.appendDimensions(nil, n)) != lengths
	}
}

// arrayElements reads so many elements.
func (r *reader) arrayElements(n *node, count int) {
	c := n.class
	if r.err != nil {
		return
	}
	if count > len(r.data)-r.at {
		r.syntax("%d elements can't stand in the %d bytes that are left", count, len(r.data)-r.at)
		return
	}
	if c.prim != 0 {
		r.primitives(n, count)
		return
	}
	r.reserve(count)
	for i := 0; i < count && r.err == nil; i++ {
		if r.layout == layout1 && c.dims > 1 {
			r.holes = c
			r.push(r.inner(c.elem))
			continue
		}
		r.push(r.value(c.slot))
	}
}

// inner reads an array in an array of kryo 1.
func (r *reader) inner(c *class) *node {
	if err := c.ready(r.schema); err != nil {
		r.fail(err)
		return null
	}
	n := r.node(c)
	mark := len(r.pending)
	r.arrayElements(n, int(r.uint()))
	n.kids = r.finish(mark)
	return n
}

// primitives keeps the elements as they stand.
func (r *reader) primitives(n *node, count int) {
	format := r.primitive(n.class)
	if width := int(format[0] - '0'); width >= 1 && width <= 8 {
		if count > (len(r.data)-r.at)/width {
			r.syntax("%d elements can't stand in the %d bytes that are left", count, len(r.data)-r.at)
			return
		}
		n.raw = r.take(count * width)
		return
	}
	start := r.at
	for i := 0; i < count && r.err == nil; i++ {
		r.scalar(format)
	}
	if r.err == nil {
		n.raw = r.data[start:r.at]
	}
}

// primitive gives the format of an array's primitives.
func (s *schema) primitive(c *class) string {
	if c.prim == 'Z' {
		return "1" // any byte is a boolean
	}
	if err := c.elem.ready(s); err != nil {
		return "8"
	}
	return c.elem.format
}
