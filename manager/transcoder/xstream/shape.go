package xstream

// What an element's name means depends on what it stands in: in a collection
// it is a class, in a bean a field. So shapes are found from the root down.
// Where a field's class isn't written its kids are judged by their names.

var collections = map[string]bool{
	"java.util.ArrayList": true, "java.util.HashSet": true, "java.util.TreeSet": true, "java.util.LinkedList": true, "java.util.Vector": true,
	"java.util.LinkedHashSet": true, "java.util.Collections$SingletonList": true, "java.util.Collections$SingletonSet": true,
	"java.util.Collections$EmptyList": true, "java.util.Collections$EmptySet": true,
}

var maps = map[string]bool{
	"java.util.HashMap": true, "java.util.LinkedHashMap": true, "java.util.TreeMap": true, "java.util.Hashtable": true, "java.util.EnumMap": true,
	"java.util.concurrent.ConcurrentHashMap": true, "java.util.Collections$SingletonMap": true, "java.util.Collections$EmptyMap": true,
}

// structured are classes whose kids have names of the format's own.
var structured = map[string]bool{"java.util.GregorianCalendar": true, "java.util.Properties": true, "java.lang.reflect.Proxy": true}

func shapeRoot(root *slot, refs []*slot) {
	shapeSlot(root, false)
	// A reference may name the class that the first mention leaves out.
	for _, s := range refs {
		if class := slotClass(s); s.obj.class == "" && class != "" {
			s.obj.class = class
			if len(s.obj.kids) == 0 {
				s.obj.shape = emptyShape(class)
			}
		}
	}
}

// shapeSlot finds the class and the shape of what an element holds.
func shapeSlot(s *slot, field bool) {
	s.field = field
	if s.ref != "" {
		return
	}
	o := s.obj
	o.class = slotClass(s)
	if len(o.kids) == 0 {
		o.shape = emptyShape(o.class)
		return
	}
	switch {
	case o.attr("serialization") == "custom":
		o.shape = custom
		for _, k := range o.kids {
			shapeWritten(k)
		}
		return
	case o.class == "":
		o.shape = guess(o.kids)
	case structured[o.class]:
		o.shape = structural
	case collections[o.class] || o.class[0] == '[':
		o.shape = items
	case maps[o.class]:
		o.shape = entries
	case external(o.kids):
		o.shape = structural
		for _, k := range o.kids {
			shapeSlot(k, false)
		}
		return
	default:
		o.shape = fields
	}
	for _, k := range o.kids {
		switch o.shape {
		case items:
			shapeSlot(k, k.name == "comparator" || k.name == "no-comparator")
		case entries:
			shapeEntry(k)
		default:
			shapeSlot(k, true)
		}
	}
}

func emptyShape(class string) shape {
	switch {
	case collections[class] || class != "" && class[0] == '[' && class != "[B" && class != "[C":
		return items
	case maps[class]:
		return entries
	}
	return leaf
}

// slotClass gives the class that an element itself tells; null for a null.
func slotClass(s *slot) string {
	if class := s.attr("class"); class != "" {
		text, _ := unescape(class, false)
		return classOfAlias(text)
	}
	if s.field {
		return ""
	}
	return classOfAlias(decodeName(s.name))
}

// guess tells what the kids of a field without a class are.
func guess(kids []*slot) shape {
	allEntries, allClasses := true, true
	for _, k := range kids {
		if surelyClass(k.name) {
			return items
		}
		allEntries = allEntries && k.name == "entry"
		allClasses = allClasses && maybeClass(k.name)
	}
	switch {
	case allEntries:
		return entries
	case allClasses:
		return items
	}
	return fields
}

// external tells that kids are what an Externalizable wrote: their names are
// classes, which can't be fields.
func external(kids []*slot) bool {
	sure := false
	for _, k := range kids {
		if !maybeClass(k.name) {
			return false
		}
		sure = sure || surelyClass(k.name)
	}
	return sure
}

// shapeEntry is for the entry of a map: two kids, whose names are classes.
func shapeEntry(s *slot) {
	s.field = true
	if s.name != "entry" {
		shapeSlot(s, true)
		return
	}
	if s.obj == nil || s.ref != "" {
		return
	}
	s.obj.shape = structural
	for _, k := range s.obj.kids {
		shapeSlot(k, false)
	}
}

// shapeWritten is for what one class wrote itself: its fields in default, the
// rest behind.
func shapeWritten(s *slot) {
	s.field = true
	if s.ref != "" {
		return
	}
	s.obj.shape = structural
	for _, k := range s.obj.kids {
		isFields := s.name == "unserializable-parents"
		if k.name != "default" || isFields {
			shapeSlot(k, isFields)
			continue
		}
		k.field = true
		if k.ref != "" {
			continue
		}
		k.obj.shape = structural
		for _, f := range k.obj.kids {
			shapeSlot(f, true)
		}
	}
}
