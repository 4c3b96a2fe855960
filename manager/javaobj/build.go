package javaobj

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// NewBoolean is a java.lang.Boolean.
func NewBoolean(b bool) *Scalar {
	return &Scalar{Class: "java.lang.Boolean", Text: strconv.FormatBool(b)}
}

// NewByte is a java.lang.Byte.
func NewByte(n int8) *Scalar { return integer("java.lang.Byte", int64(n)) }

// NewShort is a java.lang.Short.
func NewShort(n int16) *Scalar { return integer("java.lang.Short", int64(n)) }

// NewInteger is a java.lang.Integer.
func NewInteger(n int32) *Scalar { return integer("java.lang.Integer", int64(n)) }

// NewLong is a java.lang.Long.
func NewLong(n int64) *Scalar { return integer("java.lang.Long", n) }

func integer(class string, n int64) *Scalar {
	return &Scalar{Class: class, Text: JavaLong(n)}
}

// NewDouble is a java.lang.Double.
func NewDouble(f float64) *Scalar {
	return &Scalar{Class: "java.lang.Double", Text: JavaDouble(f), Bits: math.Float64bits(f)}
}

// NewFloat is a java.lang.Float.
func NewFloat(f float32) *Scalar {
	return &Scalar{Class: "java.lang.Float", Text: JavaFloat(f), Bits: uint64(math.Float32bits(f))}
}

// NewCharacter is a java.lang.Character, one UTF-16 unit.
func NewCharacter(c Char) *Scalar {
	return &Scalar{Class: "java.lang.Character", Text: c.String()}
}

// NewBigInteger is a java.math.BigInteger.
func NewBigInteger(n *big.Int) *Scalar {
	return &Scalar{Class: "java.math.BigInteger", Text: n.String()}
}

// NewString is a java.lang.String; s is WTF-8.
func NewString(s string) String { return String(s) }

// NewDate is a java.util.Date.
func NewDate(millis int64) *Date { return &Date{Class: "java.util.Date", Millis: millis} }

// NewBytes is a byte[]; it keeps data.
func NewBytes(data []byte) *Bytes { return &Bytes{Data: data} }

// NewList is a collection or an array of the class.
func NewList(class string, elems ...Value) *List { return &List{Class: class, Elems: elems} }

// NewMap is a map of the class; order is kept.
func NewMap(class string, entries ...Entry) *Map { return &Map{Class: class, Entries: entries} }

// Str gives the text of a String.
func Str(v Value) (string, bool) {
	s, ok := v.(String)
	return string(s), ok
}

// Int gives the number of a Byte, Short, Integer, Long, AtomicInteger or
// AtomicLong, or a BigInteger that fits.
func Int(v Value) (int64, bool) {
	s, ok := v.(*Scalar)
	if !ok {
		return 0, false
	}
	switch s.Class {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.math.BigInteger",
		"java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong":
		n, err := strconv.ParseInt(s.Text, 10, 64)
		return n, err == nil
	}
	return 0, false
}

// ClassOf names a value's Java class, "" for null and for what the format
// doesn't say.
func ClassOf(v Value) string {
	switch v := v.(type) {
	case String:
		return "java.lang.String"
	case *Scalar:
		return v.Class
	case *Enum:
		if v.Class == "" {
			return v.Declaring
		}
		return v.Class
	case *Class:
		return "java.lang.Class"
	case *Bytes:
		return "[B"
	case *List:
		return v.Class
	case *Map:
		return v.Class
	case *Date:
		return v.Class
	case *Calendar:
		return v.Class
	case *Throwable:
		return v.Class
	case *Proxy:
		return "java.lang.reflect.Proxy"
	case *Bean:
		return v.Class
	case *Opaque:
		return v.Class
	}
	return ""
}

// checkScalar says what is wrong with the text of a class whose texts this
// package knows; nil for any other.
func checkScalar(class, text string) error {
	bits := map[string]int{"java.lang.Byte": 8, "java.lang.Short": 16, "java.lang.Integer": 32, "java.lang.Long": 64,
		"java.util.concurrent.atomic.AtomicInteger": 32, "java.util.concurrent.atomic.AtomicLong": 64}[class]
	ok := true
	switch {
	case bits != 0:
		_, err := strconv.ParseInt(text, 10, bits)
		ok = err == nil
	case class == "java.lang.Boolean" || class == "java.util.concurrent.atomic.AtomicBoolean":
		ok = text == "true" || text == "false"
	case class == "java.lang.Double":
		_, ok = ParseDouble(text)
	case class == "java.lang.Float":
		_, ok = ParseFloat(text)
	case class == "java.lang.Character":
		ok = UTF16Len(text) == 1 && Valid(text)
	case class == "java.math.BigInteger":
		ok = len(text) <= maxDigits
		if ok {
			_, ok = new(big.Int).SetString(text, 10)
		}
	case class == "java.math.BigDecimal":
		_, err := ParseDecimal(text)
		ok = err == nil
	}
	if !ok {
		return fmt.Errorf("%q is no value of %s", abridged(text), class)
	}
	return nil
}

func abridged(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
