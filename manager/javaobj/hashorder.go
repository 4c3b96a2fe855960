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

// hashOrder tells in which order a hash table of a class iterates, from Java 8
// on, over keys that were put in one by one: for each place which key. ok is
// false for classes that aren't such tables and for keys whose hash codes aren't
// known.
func hashOrder(class string, keys []Value) (order []int, ok bool) {
	var table func(hashes []int32) [][]int
	switch class {
	case "java.util.HashMap", "java.util.HashSet":
		table = hashMapTable
	case "java.util.Hashtable", "java.util.Properties":
		table = hashtableTable
	case "java.util.concurrent.ConcurrentHashMap":
		table = concurrentTable
	default:
		return nil, false
	}
	hashes := make([]int32, len(keys))
	for i, k := range keys {
		if hashes[i], ok = HashOf(k); !ok {
			return nil, false
		}
	}
	order = make([]int, 0, len(keys))
	for _, chain := range table(hashes) {
		order = append(order, chain...)
	}
	return order, true
}

func spread(h int32) uint32 { return uint32(h) ^ uint32(h)>>16 }

// hashMapTable gives the chains of a HashMap: a new key is the last of its
// chain, and growing keeps the order.
func hashMapTable(hashes []int32) [][]int {
	chains := make([][]int, TableSize(len(hashes)))
	for i, h := range hashes {
		at := spread(h) & uint32(len(chains)-1)
		chains[at] = append(chains[at], i)
	}
	return chains
}

// hashtableTable gives those of a Hashtable, which iterates from its last chain
// to the first. A new key is the first of its chain; growing turns chains round.
// Here they are kept the other way round throughout.
func hashtableTable(hashes []int32) [][]int {
	chains := make([][]int, 11)
	put := func(i int) {
		at := int(hashes[i]&0x7fffffff) % len(chains)
		chains[at] = append(chains[at], i)
	}
	for i := range hashes {
		if i >= len(chains)*3/4 {
			old := chains
			chains = make([][]int, 2*len(old)+1)
			for _, chain := range slices.Backward(old) {
				for _, j := range slices.Backward(chain) {
					put(j)
				}
			}
		}
		put(i)
	}
	slices.Reverse(chains)
	for _, chain := range chains {
		slices.Reverse(chain)
	}
	return chains
}

// concurrentTable gives those of a ConcurrentHashMap: a new key is the last of
// its chain; growing splits a chain, of which the last keys that stay together
// keep their order and the others come in front of them, turned round.
func concurrentTable(hashes []int32) [][]int {
	chains := make([][]int, 16)
	at := func(i int) int { return int(spread(hashes[i])&0x7fffffff) & (len(chains) - 1) }
	for i := range hashes {
		chains[at(i)] = append(chains[at(i)], i)
		if i+1 < len(chains)/4*3 {
			continue
		}
		old := chains
		chains = make([][]int, 2*len(old))
		for _, chain := range old {
			run := len(chain) // where the last run begins
			for run > 0 && at(chain[run-1]) == at(chain[len(chain)-1]) {
				run--
			}
			for _, j := range slices.Backward(chain[:run]) {
				chains[at(j)] = append(chains[at(j)], j)
			}
			for _, j := range chain[run:] {
				chains[at(j)] = append(chains[at(j)], j)
			}
		}
	}
	return chains
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
