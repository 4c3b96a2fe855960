package burst

import (
	"errors"
	"io"
)

// firstChunk is the first piece of a long value that memory is set aside for,
// in bytes.
const firstChunk = 64 << 10

// readValue reads exactly n bytes. Memory grows with what came, never ahead of
// it by more than double.
func readValue(r io.Reader, n int) ([]byte, error) {
	value := make([]byte, min(n, firstChunk))
	for read := 0; ; {
		m, err := io.ReadFull(r, value[read:])
		if read += m; read == n {
			return value, nil
		}
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		grown := make([]byte, min(n, 2*len(value)))
		copy(grown, value)
		value = grown
	}
}
