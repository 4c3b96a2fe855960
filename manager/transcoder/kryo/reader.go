package kryo

import (
	"errors"
	"fmt"
	"slices"

	"msmgate/manager/transcoder"
)

// SyntaxError says where attribute bytes aren't what the layout says.
type SyntaxError struct {
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at offset %d: %s", e.Offset, e.Reason) }

// reader makes the nodes of a record. The first error stays.
type reader struct {
	*schema
	data   string
	at     int
	err    error
	limits transcoder.Limits

	depth, elements int
	links
	holder  *node             // whose content is read
	names   []*class          // in the order of their first mention
	named   map[string]*class // the same by name, once there are many
	objects []*node           // those that have a number
	pending []*node           // the kids of nodes that aren't finished
	rooms   []node            // for nodes
	lists   []*node           // for kids
	// given are the values that were made before there were nodes, seen the nodes
	// that took one.
	given *straight
	seen  []*node

	// fields tells that class files, or the JDK's table, were relied on;
	// release that the release of Java counted; differs that kryo 3 and 4
	// write differently something that was met.
	fields, release, differs bool
	// loose tells that kryo would have written something of it otherwise.
	loose bool
	// holes is the class of a kryo 1 array of arrays: null inside leaves nothing.
	holes *class
}

func newReader(s *schema, data string, limits transcoder.Limits) *reader {
	return &reader{schema: s, data: data, limits: limits}
}

// fail keeps the first error, and leaves nothing to read.
func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) syntax(format string, args ...any) {
	r.fail(&SyntaxError{Offset: r.at, Reason: fmt.Sprintf(format, args...)})
}

// uint reads a number.
func (r *reader) uint() uint32 {
	if r.err != nil {
		return 0
	}
	v, end, ok := varint(r.data, r.at)
	if !ok {
		r.syntax("a number doesn't end")
		return 0
	}
	if end-r.at > 1 && v>>(7*(end-r.at-1)) == 0 {
		r.loose = true
	}
	r.at = end
	return v
}

// count reads the number of elements of at least size bytes each.
func (r *reader) count(size int) int {
	n := r.uint()
	if r.err == nil && int64(n)*int64(size) > int64(len(r.data)-r.at) {
		r.syntax("%d elements can't stand in the %d bytes that are left", n, len(r.data)-r.at)
		return 0
	}
	return int(n)
}

// take gives the next bytes.
func (r *reader) take(n int) string {
	if r.err == nil && n > len(r.data)-r.at {
		r.syntax("it ends too soon")
	}
	if r.err != nil {
		return ""
	}
	r.at += n
	return r.data[r.at-n : r.at]
}

// scalar gives the bytes of a format.
func (r *reader) scalar(format string) string {
	if r.err != nil {
		return ""
	}
	end, ok := r.scan(format, r.data, r.at)
	if !ok {
		r.syntax("it ends too soon, or is no such value")
		return ""
	}
	raw := r.data[r.at:end]
	r.at = end
	return raw
}

// node makes a node.
func (r *reader) node(c *class) *node {
	if r.elements++; r.elements > r.limits.Elements {
		r.fail(&transcoder.LimitError{Limit: "elements", Max: r.limits.Elements})
	}
	if len(r.rooms) == 0 {
		r.rooms = make([]node, min(16+r.elements, 1024))
	}
	n := &r.rooms[0]
	r.rooms = r.rooms[1:]
	n.class = c
	if r.given.adopt(n, r.elements-1) {
		r.seen = append(r.seen, n)
	}
	return n
}

// reserve makes room for kids, each of which takes at least a byte of what is
// left: so the room is never larger than the record's bytes allow.
func (r *reader) reserve(count int) {
	if r.err == nil && count > 256 {
		r.pending = slices.Grow(r.pending, count)
	}
}

// finish gives the kids that were pending since mark.
func (r *reader) finish(mark int) []*node {
	n := len(r.pending) - mark
	if n == 0 {
		return nil
	}
	if len(r.lists) < n {
		r.lists = make([]*node, max(n, min(16+len(r.pending)+r.elements, 2048)))
	}
	kids := r.lists[:n:n]
	r.lists = r.lists[n:]
	copy(kids, r.pending[mark:])
	r.pending = r.pending[:mark]
	return kids
}

// mention reads which class; nil for the mark of null. Kryo 1 writes its number
// from 1 on, or 16383; later ones 1, or the number and 2. Then the class has a
// name: its own number, and at the first mention the text.
func (r *reader) mention() *class {
	id := r.uint()
	named, first := uint32(1), uint32(0)
	if r.layout == layout1 {
		named, first = 16383, 1
	}
	switch {
	case r.err != nil || id == 0:
		return nil
	case id == named:
		return r.name(first)
	case int64(id) >= int64(len(r.byID)) || r.byID[id] == nil:
		r.syntax("no class is registered as number %d", id)
		return nil
	}
	return r.byID[id]
}

// name reads a class that is mentioned by name.
func (r *reader) name(first uint32) *class {
	n := r.uint()
	if r.err != nil {
		return nil
	}
	known := uint32(len(r.names))
	// Kryo 1 has 0 for a new one, later ones the next number.
	isNew := n == known
	if first == 1 {
		isNew = n == 0
		n--
	}
	if !isNew {
		if n >= known {
			r.syntax("the name of a class refers to number %d of %d", n, known)
			return nil
		}
		return r.names[n]
	}
	start := r.at
	raw := r.scalar("s")
	if r.err != nil {
		return nil
	}
	c, name, canonical := r.read(raw)
	if c == nil {
		r.at = start
		r.syntax("that is no name of a class")
		return nil
	}
	if twice := r.mentionedAs(name); twice != nil {
		c, r.loose = twice, true
	}
	r.loose = r.loose || !canonical || c.id != 0
	r.names = append(r.names, c)
	if len(r.names) == fewNames {
		r.named = make(map[string]*class, 2*fewNames)
		for _, each := range r.names {
			r.named[each.name] = each
		}
	}
	if r.named != nil {
		r.named[name] = c
	}
	return c
}

// fewNames are looked through without an index.
const fewNames = 16

// mentionedAs gives the class that was mentioned by a name before.
func (r *reader) mentionedAs(name string) *class {
	if r.named != nil {
		return r.named[name]
	}
	for _, c := range r.names {
		if c.name == name {
			return c
		}
	}
	return nil
}

// plausible tells whether a name can be a class's.
func plausible(name string) bool {
	if name == "" || len(name) > 1<<16 {
		return false
	}
	for _, c := range name {
		if c <= ' ' || c == 0x7f || c == '/' {
			return false
		}
	}
	return true
}

// unknownClass finds the class that stopped a reader.
func unknownClass(err error) *UnknownClassError {
	var e *UnknownClassError
	if errors.As(err, &e) {
		return e
	}
	return nil
}
