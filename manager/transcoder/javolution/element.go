package javolution

import "msmgate/manager/javaobj"

// element is one element of the document, or one made by an edit.
type element struct {
	// name and class are raw; class is the class attribute of a named element
	// (isNamed), the name of an anonymous one.
	name, class []byte
	attrs       []attr

	// lead is what stood before the start tag, head the start tag, tail what
	// followed the last child including the end tag (nil for <x/>). All are nil
	// in an element that an edit made.
	lead, head, tail []byte
	// offset of the start tag in the document.
	offset, end int

	// The flags stand together, because there are many elements.
	isNamed bool
	// identity tells what __id or __ref makes of the element.
	identity identity
	// hasValue tells that value is what the element was read as.
	hasValue bool
	// open is set while an edit builds the element.
	open bool
	// id is the object's number in the writing that written tells.
	id      int32
	written uint32
	// idFrom and idTo bound the digits of __id or __ref in head.
	idFrom, idTo int
	// target is the definition that a reference means.
	target *element

	first, last, next *element
	kids              int

	value javaobj.Value
	shown *shown
}

// shown is what a collection or map shows; the JDK's wrappers around it share
// it.
type shown struct {
	elems   []javaobj.Value
	entries []javaobj.Entry
}

// identity of an element.
type identity byte

const (
	anonymous  identity = iota // neither __id nor __ref
	definition                 // __id: others may refer to it
	reference                  // __ref
)

// attr is an attribute as it stands in the tag; value is raw, with its
// references, without quotes. raw includes name, quotes and white space before.
type attr struct {
	name, value, raw []byte
	// at is the offset of value in the document.
	at int
}

// object is the element that holds the content: the target of a reference.
func (e *element) object() *element {
	if e.identity == reference {
		return e.target
	}
	return e
}

func (e *element) append(kid *element) {
	if e.last == nil {
		e.first = kid
	} else {
		e.last.next = kid
	}
	e.last = kid
	e.kids++
}

// attr gives the raw text of the content attribute of that name.
func (e *element) attr(name string) ([]byte, bool) {
	if i := e.attrIndex(name); i >= 0 {
		return e.attrs[i].value, true
	}
	return nil, false
}

func (e *element) attrIndex(name string) int {
	for i := range e.attrs {
		if string(e.attrs[i].name) == name {
			return i
		}
	}
	return -1
}

// child gives the object in the child of that name, or nil.
func (e *element) child(name string) *element {
	for k := e.first; k != nil; k = k.next {
		if string(k.name) == name {
			return k.object()
		}
	}
	return nil
}

// isNull tells whether the element is an anonymous null.
func (e *element) isNull() bool {
	return !e.isNamed && string(e.name) == "Null" && e.identity == anonymous && len(e.attrs) == 0 && e.first == nil
}
