package javaser

import "msmgate/manager/javaobj"

// reader makes the Value of an object of a known class, or nil if the object
// hasn't the shape that the class gives it. Such an object is shown as a bean.
// class is the one that the reader is for: the object's, or a super class of it.
type reader func(d *document, o *object, class string) javaobj.Value

var readers = map[string]reader{}

// listHolders are the collections that are read by their elements, and the class
// in whose data these stand, "" for the class itself.
var listHolders = map[string]string{
	"java.util.ArrayList":                        "",
	"java.util.LinkedList":                       "",
	"java.util.ArrayDeque":                       "",
	"java.util.concurrent.CopyOnWriteArrayList":  "",
	"java.util.PriorityQueue":                    "",
	"java.util.HashSet":                          "",
	"java.util.LinkedHashSet":                    "java.util.HashSet",
	"java.util.concurrent.ConcurrentLinkedQueue": "",
	"java.util.concurrent.ConcurrentLinkedDeque": "",
	"java.util.concurrent.LinkedBlockingQueue":   "",
	"java.util.concurrent.LinkedBlockingDeque":   "",
}

// mapHolders are the same of maps.
var mapHolders = map[string]string{
	"java.util.HashMap":                          "",
	"java.util.LinkedHashMap":                    "java.util.HashMap",
	"java.util.TreeMap":                          "",
	"java.util.Hashtable":                        "",
	"java.util.Properties":                       "java.util.Hashtable",
	"java.util.IdentityHashMap":                  "",
	"java.util.EnumMap":                          "",
	"java.util.concurrent.ConcurrentHashMap":     "",
	"java.util.concurrent.ConcurrentSkipListMap": "",
}

func init() {
	for class, in := range listHolders {
		readers[class] = listReader(in)
	}
	readers["java.util.TreeSet"] = readTreeSet
	readers["java.util.Vector"] = readVector
	readers["java.util.Stack"] = readVector
	readers["java.util.CollSer"] = readCollSer
	for class, in := range mapHolders {
		readers[class] = mapReader(in)
	}
}

// count is where a class that writes its elements itself says how many there are.
type count struct {
	// block is the size of what it writes in front of them, at where in it the
	// number stands. Without a block the number is the field size.
	block, at int
	// ends tells that there is no number, but null behind the elements.
	ends bool
}

var counts = map[string]count{
	"java.util.LinkedList":                       {block: 4},
	"java.util.ArrayDeque":                       {block: 4},
	"java.util.concurrent.CopyOnWriteArrayList":  {block: 4},
	"java.util.HashSet":                          {block: 12, at: 8}, // behind capacity and load factor
	"java.util.HashMap":                          {block: 8, at: 4},  // behind the buckets
	"java.util.Hashtable":                        {block: 8, at: 4},
	"java.util.TreeMap":                          {block: 4},
	"java.util.IdentityHashMap":                  {block: 4},
	"java.util.EnumMap":                          {block: 4},
	"java.util.ArrayList":                        {}, // the block holds the capacity
	"java.util.PriorityQueue":                    {},
	"java.util.concurrent.ConcurrentLinkedQueue": {ends: true},
	"java.util.concurrent.ConcurrentLinkedDeque": {ends: true},
	"java.util.concurrent.LinkedBlockingQueue":   {ends: true},
	"java.util.concurrent.LinkedBlockingDeque":   {ends: true},
	"java.util.concurrent.ConcurrentHashMap":     {ends: true},
	"java.util.concurrent.ConcurrentSkipListMap": {ends: true},
}

// listReader reads a collection whose elements stand in the data of class in,
// the class itself if that is "".
func listReader(in string) reader {
	return func(d *document, o *object, class string) javaobj.Value {
		holder := in
		if holder == "" {
			holder = class
		}
		s := o.slot(holder)
		raw, items := s.blocks()
		if s == nil || !plain(items) {
			return nil
		}
		if counts[holder].ends {
			if len(items) == 0 || items[len(items)-1] != item(theNull) {
				return nil
			}
			items = items[:len(items)-1]
		} else if n, ok := declared(o, holder, raw); !ok || n != len(items) {
			return nil
		}
		list := &javaobj.List{Class: javaName(o.desc.name), Comparator: comparator(o.field(holder, "comparator"))}
		d.elements(list, items)
		return list
	}
}

// declared gives the number of elements that a collection says it has; raw is
// what stands in front of them.
func declared(o *object, holder string, raw []byte) (int, bool) {
	c := counts[holder]
	if c.block == 0 {
		n, ok := o.int(holder, "size")
		return int(n), ok
	}
	return c.in(raw)
}

// in gives the number that stands in a block.
func (c count) in(raw []byte) (int, bool) {
	if len(raw) != c.block {
		return 0, false
	}
	return int(int32(be32(raw[c.at:]))), true
}

// plain tells whether there are only items and no more blocks.
func plain(items []item) bool {
	for _, it := range items {
		if _, ok := it.(*block); ok {
			return false
		}
	}
	return true
}

// comparator gives the class of a comparator, "" for the natural order.
func comparator(it item) string {
	switch c := it.(type) {
	case *object:
		if c.desc != nil {
			return javaName(c.desc.name)
		}
	case *enum:
		return javaName(c.desc.name)
	}
	return ""
}

func readTreeSet(d *document, o *object, class string) javaobj.Value {
	s := o.slot("java.util.TreeSet")
	if s == nil || len(s.data) < 2 {
		return nil
	}
	size, ok := s.data[1].(*block)
	items := s.data[2:]
	if !ok || len(size.raw) != 4 || int(be32(size.raw)) != len(items) || !plain(items) {
		return nil
	}
	list := &javaobj.List{Class: javaName(o.desc.name), Comparator: comparator(target(s.data[0]))}
	d.elements(list, items)
	return list
}

func readVector(d *document, o *object, class string) javaobj.Value {
	n, ok := o.int("java.util.Vector", "elementCount")
	a, isArray := o.field("java.util.Vector", "elementData").(*array)
	if !ok || !isArray || n < 0 || int(n) > len(a.elems) {
		return nil
	}
	list := &javaobj.List{Class: javaName(o.desc.name)}
	d.elements(list, a.elems[:n])
	return list
}

// readCollSer reads what List.of, Set.of and Map.of write in their place.
func readCollSer(d *document, o *object, class string) javaobj.Value {
	s := o.slot("java.util.CollSer")
	tag, ok := o.int("java.util.CollSer", "tag")
	raw, items := s.blocks()
	if !ok || len(raw) != 4 || int(be32(raw)) != len(items) || !plain(items) {
		return nil
	}
	if tag&0xff == 3 {
		return d.pairs(javaName(o.desc.name), items)
	}
	list := &javaobj.List{Class: javaName(o.desc.name)}
	d.elements(list, items)
	return list
}

// mapReader reads a map whose entries stand in the data of class in, the
// class itself if that is "".
func mapReader(in string) reader {
	return func(d *document, o *object, class string) javaobj.Value {
		holder := in
		if holder == "" {
			holder = class
		}
		s := o.slot(holder)
		raw, items := s.blocks()
		if s == nil || !plain(items) {
			return nil
		}
		if counts[holder].ends {
			for len(items) > 0 && len(items)%2 == 0 && items[len(items)-2] == item(theNull) {
				items = items[:len(items)-2]
				break
			}
			if len(items)%2 == 1 && items[len(items)-1] == item(theNull) { // ConcurrentSkipListMap
				items = items[:len(items)-1]
			}
		} else if n, ok := declared(o, holder, raw); !ok || 2*n != len(items) {
			return nil
		}
		if class == "java.util.Properties" {
			if def := o.field("java.util.Properties", "defaults"); def != nil && def != item(theNull) {
				return nil // its defaults would not be seen
			}
		}
		m := d.pairs(javaName(o.desc.name), items)
		if m, ok := m.(*javaobj.Map); ok {
			m.Comparator = comparator(o.field(holder, "comparator"))
		}
		return m
	}
}

func (d *document) pairs(class string, items []item) javaobj.Value {
	if len(items)%2 != 0 {
		return nil
	}
	m := &javaobj.Map{Class: class}
	d.mappings(m, items)
	return m
}
