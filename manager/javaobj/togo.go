package javaobj

import (
	"math"
	"math/big"
	"strconv"
	"time"
)

// maxGoDepth is how deep ToGo and FromGo convert collections in collections.
const maxGoDepth = 10000

// ToGo turns a value into what a Go program would use:
//
//	null                                nil
//	String                              string
//	Boolean                             bool
//	Byte, Short, Integer, Long          int8, int16, int32, int64
//	Float, Double                       float32, float64
//	Character                           Char
//	BigInteger, BigDecimal              *big.Int, Decimal
//	Atomic*                             int32, int64, bool
//	other scalars (UUID, URL, …)        string
//	Date and its java.sql children      time.Time in UTC
//	byte[]                              []byte
//	other primitive arrays              []int32 and so on
//	other arrays, collections           []any
//	maps                                *OrderedMap
//
// Anything else, and what its format has not kept whole, stays the Value that
// it is. A collection that holds itself is a Go value that holds itself.
func ToGo(v Value) any {
	c := goConverter{done: map[Value]any{}}
	return c.convert(v, 0)
}

type goConverter struct{ done map[Value]any }

func (c *goConverter) convert(v Value, depth int) any {
	switch v := v.(type) {
	case nil:
		return nil
	case String:
		return string(v)
	case Text:
		return string(v)
	case *Scalar:
		return scalarToGo(v)
	case *Bytes:
		return v.Data
	case *Date:
		if v.Lost != "" {
			return v
		}
		return v.Time()
	case *List:
		if depth < maxGoDepth {
			return c.list(v, depth)
		}
	case *Map:
		if depth < maxGoDepth {
			return c.toMap(v, depth)
		}
	}
	return v
}

// Time is the instant, in UTC; a Timestamp's nanoseconds count.
func (d *Date) Time() time.Time {
	if !d.HasNanos {
		return time.UnixMilli(d.Millis).UTC()
	}
	seconds := d.Millis / 1000
	if d.Millis%1000 < 0 {
		seconds--
	}
	return time.Unix(seconds, int64(d.Nanos)).UTC()
}

func (c *goConverter) list(l *List, depth int) any {
	if array, ok := primitiveArray(l); ok {
		return array
	}
	if done, ok := c.done[l]; ok {
		return done
	}
	elems := make([]any, len(l.Elems))
	c.done[l] = elems
	for i, e := range l.Elems {
		elems[i] = c.convert(e, depth+1)
	}
	return elems
}

func (c *goConverter) toMap(m *Map, depth int) any {
	if done, ok := c.done[m]; ok {
		return done
	}
	ordered := &OrderedMap{Pairs: make([]Pair, len(m.Entries))}
	c.done[m] = ordered
	for i, e := range m.Entries {
		ordered.Pairs[i] = Pair{c.convert(e.Key, depth+1), c.convert(e.Value, depth+1)}
	}
	return ordered
}

func scalarToGo(s *Scalar) any {
	if s.Lost != "" {
		return s
	}
	switch s.Class {
	case "java.lang.Boolean", "java.util.concurrent.atomic.AtomicBoolean":
		return s.Text == "true"
	case "java.lang.Float":
		return math.Float32frombits(uint32(s.Bits))
	case "java.lang.Double":
		return math.Float64frombits(s.Bits)
	case "java.lang.Character":
		r, _ := DecodeRune(s.Text)
		return Char(r)
	case "java.math.BigInteger":
		if n, ok := new(big.Int).SetString(s.Text, 10); ok {
			return n
		}
		return s
	case "java.math.BigDecimal":
		if d, err := ParseDecimal(s.Text); err == nil {
			return d
		}
		return s
	}
	return integerToGo(s)
}

func integerToGo(s *Scalar) any {
	n, err := strconv.ParseInt(s.Text, 10, 64)
	switch s.Class {
	case "java.lang.Byte":
		return fits(s, int8(n), n, err)
	case "java.lang.Short":
		return fits(s, int16(n), n, err)
	case "java.lang.Integer", "java.util.concurrent.atomic.AtomicInteger":
		return fits(s, int32(n), n, err)
	case "java.lang.Long", "java.util.concurrent.atomic.AtomicLong":
		return fits(s, n, n, err)
	}
	return s.Text
}

// fits gives the small integer, or the Scalar where its text is no such number.
func fits[T int8 | int16 | int32 | int64](s *Scalar, small T, n int64, err error) any {
	if err != nil || int64(small) != n {
		return s
	}
	return small
}
