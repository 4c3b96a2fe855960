// Package kryo reads and writes session attributes in kryo's three layouts, the
// format of MSM's KryoTranscoderFactory, without any Java class.
//
// # Layouts
//
// Layout 1 is that of MSM up to 1.8 (kryo 1), 3 that of 1.9.0 to 2.1.0 (kryo 3),
// 4 that of 2.1.1 and later (kryo 4). 3 and 4 differ in few classes, 1 and the
// others in nearly everything, and nothing in the bytes says which it is.
// [Transcoder.Configure] takes it from the settings, or from the release;
// without either the layouts are tried, and one is taken if it accounts for
// every byte and writes the same bytes again. [Document].Layout tells which.
//
// # Class files
//
// Kryo writes the fields of an object one after the other, without their names,
// their number or their length. So an application's objects can be read with its
// class files only, which the settings give: package classfile reads them. Each
// class's layout is derived as kryo does it: which serializer it gets, which
// fields are written in which order, and whether a field's class stands in the
// stream. Classes of the JDK and of Joda-Time are known.
//
// At a class that isn't known reading ends. The document then gives the
// attributes in front of it, names the class in the error of any other, refuses
// edits, and encodes to the very bytes that it came from.
//
//	format, err := transcoder.Configure(kryo.Transcoder{}, transcoder.Settings{Classes: path, Layout: "4"})
//	document, err := format.Decode(record.Attributes, transcoder.Limits{})
//	cart, err := document.Get("cart")
//
// # Reading
//
// Decode passes over the bytes once, checks all of them, and notes where the
// attributes stand. When a value is asked for, all are made in a second pass; nodes
// are made when an edit needs them, or where that pass meets what is seldom. Where that pass isn't sure (an unknown class, bytes that kryo wouldn't
// write) the reader that makes nodes decides.
//
// # Writing
//
// A document that was only read encodes to the bytes that it came from. After an
// edit what it left alone is copied as far as the numbers in it stay right, and
// the rest is written anew; class names and objects are numbered in the
// order of writing, so that everything untouched has the bytes that it had,
// numbers aside. What a removed attribute held and others still refer to is
// written where it is referred to first.
// Where MSM would lose it there, since its reader has no such object yet or a
// stand-in for it, the change is refused by the name of the attribute and class;
// what MSM loses of a record as it is is carried.
//
// New values are written if MSM reads them back as what they were. The rest is
// refused by the name of its class and nothing changes: what kryo loses (the
// nanoseconds of a Timestamp, a comparator), what differs between releases of
// Java (exceptions), what MSM can't make again (collections without a public
// constructor).
package kryo
