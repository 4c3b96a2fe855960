package xstream

import "msmgate/manager/javaobj"

// A document is held as XStream thinks of it: elements (slots) that mention
// objects. The first mention holds the object's content, later ones a path to
// the first; which is which is worked out when the document is written.

// slot is an element.
type slot struct {
	before string // what stands in front of its tag, if it isn't new
	name   string // as it is spelt, encoded
	attrs  []attr // class and defined-in, in their order
	obj    *object
	parent *slot
	// ref is the path that was read, "" in the first mention.
	ref string
	at  int // offset of its tag, in what was last read or written
	// field tells that the name is a field's, not a class.
	field bool
	spelt bool // it was read
}

// attr is an attribute of an element; value is as it is spelt.
type attr struct{ name, value string }

// object is what an element holds.
type object struct {
	attrs   []attr // all others: serialization, resolves-to, enum-type, name …
	kids    []*slot
	text    string // as it is spelt; only without kids
	tail    string // what stands in front of the end tag behind kids, if spelt
	spelt   bool
	closed  bool // <name/>
	shared  bool // more than one element may mention it
	shape   shape
	home    *slot  // the first mention, as it was read
	class   string // "" where the document doesn't tell
	index   map[string][]*slot
	value   javaobj.Value
	place   *place
	placing int // the round of writing that place belongs to
}

// shape says what the kids of an object are.
type shape byte

const (
	leaf       shape = iota // text
	items                   // elements of a collection or an array
	entries                 // <entry>key value</entry>
	fields                  // fields of a bean
	custom                  // what a class wrote itself, by class
	structural              // entry, default and the like
)

func (s *slot) attr(name string) string {
	for _, a := range s.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (o *object) attr(name string) string {
	for _, a := range o.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// kid finds the first child of that name.
func (o *object) kid(name string) *slot {
	for _, k := range o.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}
