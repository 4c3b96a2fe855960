package javaobj

import (
	"encoding"
	"math/big"
	"net/url"
	"reflect"
	"sync"
	"time"
)

// facts are what has to be known about a Go type each time when a value of it
// is met; found out once.
type facts struct {
	// value tells types that keep a Java value as it is.
	value bool
	// leaf tells struct types that stand for one Java value and not for an
	// object with fields.
	leaf bool
	// shareable tells what is one object in Go too if it is one in Java.
	shareable bool
	// pairing tells a KeyValue.
	pairing bool
	// The methods that the type or a pointer to it has; direct says that the type
	// itself has MarshalJava.
	unmarshaler, marshaler, direct, fromText, toText bool
}

var (
	valueType       = reflect.TypeFor[Value]()
	anyType         = reflect.TypeFor[any]()
	originType      = reflect.TypeFor[Origin]()
	timeType        = reflect.TypeFor[time.Time]()
	durationType    = reflect.TypeFor[time.Duration]()
	bigIntType      = reflect.TypeFor[big.Int]()
	bigRatType      = reflect.TypeFor[big.Rat]()
	decimalType     = reflect.TypeFor[Decimal]()
	urlType         = reflect.TypeFor[url.URL]()
	charType        = reflect.TypeFor[Char]()
	orderedType     = reflect.TypeFor[OrderedMap]()
	bytesType       = reflect.TypeFor[[]byte]()
	pairingType     = reflect.TypeFor[pairing]()
	unmarshalerType = reflect.TypeFor[Unmarshaler]()
	marshalerType   = reflect.TypeFor[Marshaler]()
	fromTextType    = reflect.TypeFor[encoding.TextUnmarshaler]()
	toTextType      = reflect.TypeFor[encoding.TextMarshaler]()
)

var allFacts sync.Map // reflect.Type → *facts

func factsOf(typ reflect.Type) *facts {
	if f, ok := allFacts.Load(typ); ok {
		return f.(*facts)
	}
	stored, _ := allFacts.LoadOrStore(typ, findFacts(typ))
	return stored.(*facts)
}

func findFacts(typ reflect.Type) *facts {
	kind := typ.Kind()
	f := &facts{value: typ == valueType || kind != reflect.Interface && typ.Implements(valueType)}
	if kind == reflect.Interface {
		f.shareable = true
		return f
	}
	f.direct = typ.Implements(marshalerType)
	if kind == reflect.Pointer {
		f.shareable, f.marshaler = true, f.direct
		return f
	}
	pointer := reflect.PointerTo(typ)
	f.unmarshaler, f.marshaler = pointer.Implements(unmarshalerType), pointer.Implements(marshalerType)
	f.fromText = pointer.Implements(fromTextType)
	f.toText = f.fromText && pointer.Implements(toTextType)
	switch kind {
	case reflect.Struct:
		switch typ {
		case timeType, bigIntType, bigRatType, decimalType, urlType, orderedType:
			f.leaf = true
		default:
			f.leaf = f.unmarshaler || f.fromText
		}
		f.shareable = !f.leaf || typ == orderedType
		f.pairing = typ.NumField() == 2 && typ.Implements(pairingType)
	case reflect.Slice, reflect.Map, reflect.Array:
		f.shareable = true
	}
	return f
}

// isLeaf tells the struct types that stand for one Java value and not for an
// object with fields.
func isLeaf(typ reflect.Type) bool { return factsOf(typ).leaf }

// isValueType tells types that keep a Java value as it is.
func isValueType(typ reflect.Type) bool { return factsOf(typ).value }

// isShareable tells what is one object in Go too if it is one in Java; numbers
// and their kind never change in Java, so sharing them would only surprise.
func isShareable(typ reflect.Type) bool { return factsOf(typ).shareable }

// isPairing tells a KeyValue.
func isPairing(typ reflect.Type) bool { return factsOf(typ).pairing }

// maxPointers bounds the pointers to pointers that are followed: a type may
// point to itself, and then to nothing else.
const maxPointers = 32

// pointee gives what a type points to, through pointers to pointers.
func pointee(typ reflect.Type) reflect.Type {
	for range maxPointers {
		if typ == nil || typ.Kind() != reflect.Pointer {
			break
		}
		typ = typ.Elem()
	}
	return typ
}
