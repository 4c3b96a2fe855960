// Package javaser reads and writes session attributes in Java serialization,
// the format of MSM's JavaSerializationTranscoderFactory, without any Java
// class.
//
// # Reading
//
// The bytes are one Java object stream: the number of attributes, then names
// and values in turn (WIRE-50). Decode checks all of it, in one pass, and makes
// nothing of it: a session whose attributes nobody reads costs one allocation.
// When the first attribute is asked for, Values ([javaobj.Value]) of all are made
// in a second pass. What the session shares, across attributes too (WIRE-52), is
// shared in Go. Nothing is ever instantiated; a class is a name and a list of
// fields. For an edit that needs it, and for the few streams that the second pass
// can't read by itself, the stream becomes a tree of nodes that keeps everything:
// descriptors of classes with their version ids, the cuts between blocks of
// primitive data, unused capacity, what stood as a back-reference and what stood
// in full. A node has one Value: that which was given out, if there was one.
//
//	document, err := javaser.Transcoder{}.Decode(record.Attributes, transcoder.Limits{})
//	cart, err := document.Get("cart")
//
// Known classes of the JDK are shown as what they mean (a number, a date, a
// list, a map), all others by their fields. Where a class put something else
// in its place (writeReplace), that is what the stream holds and what is shown.
// What a class wrote itself stands in [javaobj.Bean] under Data.
//
// A value that MSM could not serialize (WIRE-51) is a
// [javaobj.NotSerializable]; MSM itself can't load such a session (TRAP-47), but
// it can be repaired by removing the attribute or setting it.
//
// # Writing
//
// A document that was only read encodes to the bytes that it came from. After an
// edit all nodes are written anew and handles are numbered in the order of
// writing, so that everything untouched has the bytes that it had, handle
// numbers aside. What a removed attribute held and others still refer to is
// written where it is referred to first.
//
// New Values become nodes by the table of the JDK's classes in jdk.txt, and by the
// descriptors that the stream itself shows. The rules are strict, because a
// Tomcat that can't read a record drops the session, or deletes it (TRAP-5):
//
//   - An application's class can be written if the session holds an object of
//     it, or if a class path was given (Transcoder.Configure) and Java would
//     write the class by its fields alone, not by code of its own (writeObject,
//     Externalizable, writeReplace); every field must be given.
//   - A field or element must be of a class that is known to fit: the declared
//     one, one below it, or one that the session holds in such a place.
//   - Sorted collections are sorted by the natural order of strings, whole
//     numbers and dates; a comparator can't be run, so it can't be written.
//   - An enum needs its class in the session or on the class path. That the
//     constant exists is for the caller to know if there is no class path.
//   - Calendars, exceptions and proxies can only be kept, moved or removed.
//
// One thing a stream doesn't tell: that a class reads a field unshared
// (ObjectInputStream.readUnshared). Java refuses a second reference to such an
// object, so what stands in a field of that rare kind must not be given another
// place.
//
// Whatever doesn't fit is refused by a [transcoder.UnsupportedError] before
// anything changes.
//
// # Hostile input
//
// Every length is checked against the bytes that are left, nesting and the
// number of elements are limited ([transcoder.Limits]), and no reference is
// expanded. A stream costs memory in proportion to its size. Decoding ends with
// a [SyntaxError], which gives the offset, or a [transcoder.LimitError].
//
// [ReadStream] and [DataInput] read other object streams, such as the
// principals in a record's header.
package javaser
