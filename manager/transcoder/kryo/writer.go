package kryo

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// writer turns nodes into bytes. Names and objects are numbered in the order of
// writing: what is met first is written in full.
type writer struct {
	*schema
	out     []byte
	round   uint32
	objects uint32
	// links are nil where a part is written alone, on trial.
	*links
	holder *node // whose content is written
	names  map[string]uint32
	depth  int
	limits transcoder.Limits
	err    error
}

func (w *writer) uint(v uint32) { w.out = appendVarint(w.out, v) }

// mention writes which class.
func (w *writer) mention(c *class) {
	named := uint32(1)
	if w.layout == layout1 {
		named = 16383
	}
	if c.id != 0 {
		w.uint(c.id)
		return
	}
	w.uint(named)
	n, known := w.names[c.name]
	if !known {
		if w.names == nil {
			w.names = map[string]uint32{}
		}
		n = uint32(len(w.names))
		w.names[c.name] = n
	}
	switch {
	case w.layout != layout1:
		w.uint(n)
	case known:
		w.uint(n + 1)
	default:
		w.uint(0)
	}
	if !known {
		w.out = w.appendText(w.out, c.name)
	}
}

// value writes what stands in a slot.
func (w *writer) value(n *node, s slot) {
	if w.err != nil {
		return
	}
	switch {
	case n.class == nil:
		w.uint(0)
		return
	case s.mode == slotAny:
		w.mention(n.class)
	case s.mode == slotNullable && (w.layout == layout1 || n.class.boxed):
		w.uint(1)
	}
	w.object(n, s.args)
}

// object writes a value whose class is known to the reader.
func (w *writer) object(n *node, args []*class) {
	if w.err != nil {
		return
	}
	if n.class.counted(w.schema) {
		if n.round == w.round {
			w.meet(n)
			w.uint(n.number &^ unborn)
			return
		}
		n.round, n.number = w.round, w.objects+2
		w.objects++
		if w.layout == layout1 {
			w.uint(0)
		} else {
			w.uint(1)
		}
	}
	w.depth++
	switch {
	case w.depth > w.limits.Depth:
		w.err = fmt.Errorf("encoding session attributes: %w", &transcoder.LimitError{Limit: "depth", Max: w.limits.Depth})
	case len(w.out) > w.limits.Bytes:
		w.err = fmt.Errorf("encoding session attributes: %w", &transcoder.LimitError{Limit: "bytes", Max: w.limits.Bytes})
	default:
		outer, late := w.holder, isMadeLast(n.class.kind)
		w.holder = n
		if late {
			n.number |= unborn
		}
		w.content(n, args)
		if late { // others may be shared by documents
			n.number &^= unborn
		}
		w.holder = outer
	}
	w.depth--
}

// content writes the data of an object.
func (w *writer) content(n *node, args []*class) {
	switch n.class.kind {
	case kindScalar, kindEnum:
		w.raw(n)
	case kindBean:
		for i, kid := range n.kids {
			w.value(kid, n.class.fields[i].slot)
		}
	case kindClass:
		w.mention(n.kids[0].class)
		w.raw(n)
	case kindTreeSet, kindTreeMap:
		n.number |= unborn
		w.value(n.kids[0], slot{})
		n.number &^= unborn
		w.elements(n.kids[1:], n.class.kind == kindTreeMap, args)
	case kindList, kindMap:
		w.elements(n.kids, n.class.kind == kindMap, args)
	case kindSingle, kindSingleMap, kindOptional:
		w.all(n.kids)
	case kindArrayList:
		w.uint(uint32(len(n.kids) - 1))
		w.mention(n.kids[0].class)
		w.all(n.kids[1:])
	case kindWrapper:
		w.uint(uint32(n.class.dims))
		w.all(n.kids)
	case kindSubList:
		w.all(n.kids)
		w.raw(n)
	case kindEnumSet:
		w.mention(n.kids[0].class)
		w.raw(n)
	case kindEnumMap:
		w.mention(n.kids[0].class)
		w.uint(uint32(len(n.kids) / 2))
		for i := 1; i < len(n.kids); i += 2 {
			w.raw(n.kids[i])
			w.value(n.kids[i+1], slot{})
		}
	case kindProxy:
		w.value(n.kids[0], slot{})
		w.object(n.kids[1], nil)
	case kindArray:
		w.array(n)
	}
}

func (w *writer) raw(n *node) { w.out = append(w.out, n.raw...) }

func (w *writer) all(kids []*node) {
	for _, kid := range kids {
		w.value(kid, slot{})
	}
}

func (w *writer) elements(kids []*node, pairs bool, args []*class) {
	count, slots := len(kids), [2]slot{argument(args, 0), argument(args, 0)}
	if pairs {
		count, slots[1] = count/2, argument(args, 1)
	}
	w.uint(uint32(count))
	for i, kid := range kids {
		w.value(kid, slots[i&1])
	}
}

// array writes an array's data, see reader.array.
func (w *writer) array(n *node) {
	if w.layout != layout1 {
		w.uint(uint32(w.length(n)) + 1)
		w.arrayElements(n)
		return
	}
	w.out = w.appendDimensions(append(w.out, byte(n.class.dims)), n)
	w.arrayElements(n)
}

func (w *writer) arrayElements(n *node) {
	w.raw(n)
	for _, kid := range n.kids {
		if w.layout == layout1 && n.class.dims > 1 {
			w.uint(uint32(w.length(kid)))
			w.arrayElements(kid)
			continue
		}
		w.value(kid, n.class.slot)
	}
}

// length gives the number of an array's elements.
func (s *schema) length(n *node) int {
	if n.class.prim == 0 {
		return len(n.kids)
	}
	format := s.primitive(n.class)
	if width := int(format[0] - '0'); width >= 1 && width <= 8 {
		return len(n.raw) / width
	}
	count := 0
	for at := 0; at < len(n.raw); count++ {
		end, ok := s.scan(format, n.raw, at)
		if !ok {
			break
		}
		at = end
	}
	return count
}

// appendDimensions writes how long the arrays of each dimension are at most.
func (s *schema) appendDimensions(dst []byte, n *node) []byte {
	if n.class.dims == 1 {
		return appendVarint(dst, uint32(s.length(n)))
	}
	sizes := make([]int, n.class.dims)
	var measure func(n *node, level int)
	measure = func(n *node, level int) {
		sizes[level] = max(sizes[level], s.length(n))
		if level+1 < len(sizes) {
			for _, kid := range n.kids {
				measure(kid, level+1)
			}
		}
	}
	measure(n, 0)
	for _, size := range sizes {
		dst = appendVarint(dst, uint32(size))
	}
	return dst
}
