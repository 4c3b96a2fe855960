package sessionid

import (
	"errors"
	"fmt"
	"io"
)

// DefaultLength is Tomcat's sessionIdLength in bytes (CFG-91).
const DefaultLength = 16

const hexDigits = "0123456789ABCDEF"

// Generate makes a new id without node from random bytes: two upper-case hex
// digits a byte, the high nibble first, then "." and the route if that isn't
// empty (SID-1, SID-2). Length is in bytes and at least 1. Random is read 16
// bytes at a time, as Tomcat does; crypto/rand.Reader is the one to use.
func Generate(random io.Reader, length int, route string) (string, error) {
	if length < 1 {
		return "", errors.New("generating a session id: sessionIdLength must be at least 1 byte")
	}
	id := make([]byte, 0, 2*length+1+len(route))
	var chunk [16]byte
	for len(id) < 2*length {
		if _, err := io.ReadFull(random, chunk[:]); err != nil {
			return "", fmt.Errorf("generating a session id: reading random bytes: %w", err)
		}
		for _, b := range chunk {
			if len(id) == 2*length {
				break
			}
			id = append(id, hexDigits[b>>4], hexDigits[b&15])
		}
	}
	if route != "" {
		id = append(append(id, '.'), route...)
	}
	return string(id), nil
}
