package kryo

import (
	"sync"
	"sync/atomic"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// class is what this package knows of a Java class in one layout. Before ready
// was called only the name counts.
type class struct {
	name string
	// serial tells classes apart.
	serial uint32
	// id is the number on the wire of a registered class, 0 for those that are
	// named.
	id uint32

	once sync.Once
	err  error
	// derived tells that ready found out the layout.
	derived atomic.Bool

	kind kind
	// format are the parts of a scalar's data, see scan; step and width say the
	// same of those that have one part, see slot.
	format string
	step   step
	width  uint8
	// boxed are the eight that kryo 3 and later write without an object number.
	boxed bool
	// hasNumber tells whether objects of the class take a number.
	hasNumber bool
	// final is Class.isFinal; of an array it is that of the array's innermost
	// elements.
	final bool
	// elem are the elements of an array: where they are primitives prim tells
	// which, and elem is their box.
	elem *class
	prim byte
	slot slot
	// dims counts the dimensions of an array; of a wrapper it is its number among
	// its seven kin.
	dims int

	fields []field
	// fieldwise tells that a bean is shown by its fields.
	fieldwise bool
	// shown are the indexes of fields in the order in which a reader expects
	// them: super-classes first.
	shown []int
	// blank are the fields of a value, in that order, without values.
	blank []javaobj.Field
	// above are the class and its super-classes; release tells that releases of
	// Java have fields of theirs differently.
	above   []string
	release bool

	constants []string // of an enum
	declaring string

	// differs says that kryo 3 and 4 write the class differently.
	differs bool
	// self stands for the class where it is mentioned.
	self *node
}

// field is one field of a bean.
type field struct {
	declaring, name, typ string
	slot                 slot
}

var serials atomic.Uint32

func newClass(name string) *class {
	c := &class{name: name, serial: serials.Add(1)}
	c.self = &node{class: c}
	return c
}

// ready derives the class's layout once; the error says why it isn't known.
func (c *class) ready(s *schema) error {
	if c.derived.Load() {
		return nil
	}
	c.once.Do(func() {
		if c.err = s.fill(c); c.err == nil {
			s.plan(c)
			c.derived.Store(true)
		}
	})
	return c.err
}

// counted tells whether objects of the class take a number.
func (c *class) counted(s *schema) bool {
	if s.layout == layout1 {
		return c.kind == kindBean
	}
	return !c.boxed
}

// is tells whether the class is name or below it, as far as super-classes go.
func (c *class) is(name string) bool {
	for _, each := range c.above {
		if each == name {
			return true
		}
	}
	return false
}

// below tells whether a class is a super, or extends or implements it.
func (s *schema) below(name, super string) (bool, error) {
	return classfile.IsAssignable(s.files, name, super)
}
