package javaser

import "strings"

// A field or an array element of the wrong class makes Java's reader fail for
// the whole session, so what goes in must be known to fit: the class itself,
// a super class that the stream or the JDK tells of, or a pair of type and
// class that the session itself has shown.

// has tells whether the session has shown a pair of type and class, "new" and a
// class, or "silent" and a class that wrote no data of its own.
func (m *maker) has(what, class string) bool {
	if m.shown == nil {
		m.shown = map[string]bool{}
		m.bare = map[string]bool{}
		for _, n := range m.all {
			switch n := n.(type) {
			case *object:
				m.show(n)
			case *array:
				m.showElements(n)
			}
		}
	}
	return m.shown[what+" "+class]
}

// show remembers which classes the fields of an object hold.
func (m *maker) show(o *object) {
	if o.desc != nil {
		m.shown["new "+o.desc.name] = true
	}
	for i := range o.slots {
		s := &o.slots[i]
		if len(s.data) == 0 {
			m.shown["silent "+s.desc.name] = true
		}
		if len(s.desc.fields) > 0 && s.prims == nil && s.desc.flags&scSerializable != 0 {
			m.bare[s.desc.name] = true
			continue
		}
		at := 0
		for j := range s.desc.fields {
			f := &s.desc.fields[j]
			if f.typ == nil {
				continue
			}
			if at >= len(s.fields) {
				break
			}
			if class := runtimeClass(s.fields[at]); class != "" {
				m.shown[f.signature()+" "+class] = true
			}
			at++
		}
	}
}

func (m *maker) showElements(a *array) {
	if len(a.elems) == 0 {
		return
	}
	signature := strings.ReplaceAll(a.desc.name[1:], ".", "/")
	last := ""
	for _, it := range a.elems {
		if class := runtimeClass(it); class != "" && class != last {
			m.shown[signature+" "+class] = true
			last = class
		}
	}
}

// runtimeClass gives the class that an item has once it is read; "" for null.
func runtimeClass(it item) string {
	switch n := target(it).(type) {
	case *str:
		return "java.lang.String"
	case *array:
		return n.desc.name
	case *enum:
		return n.desc.name
	case *classObject:
		return "java.lang.Class"
	case *object:
		if n.desc == nil {
			return "java.lang.reflect.Proxy"
		}
		return resolvedClass(n)
	}
	return ""
}

// resolvedClass sees through the stand-ins that some classes of the JDK write.
func resolvedClass(o *object) string {
	switch o.desc.name {
	case "java.time.Ser":
		if raw, _ := o.slot("java.time.Ser").blocks(); len(raw) > 0 {
			return timeClass(raw[0])
		}
	case "java.util.CollSer":
		tag, _ := o.int("java.util.CollSer", "tag")
		switch tag & 0xff {
		case 2:
			return "java.util.ImmutableCollections$SetN"
		case 3:
			return "java.util.ImmutableCollections$MapN"
		}
		return "java.util.ImmutableCollections$ListN"
	case "java.util.EnumSet$SerializationProxy":
		return "java.util.EnumSet"
	}
	return o.desc.name
}

// fits tells whether an item may stand where the signature says.
func (m *maker) fits(signature string, it item) bool {
	class := runtimeClass(it)
	if class == "" || signature == "Ljava/lang/Object;" {
		return true
	}
	want := javaType(signature)
	if class == want || m.has(signature, class) {
		return true
	}
	if o, ok := target(it).(*object); ok && o.desc != nil && o.desc.ancestor(want) != nil {
		return true
	}
	if e, ok := target(it).(*enum); ok && (e.desc.ancestor(want) != nil || want == "java.lang.Comparable") {
		return true
	}
	if class[0] == '[' {
		return want == "java.io.Serializable" || want == "java.lang.Cloneable" ||
			want == "[Ljava.lang.Object;" && len(class) > 1 && primitiveSize(class[1]) == 0
	}
	for _, super := range supersOf(class) {
		if super == want {
			return true
		}
	}
	return m.path.assignable(class, want)
}

var superNames = map[string]string{}

func init() {
	const (
		common     = "java.io.Serializable java.lang.Cloneable "
		collection = common + "java.lang.Iterable java.util.Collection java.util.AbstractCollection "
		list       = collection + "java.util.List java.util.AbstractList java.util.RandomAccess "
		set        = collection + "java.util.Set java.util.AbstractSet "
		table      = common + "java.util.Map java.util.AbstractMap "
		number     = "java.io.Serializable java.lang.Number java.lang.Comparable "
		temporal   = "java.io.Serializable java.lang.Comparable java.time.temporal.Temporal java.time.temporal.TemporalAccessor java.time.temporal.TemporalAdjuster "
	)
	for classes, supers := range map[string]string{
		"java.lang.String":                             "java.io.Serializable java.lang.Comparable java.lang.CharSequence",
		"java.lang.StringBuilder":                      "java.io.Serializable java.lang.CharSequence java.lang.Appendable",
		"java.lang.StringBuffer":                       "java.io.Serializable java.lang.CharSequence java.lang.Appendable",
		"java.lang.Boolean java.lang.Character":        "java.io.Serializable java.lang.Comparable",
		"java.util.UUID java.net.URI java.io.File":     "java.io.Serializable java.lang.Comparable",
		"java.net.URL java.util.Currency":              "java.io.Serializable",
		"java.util.Locale java.util.BitSet":            common,
		"java.util.regex.Pattern":                      "java.io.Serializable",
		"java.lang.Byte java.lang.Short":               number,
		"java.lang.Integer java.lang.Long":             number,
		"java.lang.Float java.lang.Double":             number,
		"java.math.BigInteger java.math.BigDecimal":    number,
		"java.util.concurrent.atomic.AtomicInteger":    "java.io.Serializable java.lang.Number",
		"java.util.concurrent.atomic.AtomicLong":       "java.io.Serializable java.lang.Number",
		"java.util.concurrent.atomic.AtomicBoolean":    "java.io.Serializable",
		"java.util.Date":                               common + "java.lang.Comparable",
		"java.sql.Date java.sql.Time":                  common + "java.lang.Comparable java.util.Date",
		"java.sql.Timestamp":                           common + "java.lang.Comparable java.util.Date",
		"java.util.ArrayList java.util.Vector":         list,
		"java.util.Stack":                              list + "java.util.Vector",
		"java.util.LinkedList":                         collection + "java.util.List java.util.AbstractList java.util.AbstractSequentialList java.util.Deque java.util.Queue",
		"java.util.ArrayDeque":                         collection + "java.util.Deque java.util.Queue",
		"java.util.PriorityQueue":                      "java.io.Serializable java.lang.Iterable java.util.Collection java.util.AbstractCollection java.util.AbstractQueue java.util.Queue",
		"java.util.HashSet":                            set,
		"java.util.LinkedHashSet":                      set + "java.util.HashSet",
		"java.util.TreeSet":                            set + "java.util.SortedSet java.util.NavigableSet",
		"java.util.concurrent.CopyOnWriteArrayList":    common + "java.lang.Iterable java.util.Collection java.util.List java.util.RandomAccess",
		"java.util.Arrays$ArrayList":                   "java.io.Serializable java.lang.Iterable java.util.Collection java.util.AbstractCollection java.util.List java.util.AbstractList java.util.RandomAccess",
		"java.util.HashMap":                            table,
		"java.util.LinkedHashMap":                      table + "java.util.HashMap",
		"java.util.TreeMap":                            table + "java.util.SortedMap java.util.NavigableMap",
		"java.util.Hashtable":                          common + "java.util.Map java.util.Dictionary",
		"java.util.Properties":                         common + "java.util.Map java.util.Dictionary java.util.Hashtable",
		"java.util.concurrent.ConcurrentHashMap":       "java.io.Serializable java.util.Map java.util.AbstractMap java.util.concurrent.ConcurrentMap",
		"java.util.EnumMap":                            table,
		"java.util.EnumSet":                            set,
		"java.util.ImmutableCollections$ListN":         "java.io.Serializable java.lang.Iterable java.util.Collection java.util.AbstractCollection java.util.List java.util.RandomAccess",
		"java.util.ImmutableCollections$SetN":          "java.io.Serializable java.lang.Iterable java.util.Collection java.util.AbstractCollection java.util.Set",
		"java.util.ImmutableCollections$MapN":          "java.io.Serializable java.util.Map java.util.AbstractMap",
		"java.time.LocalDate":                          temporal + "java.time.chrono.ChronoLocalDate",
		"java.time.LocalDateTime":                      temporal + "java.time.chrono.ChronoLocalDateTime",
		"java.time.ZonedDateTime":                      "java.io.Serializable java.lang.Comparable java.time.temporal.Temporal java.time.temporal.TemporalAccessor java.time.chrono.ChronoZonedDateTime",
		"java.time.Instant java.time.LocalTime":        temporal,
		"java.time.OffsetDateTime java.time.Year":      temporal,
		"java.time.OffsetTime java.time.YearMonth":     temporal,
		"java.time.MonthDay":                           "java.io.Serializable java.lang.Comparable java.time.temporal.TemporalAccessor java.time.temporal.TemporalAdjuster",
		"java.time.Duration":                           "java.io.Serializable java.lang.Comparable java.time.temporal.TemporalAmount",
		"java.time.Period":                             "java.io.Serializable java.time.temporal.TemporalAmount java.time.chrono.ChronoPeriod",
		"java.time.ZoneOffset":                         "java.io.Serializable java.lang.Comparable java.time.ZoneId",
		"java.time.ZoneRegion":                         "java.io.Serializable java.time.ZoneId",
		"java.util.Collections$UnmodifiableCollection": "java.io.Serializable java.lang.Iterable java.util.Collection",
		"java.util.Collections$UnmodifiableList":       "java.io.Serializable java.lang.Iterable java.util.Collection java.util.List",
		"java.util.Collections$UnmodifiableSet":        "java.io.Serializable java.lang.Iterable java.util.Collection java.util.Set",
		"java.util.Collections$SynchronizedList":       "java.io.Serializable java.lang.Iterable java.util.Collection java.util.List",
		"java.util.Collections$SynchronizedSet":        "java.io.Serializable java.lang.Iterable java.util.Collection java.util.Set",
		"java.util.Collections$SingletonList":          "java.io.Serializable java.lang.Iterable java.util.Collection java.util.List",
		"java.util.Collections$SingletonSet":           "java.io.Serializable java.lang.Iterable java.util.Collection java.util.Set",
		"java.util.Collections$EmptyList":              "java.io.Serializable java.lang.Iterable java.util.Collection java.util.List",
		"java.util.Collections$EmptySet":               "java.io.Serializable java.lang.Iterable java.util.Collection java.util.Set",
		"java.util.Collections$UnmodifiableMap":        "java.io.Serializable java.util.Map",
		"java.util.Collections$SynchronizedMap":        "java.io.Serializable java.util.Map",
		"java.util.Collections$SingletonMap":           "java.io.Serializable java.util.Map",
		"java.util.Collections$EmptyMap":               "java.io.Serializable java.util.Map",
	} {
		for class := range strings.FieldsSeq(classes) {
			superNames[class] = supers
			knowType(class)
		}
		for class := range strings.FieldsSeq(supers) {
			knowType(class)
		}
	}
	knowType("java.lang.Object")
}

// knownTypes are the names of the JDK's classes by their signatures.
var knownTypes = map[string]string{}

func knowType(class string) {
	knownTypes["L"+strings.ReplaceAll(class, ".", "/")+";"] = class
}

// supersOf gives the super classes and interfaces of a class of the JDK.
func supersOf(class string) []string { return strings.Fields(superNames[class]) }
