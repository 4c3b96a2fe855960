// Package transcoder turns the attributes part of a session record into
// attributes and back. Each serializer that MSM ships is a package below this
// one; it registers itself under the factory class that transcoderFactoryClass
// names (CFG-75..CFG-79).
package transcoder

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"msmgate/manager/javaobj"
)

// Transcoder reads and makes documents of one format. It is safe for
// concurrent use.
type Transcoder interface {
	// FactoryClass is the Java class name that context.xml gives.
	FactoryClass() string
	// Decode parses the attribute bytes of a record. It keeps data, which the
	// caller must not change afterwards. Decoding never creates anything but
	// inert trees, and is bounded by limits; an error names the limit or the
	// offset.
	Decode(data []byte, limits Limits) (Document, error)
	// New gives a document without attributes.
	New() Document
}

// Document is the attributes of one session. It isn't safe for concurrent
// use: the session guards it.
type Document interface {
	// Names lists the attributes in the record's order.
	Names() []string
	// Get gives an attribute's value; ErrNoAttribute if there is none. Two
	// calls without an edit between give the same pointers.
	Get(name string) (javaobj.Value, error)
	// Set adds or replaces an attribute. Values that came from this document
	// keep their bytes and their sharing. What the format can't carry
	// faithfully is refused by an *UnsupportedError and nothing changes; so is
	// nil (WIRE-50).
	Set(name string, v javaobj.Value) error
	// Remove takes an attribute out and tells whether it was there. What others
	// still refer to inside it is kept for them.
	Remove(name string) bool
	// Encode gives the attribute bytes: without edits exactly the bytes that
	// were decoded. keep, if not nil, chooses attributes by name
	// (sessionAttributeFilter, CFG-41). The caller must not change the result.
	Encode(keep func(name string) bool) ([]byte, error)
}

// Limits bounds what a decoder accepts. A zero field means its default.
type Limits struct {
	// Bytes of input; default 20 MiB, the largest value MSM's client sends (WIRE-22).
	Bytes int
	// Depth of nested objects; default 512.
	Depth int
	// Elements is the number of objects, fields and array elements in all;
	// default 4 million.
	Elements int
}

// Defaults fills the zero fields.
func (l Limits) Defaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 20 << 20
	}
	if l.Depth == 0 {
		l.Depth = 512
	}
	if l.Elements == 0 {
		l.Elements = 4 << 20
	}
	return l
}

// ErrNoAttribute says that a session has no attribute of that name.
var ErrNoAttribute = errors.New("no such attribute")

// NoAttribute is ErrNoAttribute for a name. Applications ask for attributes that
// aren't there all the time, so the text is put together only when it is read.
func NoAttribute(name string) error { return noAttribute(name) }

type noAttribute string

func (e noAttribute) Error() string {
	return fmt.Sprintf("attribute %q: %v", string(e), ErrNoAttribute)
}
func (e noAttribute) Unwrap() error { return ErrNoAttribute }

// UnsupportedError says that a format can't carry a value faithfully.
type UnsupportedError struct {
	// Class is the Java class that can't be carried.
	Class string
	// Reason says why, and what to use instead.
	Reason string
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("class %s can't be written: %s", e.Class, e.Reason)
}

// LimitError says which limit an input passed.
type LimitError struct {
	// Limit is the name: bytes, depth, elements.
	Limit string
	Max   int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("input passes the limit of %d %s", e.Max, e.Limit)
}

var registry = struct {
	sync.RWMutex
	byClass map[string]Transcoder
}{byClass: map[string]Transcoder{}}

// Register adds a transcoder under its factory class. It panics on a second
// registration, which is a programming error.
func Register(t Transcoder) {
	registry.Lock()
	defer registry.Unlock()
	if _, dup := registry.byClass[t.FactoryClass()]; dup {
		panic("transcoder: registered twice: " + t.FactoryClass())
	}
	registry.byClass[t.FactoryClass()] = t
}

// Lookup finds the transcoder of a factory class; the error names those that
// there are.
func Lookup(factoryClass string) (Transcoder, error) {
	registry.RLock()
	defer registry.RUnlock()
	if t, ok := registry.byClass[factoryClass]; ok {
		return t, nil
	}
	known := make([]string, 0, len(registry.byClass))
	for class := range registry.byClass {
		known = append(known, class)
	}
	sort.Strings(known)
	return nil, fmt.Errorf("no transcoder for transcoderFactoryClass %q; this build knows %s", factoryClass, strings.Join(known, ", "))
}
