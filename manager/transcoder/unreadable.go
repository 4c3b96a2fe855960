package transcoder

import (
	"errors"

	"msmgate/manager/javaobj"
)

// Unreadable is the error of an attribute whose bytes are carried through but
// can't be read, such as one of a class that only a class file explains.
type Unreadable interface {
	error
	// Opaque stands for the attribute where all are shown.
	Opaque() *javaobj.Opaque
}

// Show is Document.Get for those who print: what can't be read is opaque.
func Show(doc Document, name string) (javaobj.Value, error) {
	v, err := doc.Get(name)
	var unreadable Unreadable
	if errors.As(err, &unreadable) {
		return unreadable.Opaque(), nil
	}
	return v, err
}

// Remover is a Document that can't always take an attribute out: to leave out
// what stands in front of bytes that can't be read would change these.
type Remover interface {
	// Refuses says why an attribute can't be taken out, or can't be told to be
	// none; nil if it can.
	Refuses(name string) error
}

// Remove is Document.Remove, with an error where the document refuses it.
func Remove(doc Document, name string) (bool, error) {
	if r, ok := doc.(Remover); ok {
		if err := r.Refuses(name); err != nil {
			return false, err
		}
	}
	return doc.Remove(name), nil
}
