package javaobj

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// ParseJSON reads a value given by a user: plain JSON, or the form that
// AppendJSON prints.
//
// Plain: a string is a String, true and false a Boolean, an integer an Integer,
// beyond int a Long, beyond long a BigInteger; any other number a Double; an
// array an ArrayList; an object without "class" a LinkedHashMap with String
// keys. null is refused, save inside arrays and objects. At most 20 MiB, 512
// levels and a million values. An error is a *JSONError with the offset.
func ParseJSON(data []byte) (Value, error) { return ParseJSONRefs(data, nil) }

// ParseJSONRefs is ParseJSON where {"ref":N} may also name an object printed
// before, and where what its format has lost may be given as it was printed, with
// its id, to be kept; known may be nil.
func ParseJSONRefs(data []byte, known *IDs) (Value, error) {
	return ParseJSONOver(data, known, nil)
}

// ParseJSONOver is ParseJSONRefs for a value that takes old's place: what is
// given as it was printed of old, with its id, stays the object that it is. So a
// changed object keeps what it shares with others, and what can't be made anew.
func ParseJSONOver(data []byte, known *IDs, old Value) (Value, error) {
	s := &scanner{data: data}
	n, err := s.document()
	if err != nil {
		return nil, err
	}
	if n.kind == nullNode {
		return nil, &JSONError{n.at, "null is no value for an attribute; remove the attribute instead"}
	}
	p := &parser{known: known, objects: map[int]Value{}, old: map[Value]bool{}, pairs: maxPairs}
	if known != nil && old != nil {
		Walk(old, func(v Value, _ int) bool {
			if isReferenceable(v) {
				p.old[v] = true
			}
			return true
		})
	}
	v, err := p.value(n)
	if err == nil && old != nil && !isReferenceable(v) && Equal(old, v) {
		return old, nil
	}
	return v, err
}

// parser turns nodes into values.
type parser struct {
	known   *IDs
	objects map[int]Value
	old     map[Value]bool // the objects of the value whose place is taken
	pairs   int            // of values that may still be compared with what was printed
}

// maxPairs bounds the comparisons of one parse: an object is compared once for
// each level that it is nested in.
const maxPairs = 10_000_000

func fail(n *node, reason string) error { return &JSONError{n.at, reason} }

func (p *parser) value(n *node) (Value, error) {
	switch n.kind {
	case stringNode:
		return String(n.text), nil
	case boolNode:
		return NewBoolean(n.text == "true"), nil
	case numberNode:
		return plainNumber(n)
	case arrayNode:
		list := &List{Class: "java.util.ArrayList"}
		var err error
		list.Elems, err = p.values(n)
		return list, err
	case objectNode:
		if n.get("class") != nil {
			return p.object(n)
		}
		if ref := n.get("ref"); ref != nil && len(n.members) == 1 {
			return p.ref(ref)
		}
		return p.plainObject(n)
	}
	return nil, nil
}

func (p *parser) values(n *node) ([]Value, error) {
	if n.kind != arrayNode {
		return nil, fail(n, "an array is needed here")
	}
	values := make([]Value, 0, len(n.elems))
	for _, e := range n.elems {
		v, err := p.value(e)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

func (p *parser) plainObject(n *node) (Value, error) {
	m := &Map{Class: "java.util.LinkedHashMap"}
	for _, member := range n.members {
		v, err := p.value(member.value)
		if err != nil {
			return nil, err
		}
		m.Entries = append(m.Entries, Entry{String(member.name), v})
	}
	return m, nil
}

func (p *parser) ref(n *node) (Value, error) {
	id, err := strconv.Atoi(n.text)
	if n.kind != numberNode || err != nil {
		return nil, fail(n, "ref needs the id of an object, an integer")
	}
	if v, ok := p.objects[id]; ok {
		return v, nil
	}
	if p.known != nil {
		if v := p.known.Lookup(id); v != nil {
			return v, nil
		}
	}
	return nil, fail(n, "no object with id "+n.text+" stands before this ref")
}

// plainNumber is the Java number of a JSON number by its form and size.
func plainNumber(n *node) (Value, error) {
	if strings.ContainsAny(n.text, ".eE") {
		f, err := strconv.ParseFloat(n.text, 64)
		if err != nil || math.IsInf(f, 0) {
			return nil, fail(n, "the number "+abridged(n.text)+" is too large for a double")
		}
		return NewDouble(f), nil
	}
	if i, err := strconv.ParseInt(n.text, 10, 64); err == nil {
		if i == int64(int32(i)) {
			return NewInteger(int32(i)), nil
		}
		return NewLong(i), nil
	}
	if len(n.text) > maxDigits {
		return nil, fail(n, "the integer has more than the limit of "+strconv.Itoa(maxDigits)+" digits")
	}
	i, ok := new(big.Int).SetString(n.text, 10)
	if !ok {
		return nil, fail(n, "no integer")
	}
	return NewBigInteger(i), nil
}
