package javolution

import (
	"bytes"

	"msmgate/manager/javaobj"
)

// unescape gives the text of an attribute as javolution's own reader takes it:
// its hexadecimal digits A to F count 0 to 5, and a number is cut to 16 bits.
// Neither is ever written.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		if raw[0] != '&' {
			out = append(out, raw[0])
			raw = raw[1:]
			continue
		}
		r, size := readReference(raw)
		if size == 0 {
			out, raw = append(out, raw[0]), raw[1:]
			continue
		}
		out = javaobj.AppendRune(out, r)
		raw = raw[size:]
	}
	return string(out)
}

// badReference gives the offset of the first reference that can't be read, -1
// if there is none.
func badReference(raw []byte) int {
	for at := 0; ; {
		next := bytes.IndexByte(raw[at:], '&')
		if next < 0 {
			return -1
		}
		at += next
		_, size := readReference(raw[at:])
		if size == 0 {
			return at
		}
		at += size
	}
}

var entities = []struct {
	text string
	char rune
}{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}

// readReference reads the reference at the start of raw; size 0 if it is none.
func readReference(raw []byte) (r rune, size int) {
	for _, e := range entities {
		if len(raw) >= len(e.text) && string(raw[:len(e.text)]) == e.text {
			return e.char, len(e.text)
		}
	}
	if len(raw) < 4 || raw[1] != '#' {
		return 0, 0
	}
	base, at := rune(10), 2
	if raw[2] == 'x' {
		base, at = 16, 3
	}
	digits := 0
	for ; at < len(raw) && at < 16; at++ {
		c := rune(raw[at])
		switch {
		case c == ';' && digits > 0:
			return r & 0xFFFF, at + 1
		case c >= '0' && c <= '9':
			r = (r*base + c - '0') & 0xFFFFFF
		case base == 16 && c >= 'a' && c <= 'f':
			r = (r*base + c - 'a') & 0xFFFFFF
		case base == 16 && c >= 'A' && c <= 'F':
			r = (r*base + c - 'A') & 0xFFFFFF
		default:
			return 0, 0
		}
		digits++
	}
	return 0, 0
}

// appendEscaped writes a text as an attribute's content, as javolution does:
// control characters with exactly two decimal digits, all else as UTF-8.
func appendEscaped(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '"':
			dst = append(dst, "&quot;"...)
		case c < ' ':
			dst = append(dst, '&', '#', '0'+c/10, '0'+c%10, ';')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
