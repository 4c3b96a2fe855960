package javaobj

import (
	"fmt"
)

// Bounds of what ParseJSON accepts.
const (
	maxJSONBytes = 20 << 20
	maxJSONDepth = 512
	maxJSONNodes = 1 << 20
)

// JSONError says what is wrong with a value given as JSON, and where.
type JSONError struct {
	// Offset in bytes from the start.
	Offset int
	Reason string
}

func (e *JSONError) Error() string {
	return fmt.Sprintf("value as JSON, byte %d: %s", e.Offset, e.Reason)
}

type nodeKind byte

const (
	nullNode nodeKind = iota
	boolNode
	numberNode
	stringNode
	arrayNode
	objectNode
)

// node is one JSON value with its place, numbers and member order kept.
type node struct {
	kind    nodeKind
	at      int
	text    string // string content, number or bool text
	elems   []*node
	members []member
}

type member struct {
	name  string
	value *node
}

// get gives the member of that name or nil.
func (n *node) get(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

type scanner struct {
	data  []byte
	pos   int
	nodes int
}

func (s *scanner) fail(at int, format string, args ...any) error {
	return &JSONError{at, fmt.Sprintf(format, args...)}
}

// document reads one JSON text and nothing behind it.
func (s *scanner) document() (*node, error) {
	if len(s.data) > maxJSONBytes {
		return nil, s.fail(maxJSONBytes, "longer than the limit of %d bytes", maxJSONBytes)
	}
	n, err := s.value(0)
	if err != nil {
		return nil, err
	}
	if s.skip(); s.pos < len(s.data) {
		return nil, s.fail(s.pos, "something stands behind the value")
	}
	return n, nil
}

func (s *scanner) skip() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek is the next byte behind white space, 0 at the end.
func (s *scanner) peek() byte {
	s.skip()
	if s.pos == len(s.data) {
		return 0
	}
	return s.data[s.pos]
}

func (s *scanner) value(depth int) (*node, error) {
	c := s.peek()
	n := &node{at: s.pos}
	if s.nodes++; s.nodes > maxJSONNodes {
		return nil, s.fail(s.pos, "more than the limit of %d values", maxJSONNodes)
	}
	if depth > maxJSONDepth {
		return nil, s.fail(s.pos, "nested deeper than the limit of %d", maxJSONDepth)
	}
	switch {
	case s.pos == len(s.data):
		return nil, s.fail(s.pos, "a value is missing (a string needs its double quotes)")
	case c == '{':
		return n, s.object(n, depth)
	case c == '[':
		return n, s.array(n, depth)
	case c == '"':
		n.kind = stringNode
		var err error
		n.text, err = s.str()
		return n, err
	case c == '-' || c >= '0' && c <= '9':
		n.kind = numberNode
		return n, s.number(n)
	}
	for word, kind := range map[string]nodeKind{"true": boolNode, "false": boolNode, "null": nullNode} {
		if end := s.pos + len(word); end <= len(s.data) && string(s.data[s.pos:end]) == word {
			n.kind, n.text, s.pos = kind, word, end
			return n, nil
		}
	}
	return nil, s.fail(s.pos, "no JSON value starts here (a string needs its double quotes)")
}

func (s *scanner) array(n *node, depth int) error {
	n.kind = arrayNode
	s.pos++
	for first := true; ; first = false {
		c := s.peek()
		if c == ']' && first {
			break
		}
		e, err := s.value(depth + 1)
		if err != nil {
			return err
		}
		n.elems = append(n.elems, e)
		if c = s.peek(); c == ']' {
			break
		}
		if c != ',' {
			return s.fail(s.pos, "an array goes on with , or ]")
		}
		s.pos++
	}
	s.pos++
	return nil
}

func (s *scanner) object(n *node, depth int) error {
	n.kind = objectNode
	s.pos++
	names := map[string]bool{}
	for first := true; ; first = false {
		c := s.peek()
		if c == '}' && first {
			break
		}
		if c != '"' {
			return s.fail(s.pos, "an object's member begins with its name in double quotes")
		}
		at := s.pos
		name, err := s.str()
		if err != nil {
			return err
		}
		if names[name] {
			return s.fail(at, "the name %q stands twice in one object", abridged(name))
		}
		names[name] = true
		if s.peek() != ':' {
			return s.fail(s.pos, "a colon is missing behind the name")
		}
		s.pos++
		v, err := s.value(depth + 1)
		if err != nil {
			return err
		}
		n.members = append(n.members, member{name, v})
		if c = s.peek(); c == '}' {
			break
		}
		if c != ',' {
			return s.fail(s.pos, "an object goes on with , or }")
		}
		s.pos++
	}
	s.pos++
	return nil
}
