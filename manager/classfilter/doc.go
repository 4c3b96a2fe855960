// Package classfilter tells by name which Java classes may be read or written,
// in the syntax of Java's own serialization filters (JEP 290, the system
// property jdk.serialFilter), so that one line does for Tomcat and msmgate:
//
//	filter, err := classfilter.Parse("!org.apache.commons.collections.**;maxdepth=20;com.example.**")
//	err = filter.Check("org.apache.commons.collections.map.LazyMap") // a *RejectedError
//
// # Syntax
//
// Patterns are separated by semicolons, and the first that matches a class
// decides. Blanks are part of a pattern, as in Java.
//
//	com.example.Cart   this class
//	com.example.*      the classes of this package
//	com.example.**     those of this package and all below it
//	com.example.Ca*    whatever begins so
//	*                  every class
//	!PATTERN           rejects instead of allowing
//	java.sql/PATTERN   as PATTERN, for classes of this module of the JDK only
//	maxdepth=N         nesting of objects
//	maxrefs=N          number of objects
//	maxbytes=N         bytes of one session's attributes
//	maxarray=N         length of an array
//
// An array is judged by its component type; primitive types are never rejected.
// A class that no pattern matches is undecided, which means that it is allowed:
// a list of what may pass has to end in !*.
//
// # Differences from Java
//
// Which module a class belongs to is known for the JDK's own, as of Java 17; all
// others are in no module, as the classes of a web application are. Which classes
// Java asks a filter about though no stream names them, such as the arrays inside
// collections, is known for the common ones. For maxrefs and maxdepth objects are
// counted, where Java counts the descriptions of classes, too: what Java accepts
// is accepted here.
package classfilter
