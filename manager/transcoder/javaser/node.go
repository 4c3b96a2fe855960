package javaser

import "msmgate/manager/javaobj"

// item is one piece of the stream's content. What the stream wrote as a
// back-reference stays a node of its own (*ref), so that a stream comes out
// as it went in, even one that repeats an object without a reference.
type item interface{ isItem() }

// ident is the part of the nodes that take a handle.
type ident struct {
	// round and handle are the emitter's: the handle that the node got, valid
	// if round is the current one.
	round, handle uint32
	// val is the Value that was made from the node.
	val javaobj.Value
}

func (id *ident) identity() *ident { return id }

// handled is an item that takes a handle.
type handled interface {
	item
	identity() *ident
}

type (
	null struct{}

	// str is TC_STRING or TC_LONGSTRING, in modified UTF-8 as it stood.
	str struct {
		ident
		raw  string
		long bool
	}

	// block is what a class wrote with the primitive methods.
	block struct {
		raw  []byte
		long bool
	}

	// ref is a back-reference.
	ref struct{ to handled }

	// object is an instance: one slot for each class from the top-most super
	// class down.
	object struct {
		ident
		class item // *classDesc, *proxyDesc or *ref to one
		desc  *classDesc
		proxy *proxyDesc
		slots []slot
	}

	// slot is what one class of the chain has written.
	slot struct {
		desc   *classDesc
		prims  []byte // the primitive fields, in the descriptor's order
		fields []item // the other fields
		data   []item // blocks and items of writeObject or writeExternal
	}

	// array has raw elements if they are primitive, else items.
	array struct {
		ident
		class item
		desc  *classDesc
		raw   []byte
		elems []item
		size  int
	}

	// enum is an enum constant.
	enum struct {
		ident
		class item
		desc  *classDesc
		name  item // *str or *ref to one
	}

	// classObject is a java.lang.Class.
	classObject struct {
		ident
		class item
		desc  *classDesc
		proxy *proxyDesc
	}

	// exception is where the writer broke off (WIRE-51): everything that was
	// open ends here, and handles start anew before and after cause.
	exception struct{ cause item }

	// reset is TC_RESET between two top-level items.
	reset struct{}
)

func (*null) isItem()        {}
func (*str) isItem()         {}
func (*block) isItem()       {}
func (*ref) isItem()         {}
func (*object) isItem()      {}
func (*array) isItem()       {}
func (*enum) isItem()        {}
func (*classObject) isItem() {}
func (*classDesc) isItem()   {}
func (*proxyDesc) isItem()   {}
func (*exception) isItem()   {}
func (*reset) isItem()       {}

var theNull = &null{}

// target follows a reference; anything else is its own target.
func target(it item) item {
	if r, ok := it.(*ref); ok {
		return r.to
	}
	return it
}
