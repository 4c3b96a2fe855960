package transcoder

import (
	"bytes"
	"fmt"
)

// Verifier is a transcoder that can check itself on a document: it decodes
// attribute bytes with every value in them, writes each part anew, which Encode
// of an unedited document does not, and compares. A difference is a
// *DifferenceError; other errors say why the bytes can't be decoded or written.
type Verifier interface {
	Verify(data []byte) error
}

// DifferenceError says where attribute bytes that were decoded and written anew
// first differ from themselves.
type DifferenceError struct {
	// Offset counts bytes from the beginning of the attributes.
	Offset int
}

func (e *DifferenceError) Error() string {
	return fmt.Sprintf("the document comes out differently from offset %d on", e.Offset)
}

// Compare gives a *DifferenceError with the first offset at which two byte
// strings differ, nil if they are the same.
func Compare(before, after []byte) error {
	if bytes.Equal(before, after) {
		return nil
	}
	at := 0
	for at < len(before) && at < len(after) && before[at] == after[at] {
		at++
	}
	return &DifferenceError{Offset: at}
}
