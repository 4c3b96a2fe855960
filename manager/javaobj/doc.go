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
// # Java's meaning
//
// Strings are WTF-8, so that every Java string, half pairs included, has one Go
// string; their length ([UTF16Len]) and hash code ([HashCode]) are UTF-16's.
// Numbers print as in Java ([JavaDouble]). [Equal] compares two graphs.
package javaobj
