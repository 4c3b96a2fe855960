package javaobj

// Value is one Java value. A nil Value is Java's null. Values are immutable by
// convention: an edit makes a new Value and may hold old ones; a format that
// meets one of its own old Values writes the bytes it came from.
//
// Identity matters as in Java: the same pointer met twice is the same object
// (a shared reference or a cycle), and is printed as a ref the second time.
type Value interface{ javaValue() }

// String is a java.lang.String in WTF-8: UTF-8, where lone surrogates stand as
// their three-byte form, so that nothing is lost. Strings have no identity here.
type String string

// Scalar is an object whose content is one text: the boxed primitives,
// BigInteger, BigDecimal, UUID, URL, URI, Currency, Locale, StringBuilder,
// Atomic*, BitSet, File, Pattern, TimeZone, java.time, Joda types.
type Scalar struct {
	// Class is the binary class name, as java.lang.Integer.
	Class string
	// Text is Java's toString().
	Text string
	// Bits are the raw IEEE bits of a Float or Double.
	Bits uint64
	// Lost says why the format itself has not kept the whole value ("" if it has).
	Lost string
}

// Enum is a constant. It has no identity of its own in JSON.
type Enum struct {
	// Class differs from Declaring where the constant has a body and the
	// stream names it.
	Class, Declaring, Name string
}

// Class is a java.lang.Class object; Name as Class.getName() gives it.
type Class struct{ Name string }

// Bytes is a byte[].
type Bytes struct{ Data []byte }

// List is an array (Class as "[I" or "[Ljava.lang.String;") or a collection, or
// a JDK wrapper that shows elements.
type List struct {
	Class string
	Elems []Value
	// Comparator is the class of a sorted collection's comparator, or "".
	Comparator string
	// Fields are those that an application's class below the collection adds.
	Fields []Field
}

// Map is a java.util.Map in its own order; duplicate keys are kept.
type Map struct {
	Class      string
	Entries    []Entry
	Comparator string
	// Fields as in List.
	Fields []Field
}

// Entry is one mapping.
type Entry struct{ Key, Value Value }

// Date is java.util.Date and its java.sql children.
type Date struct {
	Class  string
	Millis int64
	// Nanos is the Timestamp's field; HasNanos tells that there is one.
	Nanos    int32
	HasNanos bool
	// Lost as in Scalar (javolution keeps nothing of a Date).
	Lost string
}

// Calendar is a java.util.Calendar.
type Calendar struct {
	Class                  string
	Millis                 int64
	Zone                   string
	Lenient                bool
	FirstDayOfWeek         int
	MinimalDaysInFirstWeek int
}

// Throwable is a java.lang.Throwable.
type Throwable struct {
	Class      string
	Message    Value // String or nil
	Cause      Value
	StackTrace []StackFrame
	// Fields are those of the class itself and its parents below Throwable.
	Fields []Field
}

// StackFrame is one java.lang.StackTraceElement.
type StackFrame struct {
	DeclaringClass, MethodName string
	FileName                   *string
	LineNumber                 int
}

// Proxy is a java.lang.reflect.Proxy.
type Proxy struct {
	Interfaces []string
	Handler    Value
}

// Bean is any other object.
type Bean struct {
	Class string
	// Fields, super-class first where the format tells the declaring class.
	Fields []Field
	// Lost as in Scalar.
	Lost string
	// Data is what the class wrote itself (writeObject, Externalizable): Raw
	// and Values in order.
	Data []Value
}

// Field is one field of a Bean.
type Field struct {
	// Declaring and Type are "" where the format doesn't carry them.
	Declaring, Name, Type string
	Value                 Value
}

// Raw is a run of bytes inside Bean.Data; printed as a hex string.
type Raw []byte

// Text is a value whose class the format doesn't carry (an attribute of a
// javolution bean).
type Text string

// Opaque is what can't be decoded.
type Opaque struct {
	Class  string
	Size   int
	Reason string
}

// NotSerializable is MSM's mark for what it could not serialize (WIRE-51).
type NotSerializable struct{}

func (String) javaValue()           {}
func (*Scalar) javaValue()          {}
func (*Enum) javaValue()            {}
func (*Class) javaValue()           {}
func (*Bytes) javaValue()           {}
func (*List) javaValue()            {}
func (*Map) javaValue()             {}
func (*Date) javaValue()            {}
func (*Calendar) javaValue()        {}
func (*Throwable) javaValue()       {}
func (*Proxy) javaValue()           {}
func (*Bean) javaValue()            {}
func (Raw) javaValue()              {}
func (Text) javaValue()             {}
func (*Opaque) javaValue()          {}
func (*NotSerializable) javaValue() {}
