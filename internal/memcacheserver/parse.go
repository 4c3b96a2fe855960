package memcacheserver

import (
	"bytes"
	"math"
)

// maxTokens is one more than any command but the get family has.
const maxTokens = 8

// cString cuts a line at its first NUL, where memcached's string ends.
func cString(line []byte) []byte {
	if i := bytes.IndexByte(line, 0); i >= 0 {
		return line[:i]
	}
	return line
}

// nextToken gives the next run of bytes between spaces, and what follows it.
// Only the space separates; a tab is part of a token.
func nextToken(line []byte) (token, rest []byte) {
	start := 0
	for start < len(line) && line[start] == ' ' {
		start++
	}
	line = line[start:]
	if i := bytes.IndexByte(line, ' '); i >= 0 {
		return line[:i], line[i+1:]
	}
	return line, nil
}

// split puts up to maxTokens tokens of the line into buf.
func split(line []byte, buf [][]byte) [][]byte {
	buf = buf[:0]
	for len(buf) < maxTokens {
		var token []byte
		token, line = nextToken(line)
		if len(token) == 0 {
			break
		}
		buf = append(buf, token)
	}
	return buf
}

func isSpace(b byte) bool {
	return b == ' ' || b >= '\t' && b <= '\r'
}

// scanNumber reads a decimal number as C's strtoull does: leading white space,
// a sign, digits; white space, a NUL or the end must follow.
func scanNumber(s []byte) (negative bool, magnitude uint64, ok bool) {
	i := 0
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		negative = s[i] == '-'
		i++
	}
	start := i
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		digit := uint64(s[i] - '0')
		if magnitude > (math.MaxUint64-digit)/10 {
			return false, 0, false
		}
		magnitude = magnitude*10 + digit
	}
	if i == start || i < len(s) && s[i] != 0 && !isSpace(s[i]) {
		return false, 0, false
	}
	return negative, magnitude, true
}

// parseInt32 reads a signed number and, like memcached, keeps its low 32 bits.
func parseInt32(s []byte) (int32, bool) {
	negative, magnitude, ok := scanNumber(s)
	switch {
	case !ok:
		return 0, false
	case negative && magnitude <= 1<<63:
		return int32(-magnitude), true
	case !negative && magnitude < 1<<63:
		return int32(magnitude), true
	}
	return 0, false
}

// parseUint64 reads an unsigned number. A minus sign wraps around, as in C,
// and is refused only where the wrapped number has its top bit set.
func parseUint64(s []byte) (uint64, bool) {
	negative, magnitude, ok := scanNumber(s)
	if !ok {
		return 0, false
	}
	if negative {
		magnitude = -magnitude
		if magnitude >= 1<<63 {
			return 0, false
		}
	}
	return magnitude, true
}

// parseUint32 reads an unsigned number and keeps its low 32 bits.
func parseUint32(s []byte) (uint32, bool) {
	n, ok := parseUint64(s)
	return uint32(n), ok
}

// parseLength reads the length of a data block in bytes. Lengths that leave no
// room for the line end in an int32 are refused, negative ones too.
func parseLength(s []byte) (int, bool) {
	n, ok := parseInt32(s)
	if !ok || n < 0 || n > math.MaxInt32-2 {
		return 0, false
	}
	return int(n), true
}

// validKey says whether a command line could carry the key.
func validKey(key string) bool {
	if key == "" || len(key) > MaxKeyLength {
		return false
	}
	for i := range len(key) {
		if key[i] == ' ' || key[i] == '\n' || key[i] == '\r' || key[i] == 0 {
			return false
		}
	}
	return true
}
