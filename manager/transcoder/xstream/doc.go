// Package xstream reads and writes the attributes that MSM's
// XStreamTranscoder stores: XML as a bare XStream 1.4 makes it, without the
// classes that it tells of.
//
// # What is read
//
// Every document that XStream 1.4.7 and later writes, and that of 1.4.2 (MSM
// 1.6.5), whose ConcurrentHashMap is spelt as Java serialization has it.
// Classes with an alias or a converter of their own (numbers, dates,
// collections, maps, enums …) become the javaobj value of that kind, all
// others a Bean with the fields that are written; null fields aren't. Objects
// that are met again are the same Value.
//
// A field whose declared type is the value's class carries no class: its text
// is a javaobj.Text, and its lists, maps and beans have the Class "". Their
// kind is judged by the names of what they hold; an empty one is a Bean
// without fields.
//
// # What the format itself loses
//
//	half a surrogate pair             "?"
//	java.sql.Date, Time               the day, the time of day, in the node's time zone (Lost says so)
//	java.sql.Timestamp with 1.4.2     in the node's time zone
//	Calendar                          its time and its zone's id are kept, how it counts weeks and whether it is lenient are not
//	an enum constant with a body      its enum
//	transient fields                  unless the class writes itself
//	Throwable                         shown without what it suppressed, if that was nothing
//	sharing of Integers, Strings …    as in any XStream
//
// XStream 1.4.2 with Java 8 or later can't load its own documents: all that
// was captured of that pair is read here and keeps its bytes.
//
// # Editing
//
// Set makes anew: String, the boxed primitives, BigInteger, BigDecimal, Date,
// Timestamp (not with 1.4.2), UUID, URL, URI, File, Currency, Locale, BitSet,
// StringBuilder and StringBuffer, Class, byte[] and the other arrays, the
// collections and maps that have an alias, EnumSet and EnumMap, and constants
// of enums that the session has shown.
//
// A bean is made after one of its class that the session holds: give the same
// fields with other values. A Text keeps the form of the old one (a number
// stays a number); other values must be of a class that this field has shown.
// What a class writes itself (serialization="custom", Externalizable), proxies
// and exceptions can be kept, moved and removed, not made. All else is refused
// by *transcoder.UnsupportedError before anything changes.
//
// With the application's class files (Transcoder.Configure) fields that are mere
// texts have their types, can be set by them, cleared, and set where they were
// null, and objects can be made of classes and enums that the session doesn't
// show, if XStream writes them by their fields alone.
//
// An object of a class with readResolve can't be told from others without the
// class path: if an edit makes it be met first inside itself, Java holds there
// the object that it has exchanged. With the class path that is refused.
//
// References are paths, so an edit may change those of other attributes, and
// the content of an object moves to the first element that still mentions it.
// All other bytes stay. A document that isn't spelt as XStream does (comments
// and declarations aren't read at all; absolute paths are) is only read.
package xstream
