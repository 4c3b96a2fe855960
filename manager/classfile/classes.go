package classfile

import "errors"

// ErrNotFound says that a class path doesn't have a class.
var ErrNotFound = errors.New("no such class on the class path")

// Classes finds classes by name. A *Path is one. It is safe for concurrent use.
type Classes interface {
	// Class gives a class by its name ("app.Shop$Cart"), or ErrNotFound; another
	// error says why its file can't be read.
	Class(name string) (*Class, error)
}
