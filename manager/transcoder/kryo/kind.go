package kryo

import "msmgate/manager/javaobj"

// kind is how the data of a class are written.
type kind uint8

const (
	kindBean      kind = iota // fields
	kindScalar                // bytes by class.format
	kindEnum                  // the same, with names
	kindClass                 // a mention of a class
	kindList                  // a count and elements
	kindMap                   // a count and pairs
	kindTreeSet               // kryo 3 and later: a comparator in front
	kindTreeMap               //
	kindEmpty                 // nothing
	kindSingle                // one element
	kindSingleMap             // one pair
	kindArrayList             // Arrays.asList: a count, a class, elements
	kindWrapper               // an ordinal and what is wrapped
	kindSubList               // a list, from and to
	kindEnumSet               // a class, a count, ordinals
	kindEnumMap               // a class, a count, ordinals and values
	kindProxy                 // a handler and interfaces
	kindArray                 // by its elements
	kindOptional              // java.util.Optional: one value
)

// slotMode is how a value is written where its holder declares a type.
type slotMode uint8

const (
	slotAny      slotMode = iota // the class, then the value; or null
	slotNullable                 // a mark of null, then the value: the class is known
	slotPlain                    // the value alone: the class is known, null impossible
)

// slot is a place for a value.
type slot struct {
	mode  slotMode
	class *class // nil for slotAny
	// args are the final classes among the type arguments of a declared type
	// (kryo 3 leaves them out of elements), nil for others.
	args []*class
	// step is how a scanner passes it, width the bytes of stepBytes.
	step  step
	width uint8
}

// node is one value of a record, with the bytes that its class wrote.
type node struct {
	// class is nil for null.
	class *class
	// raw is the data of scalars, arrays of primitives and ordinals.
	raw string
	// kids are elements, pairs, fields; a class that is mentioned stands first.
	kids []*node
	// round and number are the writer's: the object's number in this writing.
	round, number uint32
	// view is the value that was made of it; nil until it was asked for.
	view javaobj.Value
}

// null is the value of nothing.
var null = &node{}
