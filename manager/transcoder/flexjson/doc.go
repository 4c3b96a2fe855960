// Package flexjson reads and writes the attributes that MSM's JSONTranscoder
// stores: one JSON object, without the classes that wrote it.
//
// # What the format itself loses
//
// JSON has few types, and MSM adds only the class of beans. So MSM's own nodes
// don't get back what they stored. This package shows what a Tomcat would
// load, not what the application once set:
//
//	stored                                 loaded by flexjson 2.1     by 3.3
//	Byte, Short, Integer, Atomic*          Integer                    Long
//	Long, Date, Timestamp (its nanos lost) Integer, Long if beyond it Long
//	BigInteger                             the same, then Double      the same; beyond long the session is lost
//	Float, Double, BigDecimal              Double                     Double
//	NaN, Infinity                          String                     null
//	Character, Enum, Class                 String                     String
//	any collection, any array              ArrayList                  ArrayList
//	any map                                HashMap with String keys   HashMap with String keys
//	a bean                                 its class, with what getters told and setters take
//	StringBuilder, BitSet, Throwable       a bean without its content
//	Locale, UUID, Currency, Joda-Time      the session is lost
//	an attribute named class (a string)    the session is lost        String
//	a null key of a map                    the session is lost        String
//	the same object twice, a cycle         two objects; cut or refused
//	half a surrogate pair                  "?"
//
// A record that MSM can't load any more is decoded here all the same, and
// keeps its bytes.
//
// # Which flexjson
//
// MSM 1.6 brings flexjson 2.1, MSM 2 brings 3.3, and a document only shows by
// its escapes which one wrote it. Transcoder's Version says so; by default the
// escapes decide, and without any the document counts as 2.1's.
//
// # Editing
//
// Set accepts what comes back as the same class: String, Boolean, Integer and
// Long (2.1: a Long only beyond int; 3: only Long), finite Doubles, ArrayList
// and HashMap with String keys of those, and beans of classes that the
// document has shown. The type of a bean's field stands in no record, so its
// numbers are javaobj.Text, and a new value must be of a kind that this field
// has shown in the document: number, string, list, map or bean of a class.
// All else is refused by *transcoder.UnsupportedError. Attributes that aren't
// edited keep their bytes.
package flexjson
