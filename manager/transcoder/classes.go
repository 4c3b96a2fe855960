package transcoder

import (
	"iter"

	"msmgate/manager/javaobj"
)

// ClassLister is a Document that knows of an attribute more classes than its
// value names, such as super-classes, and what stands in a part that no value
// shows.
type ClassLister interface {
	// Classes yields the names of all classes that an attribute's bytes name, as
	// Class.getName() gives them; a name may come again. ErrNoAttribute if there
	// is no such attribute.
	Classes(name string) (iter.Seq[string], error)
}

// Classes yields the classes of an attribute: those that the document knows if
// it is a ClassLister, else those that the value names.
func Classes(doc Document, name string) (iter.Seq[string], error) {
	if lister, ok := doc.(ClassLister); ok {
		return lister.Classes(name)
	}
	v, err := doc.Get(name)
	if err != nil {
		return nil, err
	}
	return javaobj.Classes(v), nil
}
