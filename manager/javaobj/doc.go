// Package javaobj models a graph of Java objects without any Java class: what
// every session format decodes into and encodes from, its JSON form, and its
// mapping to and from natural Go values.
//
// # Values
//
// A [Value] is an inert tree, or graph: nothing in it ever ran code of the
// stream that it came from. The kinds are few. [String] is a string; [Scalar]
// is any object whose content is one text (Integer, BigDecimal, UUID …); [List]
// an array or a collection; [Map] a map; [Bytes], [Date], [Calendar], [Enum],
// [Class], [Throwable] and [Proxy] are what they say; [Bean] is every other
// object with its fields. [Text], [Opaque] and [NotSerializable] stand for what
// a format doesn't tell. Java's null is a nil Value.
//
//	switch v := value.(type) {
//	case javaobj.String:
//		fmt.Println("a string:", v)
//	case *javaobj.List:
//		fmt.Println(len(v.Elems), "elements of a", v.Class)
//	}
//
// # Making values
//
// NewString, [NewInteger], [NewList] and their kin make values of exact Java
// types. [FromGo] chooses the type for a Go value, and [ToGo] goes the other
// way. [ParseJSON] reads what a person typed, or what [AppendJSON] printed.
//
// # Go structs
//
// [Unmarshal] reads an object into a Go struct, and [Marshal] writes it back:
//
//	type Cart struct {
//		javaobj.Origin `java:"class=com.acme.shop.Cart"`
//		Owner          *User      `java:"owner"`
//		Items          []CartItem `java:"items"`
//	}
//
//	var cart Cart
//	err := javaobj.Unmarshal(former, &cart)
//	cart.Items[0].Quantity++
//	changed, err := javaobj.Marshal(&cart, former)
//
// Marshal is given the value that was there before, and changes in it what
// changed in the struct. Everything that the struct doesn't know stays: fields
// it doesn't have, what classes wrote themselves, fields of sub classes, the
// classes and orders of collections. Objects that didn't change are the very
// same values, so a format keeps their bytes and what they share.
//
// # Tags
//
// The tag key is java. A blank field, or an embedded [Origin], names the class;
// so can a method JavaClass() string. An enum is a typed string with that method.
//
//	_ struct{} `java:"class=app.Shop$Cart"`        the class of the struct, as Class.getName() gives it
//	javaobj.Origin `java:"class=app.Shop$Cart"`    the same, and the struct remembers its object
//	Name string `java:"name"`                      the Java field name
//	Name string                                    the same: the name as java.beans decapitalizes it (URL stays URL)
//	Count int `java:"count,type=java.lang.Long"`   the exact class of a new value; type=long means the same
//	Tier string `java:"tier,enum=app.Tier"`        a constant of the enum
//	IDs []int64 `java:"ids,type=java.util.LinkedList,elem=java.lang.Long"`   a new collection's class, its elements' class
//	Ages map[string]int `java:"ages,key=java.lang.String,elem=int"`          a map's keys' and values' classes
//	Name string `java:"name,declaring=app.Base"`   the class that declares it, where a sub class hides it
//	Note string `java:"note,optional"`             not in all releases of the class
//	Day time.Time `java:"day,lossy"`               also what is left, where the format hasn't kept the value whole
//	Elems []Item `java:",elements"`                the elements, where the class extends a collection
//	Pairs map[string]Item `java:",entries"`        the entries, where the class extends a map
//	Cache any `java:"-"`                           no Java field
//
// A struct for a sub class embeds the struct of its super class, by value; the
// fields of an embedded struct without a class of its own are the outer one's. A
// struct also reads objects of sub classes of its class, and keeps what they
// add. Unexported fields are left alone.
//
// # What fits what
//
//	Java                                        Go
//	null                                        nil; the zero value where Go has no nil, which stays null unless it changes
//	String                                      string, and types of kind string
//	enum constant                               types of kind string
//	boolean, Boolean, AtomicBoolean             bool
//	byte … long, their boxes, BigInteger,       int … int64, uint … uint64, big.Int; an error where it doesn't fit
//	AtomicInteger, AtomicLong
//	float, double, Float, Double                float64; float32 where that is exact
//	char, Character                             Char, string
//	BigDecimal                                  Decimal, big.Rat
//	Date, java.sql.*, Calendar, Instant,        time.Time
//	LocalDate, LocalDateTime (as if in UTC),
//	OffsetDateTime, ZonedDateTime
//	Duration                                    time.Duration
//	UUID                                        [16]byte and types of that form, string
//	URL, URI                                    url.URL, string
//	Locale, Currency, File, Pattern,            string
//	StringBuilder, Class and their kin
//	byte[]                                      []byte, [n]byte
//	arrays, collections                         []T, [n]T of that length
//	sets                                        []T, map[T]struct{}
//	maps                                        map[K]V, []KeyValue[K, V], OrderedMap
//	objects                                     structs; *T keeps sharing and cycles
//	of a registered class                       interfaces that *T implements; see Types
//	any value                                   any: what ToGo gives, or *T of a registered class;
//	                                            Value: itself
//
// Types with methods UnmarshalText and MarshalText take any text; [Unmarshaler]
// and [Marshaler] do as they like. A text whose class the format doesn't carry
// ([Text]) fits whatever it can be parsed as.
//
// # New values
//
// Without a former value, the tag decides the class, then the declared type of
// the field where another object of the class shows it, then the Go type: int
// and int32 are an Integer (an int that doesn't fit a Long), int8 a Byte, int16
// and uint8 a Short, the others a Long, time.Time a java.util.Date, []byte a
// byte[], slices of other primitive types arrays, other slices an ArrayList,
// maps a LinkedHashMap, map[T]struct{} a LinkedHashSet, [16]byte a UUID. The
// class of a changed number is the tag's, else the former one's, and it must
// fit; a zero time.Time is a date in the year 1, so use *time.Time for what may be
// null; a new ZonedDateTime is in the time's Location if that is one of the time
// zone database, else at its offset; in an any an int8 … int64, a float32 or float64 is the class of its own
// type. Sets and maps that hash are put into the order in which Java itself would
// iterate over them.
//
// A new object needs all the fields of its class, and formats refuse classes
// that the session doesn't show.
//
// # Which object is which
//
// Marshal finds the former object of a struct by where it stands. Elements of
// slices that moved are found again if they didn't change; where it can't be
// told which element is which, and something could be lost, it is refused. A
// struct that embeds [Origin] knows its object itself, and so do all pointers
// between an Unmarshal and a Marshal with one [Track]. Use one of them where a
// list is changed in more than one place at a time. Without either, a slice
// whose elements were both changed and swapped gives each the rest of the one
// that stood in its place.
//
// A new struct in place of an old one, that is one with an empty Origin or a
// pointer that the Track doesn't know, is a new object.
//
// # Java's meaning
//
// Strings are WTF-8, so that every Java string, half pairs included, has one Go
// string; their length ([UTF16Len]) and hash code ([HashCode]) are UTF-16's.
// Numbers print as in Java ([JavaDouble]). [Equal] compares two graphs.
package javaobj
