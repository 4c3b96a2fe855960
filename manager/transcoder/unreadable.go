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
