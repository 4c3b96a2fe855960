package javaser

import "msmgate/manager/javaobj"

// reader makes the Value of an object of a known class, or nil if the object
// hasn't the shape that the class gives it. Such an object is shown as a bean.
// class is the one that the reader is for: the object's, or a super class of it.
type reader func(d *document, o *object, class string) javaobj.Value

var readers = map[string]reader{}

func init() {
	for class, in := range map[string]string{
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
	} {
		readers[class] = listReader(in)
	}
	readers["java.util.TreeSet"] = readTreeSet
	readers["java.util.Vector"] = readVector
	readers["java.util.Stack"] = readVector
	readers["java.util.CollSer"] = readCollSer
	for class, in := range map[string]string{
		"java.util.HashMap":                          "",
		"java.util.LinkedHashMap":                    "java.util.HashMap",
		"java.util.TreeMap":                          "",
		"java.util.Hashtable":                        "",
		"java.util.Properties":                       "java.util.Hashtable",
		"java.util.IdentityHashMap":                  "",
		"java.util.EnumMap":                          "",
		"java.util.concurrent.ConcurrentHashMap":     "",
		"java.util.concurrent.ConcurrentSkipListMap": "",
	} {
		readers[class] = mapReader(in)
	}
}

// terminated tells which classes end their elements by null and not by a
// count.
var terminated = map[string]bool{
	"java.util.concurrent.ConcurrentLinkedQueue": true,
	"java.util.concurrent.ConcurrentLinkedDeque": true,
	"java.util.concurrent.LinkedBlockingQueue":   true,
	"java.util.concurrent.LinkedBlockingDeque":   true,
	"java.util.concurrent.ConcurrentHashMap":     true,
	"java.util.concurrent.ConcurrentSkipListMap": true,
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
		if terminated[holder] {
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

// declared gives the number of elements that a collection says it has.
func declared(o *object, holder string, raw []byte) (int, bool) {
	switch holder {
	case "java.util.ArrayList", "java.util.PriorityQueue":
		n, ok := o.int(holder, "size") // the block holds the capacity
		return int(n), ok
	case "java.util.HashSet": // capacity, load factor, size
		if len(raw) != 12 {
			return 0, false
		}
		return int(int32(be32(raw[8:]))), true
	case "java.util.HashMap", "java.util.Hashtable": // buckets, size
		if len(raw) != 8 {
			return 0, false
		}
		return int(int32(be32(raw[4:]))), true
	}
	if len(raw) != 4 {
		return 0, false
	}
	return int(int32(be32(raw))), true
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
		if terminated[holder] {
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
