package kryo

import "strings"

// special is how a class is written that kryo, or MSM, has a serializer for.
type special struct {
	kind    kind
	format  string
	differs bool
}

var primitiveNames = strings.Fields("boolean byte char short int long float double")

var boxNames = strings.Fields("java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Short " +
	"java.lang.Integer java.lang.Long java.lang.Float java.lang.Double")

// voidBox shares void's number in kryo 3 and 4.
const voidBox = "java.lang.Void"

var wrapped = strings.Fields("Collection RandomAccessList List Set SortedSet Map SortedMap")

// The classes with a number in the order of their numbers, kryo 1 from 1 on.
var numbered1 = func() []string {
	list := append(append([]string{}, primitiveNames...), boxNames...)
	list = append(list, strings.Fields(`java.lang.String java.util.ArrayList java.util.LinkedList java.util.HashSet java.util.HashMap
		java.util.Arrays$ArrayList java.util.Currency java.lang.StringBuffer java.lang.StringBuilder
		java.util.Collections$EmptyList java.util.Collections$EmptyMap java.util.Collections$EmptySet
		java.util.Collections$SingletonList java.util.Collections$SingletonSet java.util.Collections$SingletonMap
		java.lang.Class java.math.BigDecimal java.math.BigInteger java.util.GregorianCalendar java.lang.reflect.InvocationHandler`)...)
	return append(list, wrappers()...)
}()

// numbered4 is kryo 3's and 4's list, from 0 on. A primitive has the number of
// its box.
var numbered4 = append(strings.Fields(`java.lang.Integer java.lang.String java.lang.Float java.lang.Boolean java.lang.Byte
	java.lang.Character java.lang.Short java.lang.Long java.lang.Double void
	java.util.Arrays$ArrayList java.lang.reflect.InvocationHandler`), wrappers()...)

func wrappers() (list []string) {
	for _, how := range []string{"Unmodifiable", "Synchronized"} {
		for _, what := range wrapped {
			list = append(list, "java.util.Collections$"+how+what)
		}
	}
	return list
}

// wrapperOrdinal is the number of a wrapper among its seven kin.
func wrapperOrdinal(name string) int {
	for i, kin := range wrappers() {
		if kin == name {
			return i % len(wrapped)
		}
	}
	return 0
}

// jodaNumbered are the classes that MSM's JodaDateTimeRegistration registers
// (CFG-44).
func jodaNumbered(layout int) []string {
	if layout == layout1 {
		return []string{"org.joda.time.DateTime"}
	}
	return []string{"org.joda.time.Interval", "org.joda.time.DateTime", "org.joda.time.LocalDateTime", "org.joda.time.LocalDate"}
}

// register gives classes their numbers.
func (s *schema) register(c config) {
	list, first := numbered4, uint32(2)
	if s.layout == layout1 {
		list, first = numbered1, 1
		if s.locale {
			list = append(append([]string{}, list...), "java.util.Locale")
		}
	}
	if c.joda { // registered twice it keeps its numbers
		list = append(append([]string{}, list...), jodaNumbered(s.layout)...)
	}
	s.byID = make([]*class, first, int(first)+len(list))
	for i, name := range list {
		class := s.handle(name)
		class.id = first + uint32(i)
		s.byID = append(s.byID, class)
	}
	for _, name := range boxNames {
		s.handle(name).boxed = true
	}
	if s.layout != layout1 {
		for i, name := range primitiveNames {
			s.known[name] = s.known[boxNames[i]]
		}
	}
}

// special gives the serializer of a class by its name.
func (s *schema) special(name string) (special, bool) {
	if k, ok := s.jodaSpecial(name); ok {
		return k, true
	}
	table := specials4
	if s.layout == layout1 {
		table = specials1
		if name == "java.util.Locale" && s.locale {
			return special{kind: kindScalar, format: "sss"}, true
		}
	}
	if k, ok := table[name]; ok {
		if s.copyAll && (k.kind == kindEmpty || k.kind == kindSingle || k.kind == kindSingleMap || k.kind == kindEnumMap ||
			k.kind == kindEnumSet || k.kind == kindTreeMap || k.kind == kindTreeSet || k.kind == kindSubList) {
			return special{}, false
		}
		return k, true
	}
	if s.layout == layout4 {
		k, ok := specialsOf4[name]
		k.differs = true
		return k, ok
	}
	return special{}, false
}

// What both families write alike.
var specialsAll = map[string]special{
	"java.util.Arrays$ArrayList":                 {kind: kindArrayList},
	"java.util.Collections$EmptyList":            {kind: kindEmpty},
	"java.util.Collections$EmptyMap":             {kind: kindEmpty},
	"java.util.Collections$EmptySet":             {kind: kindEmpty},
	"java.util.Collections$SingletonList":        {kind: kindSingle},
	"java.util.Collections$SingletonSet":         {kind: kindSingle},
	"java.util.Collections$SingletonMap":         {kind: kindSingleMap},
	"java.lang.Class":                            {kind: kindClass},
	"java.lang.reflect.InvocationHandler":        {kind: kindProxy},
	"java.util.EnumMap":                          {kind: kindEnumMap},
	"java.util.RegularEnumSet":                   {kind: kindEnumSet},
	"java.util.JumboEnumSet":                     {kind: kindEnumSet},
	"java.util.ArrayList$SubList":                {kind: kindSubList},
	"java.util.SubList":                          {kind: kindSubList},
	"java.util.RandomAccessSubList":              {kind: kindSubList},
	"java.util.AbstractList$SubList":             {kind: kindSubList},
	"java.util.AbstractList$RandomAccessSubList": {kind: kindSubList},
}

var specials1 = merge(specialsAll, map[string]string{
	"java.lang.Boolean": "z", "java.lang.Byte": "1", "java.lang.Character": "2", "java.lang.Short": "h", "java.lang.Integer": "v",
	"java.lang.Long": "w", "java.lang.Float": "4", "java.lang.Double": "8",
	"boolean": "z", "byte": "1", "char": "2", "short": "h", "int": "v", "long": "w", "float": "4", "double": "8",
	"java.lang.String": "s", "java.math.BigInteger": "n", "java.math.BigDecimal": "nv",
	"java.util.GregorianCalendar": "wvvvs", "java.util.Currency": "ps", "java.lang.StringBuilder": "ps", "java.lang.StringBuffer": "ps",
})

var specials4 = merge(specialsAll, map[string]string{
	"java.lang.Boolean": "z", "java.lang.Byte": "1", "java.lang.Character": "2", "java.lang.Short": "2", "java.lang.Integer": "v",
	"java.lang.Long": "w", "java.lang.Float": "4", "java.lang.Double": "8",
	"java.lang.String": "s", "java.math.BigInteger": "n", "java.math.BigDecimal": "nv",
	"java.util.Currency": "s", "java.lang.StringBuilder": "s", "java.lang.StringBuffer": "s", "java.util.Locale": "sss",
	"java.util.GregorianCalendar": "swzvvw",
})

// specialsOf4 are kryo 4's own.
var specialsOf4 = merge(map[string]special{"java.util.Optional": {kind: kindOptional}}, map[string]string{
	"java.net.URL":          "s",
	"java.util.OptionalInt": "?4", "java.util.OptionalLong": "?8", "java.util.OptionalDouble": "?8",
	"java.time.LocalDate": "v11", "java.time.LocalTime": "t", "java.time.LocalDateTime": "v11t", "java.time.Instant": "wv",
	"java.time.Duration": "8v", "java.time.ZoneOffset": "o", "java.time.ZoneRegion": "s", "java.time.ZonedDateTime": "v11ts",
	"java.time.OffsetDateTime": "v11to", "java.time.OffsetTime": "to", "java.time.Year": "v", "java.time.YearMonth": "v1",
	"java.time.MonthDay": "11", "java.time.Period": "vvv",
})

func init() {
	for _, how := range wrappers() {
		specials1[how] = special{kind: kindWrapper}
		specials4[how] = special{kind: kindWrapper}
	}
	specials4["java.util.TreeMap"] = special{kind: kindTreeMap}
	specials4["java.util.TreeSet"] = special{kind: kindTreeSet}
}

func merge(base map[string]special, formats map[string]string) map[string]special {
	out := make(map[string]special, len(base)+len(formats))
	for name, k := range base {
		out[name] = k
	}
	for name, format := range formats {
		out[name] = special{kind: kindScalar, format: format}
	}
	return out
}
