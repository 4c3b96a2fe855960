package javaobj

import (
	"math/big"
	"slices"
	"strconv"
)

// TableSize is how many buckets Java's HashMap, HashSet and their linked
// children have after n elements were put in one by one: a power of two, of
// which at most three quarters are taken.
func TableSize(n int) int {
	size := 16
	for size/4*3 < n {
		size *= 2
	}
	return size
}

// HashOf is hashCode() of a value; ok is false for classes whose hash code
// isn't known here or differs from run to run, as an enum's.
func HashOf(v Value) (hash int32, ok bool) {
	switch v := v.(type) {
	case nil:
		return 0, true
	case String:
		return HashCode(string(v)), true
	case *Date:
		return fold(uint64(v.Millis)), v.Class != "java.sql.Timestamp" || !v.HasNanos || v.Millis%1000 == 0
	case *Scalar:
		return scalarHash(v)
	}
	return 0, false
}

func fold(n uint64) int32 { return int32(n ^ n>>32) }

func scalarHash(s *Scalar) (int32, bool) {
	switch s.Class {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer":
		n, err := strconv.ParseInt(s.Text, 10, 32)
		return int32(n), err == nil
	case "java.lang.Long":
		n, err := strconv.ParseInt(s.Text, 10, 64)
		return fold(uint64(n)), err == nil
	case "java.lang.Boolean":
		return map[bool]int32{true: 1231, false: 1237}[s.Text == "true"], true
	case "java.lang.Character":
		r, _ := DecodeRune(s.Text)
		return int32(r), true
	case "java.lang.Float":
		return int32(s.Bits), true
	case "java.lang.Double":
		return fold(s.Bits), true
	case "java.math.BigInteger":
		if n, ok := new(big.Int).SetString(s.Text, 10); ok {
			return bigHash(n), true
		}
	case "java.math.BigDecimal":
		if d, err := ParseDecimal(s.Text); err == nil {
			return 31*bigHash(d.Unscaled) + int32(d.Scale), true
		}
	case "java.util.UUID":
		if len(s.Text) != 36 {
			return 0, false
		}
		hi, err1 := strconv.ParseUint(s.Text[:8]+s.Text[9:13]+s.Text[14:18], 16, 64)
		lo, err2 := strconv.ParseUint(s.Text[19:23]+s.Text[24:], 16, 64)
		return fold(hi ^ lo), err1 == nil && err2 == nil
	}
	return 0, false
}

// bigHash is BigInteger.hashCode(): over the magnitude in ints, highest first.
func bigHash(n *big.Int) int32 {
	var h int32
	raw := n.Bytes()
	for len(raw)%4 != 0 {
		raw = append([]byte{0}, raw...)
	}
	for i := 0; i < len(raw); i += 4 {
		h = 31*h + int32(uint32(raw[i])<<24|uint32(raw[i+1])<<16|uint32(raw[i+2])<<8|uint32(raw[i+3]))
	}
	return h * int32(n.Sign())
}

// hashOrder tells in which order a hash table of a class iterates over keys that
// were put in one by one: for each place which key. ok is false for classes
// that aren't such tables and for keys whose hash codes aren't known.
func hashOrder(class string, keys []Value) (order []int, ok bool) {
	var bucket func(hash int32) int
	switch class {
	case "java.util.HashMap", "java.util.HashSet":
		mask := TableSize(len(keys)) - 1
		bucket = func(h int32) int { return int(uint32(h)^uint32(h)>>16) & mask }
	case "java.util.Hashtable", "java.util.Properties":
		size := 11
		for size*3/4 < len(keys) {
			size = size*2 + 1
		}
		// It iterates from its last bucket to the first.
		bucket = func(h int32) int { return -(int(h&0x7fffffff) % size) }
	case "java.util.concurrent.ConcurrentHashMap":
		size := 16
		for size/4*3 <= len(keys) {
			size *= 2
		}
		bucket = func(h int32) int { return int((uint32(h)^uint32(h)>>16)&0x7fffffff) & (size - 1) }
	default:
		return nil, false
	}
	at := make([]int, len(keys))
	order = make([]int, len(keys))
	for i, k := range keys {
		h, known := HashOf(k)
		if !known {
			return nil, false
		}
		at[i], order[i] = bucket(h), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return at[a] - at[b] })
	return order, true
}

// arrangeSet puts the elements of a hash set into the order in which Java
// iterates over them.
func arrangeSet(l *List) {
	order, ok := hashOrder(l.Class, l.Elems)
	if !ok {
		return
	}
	elems := make([]Value, len(order))
	for to, from := range order {
		elems[to] = l.Elems[from]
	}
	l.Elems = elems
}

// arrangeMap does the same for a hash map.
func arrangeMap(m *Map) {
	keys := make([]Value, len(m.Entries))
	for i := range keys {
		keys[i] = m.Entries[i].Key
	}
	order, ok := hashOrder(m.Class, keys)
	if !ok {
		return
	}
	entries := make([]Entry, len(order))
	for to, from := range order {
		entries[to] = m.Entries[from]
	}
	m.Entries = entries
}
