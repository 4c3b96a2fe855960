package javaobj

// OrderedMap is a Java map as a Go value: pairs in Java's order, with keys of
// any kind.
type OrderedMap struct{ Pairs []Pair }

// Pair is one mapping of an OrderedMap.
type Pair struct{ Key, Value any }

// Len is the number of pairs.
func (m *OrderedMap) Len() int { return len(m.Pairs) }

// Get gives the value of a key that == finds; keys of slices and maps are never
// found.
func (m *OrderedMap) Get(key any) (any, bool) {
	if !hasEquality(key) {
		return nil, false
	}
	for _, p := range m.Pairs {
		if hasEquality(p.Key) && p.Key == key {
			return p.Value, true
		}
	}
	return nil, false
}

// Set replaces the value of a key, or appends the pair.
func (m *OrderedMap) Set(key, value any) {
	for i, p := range m.Pairs {
		if hasEquality(key) && hasEquality(p.Key) && p.Key == key {
			m.Pairs[i].Value = value
			return
		}
	}
	m.Pairs = append(m.Pairs, Pair{key, value})
}

// hasEquality tells whether a key can be compared by == without a panic.
func hasEquality(key any) bool {
	switch key.(type) {
	case nil, string, bool, int, int8, int16, int32, int64, float32, float64, Char, *OrderedMap, Value:
		return true
	}
	return false
}
