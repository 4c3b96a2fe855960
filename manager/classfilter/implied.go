package classfilter

// implied is what the JDK, as of Java 17, asks a filter about when it reads an
// object of a class, though the stream doesn't name it: the arrays that
// collections are about to make, and what takes an object's place.
var implied = map[string]string{
	"java.util.ArrayList":                       "[Ljava.lang.Object;",
	"java.util.ArrayDeque":                      "[Ljava.lang.Object;",
	"java.util.PriorityQueue":                   "[Ljava.lang.Object;",
	"java.util.IdentityHashMap":                 "[Ljava.lang.Object;",
	"java.util.Collections$CopiesList":          "[Ljava.lang.Object;",
	"java.util.CollSer":                         "[Ljava.lang.Object;",
	"java.util.concurrent.CopyOnWriteArrayList": "[Ljava.lang.Object;",
	"java.util.concurrent.CopyOnWriteArraySet":  "[Ljava.lang.Object;",
	"java.util.HashMap":                         "[Ljava.util.Map$Entry;",
	"java.util.LinkedHashMap":                   "[Ljava.util.Map$Entry;",
	"java.util.HashSet":                         "[Ljava.util.Map$Entry;",
	"java.util.LinkedHashSet":                   "[Ljava.util.Map$Entry;",
	"java.util.Hashtable":                       "[Ljava.util.Map$Entry;",
	"java.util.Properties":                      "[Ljava.util.Map$Entry;",
	"java.util.EnumSet$SerializationProxy":      "java.util.RegularEnumSet",
}
