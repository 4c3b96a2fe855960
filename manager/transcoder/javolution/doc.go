// Package javolution reads and writes session attributes as MSM's
// JavolutionTranscoderFactory does (serializer javolution, builds 5.4.3.1 and
// 5.5.1), without any of the classes in them.
//
// A document looks like XML but isn't: element names are raw class names, as
// <[I> or <java.util.Map$Entry>, attribute names may stand twice, and control
// characters are written as references that XML forbids. So it is read by a
// scanner of its own: once to check it, and when the first attribute is asked for
// into a tree that keeps the bytes of each tag. What wasn't
// edited is written from those bytes; after an edit only the numbers of
// identities (__id, __ref) change elsewhere in the document.
//
// The format keeps less than the session held: a java.util.Date becomes an empty
// element, a BigDecimal its integer part. Such values carry a reason in Lost,
// and none of them is ever created here. Fields of beans that stand in XML
// attributes have no class and come out as javaobj.Text.
//
// With the application's class files (Transcoder.Configure) those fields have
// their types, null fields can be set and others cleared, and objects of classes
// and enums that the session doesn't show can be written: all fields in the
// order of the class file, as javolution's reader demands. A class that hides a
// field of its parent, or that isn't written field by field, is refused.
package javolution
