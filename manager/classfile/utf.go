package classfile

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Names stand in modified UTF-8: NUL as c0 80, and a character beyond U+FFFF as
// two surrogates of three bytes each (JVMS 4.4.7). Go's side holds UTF-8.

// decodeUTF refuses what isn't modified UTF-8, and names with half a pair: no
// compiler writes them.
func decodeUTF(raw []byte) (string, bool) {
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		r, n := unit(raw)
		if n == 3 && utf16.IsSurrogate(r) {
			low, m := unit(raw[3:])
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return "", false
			}
			n += m
		}
		if n == 0 {
			return "", false
		}
		out = utf8.AppendRune(out, r)
		raw = raw[n:]
	}
	return string(out), true
}

// unit reads one UTF-16 unit; n is 0 if there is none.
func unit(b []byte) (r rune, n int) {
	switch {
	case len(b) > 0 && b[0] > 0 && b[0] < 0x80:
		return rune(b[0]), 1
	case len(b) > 1 && b[0]&0xe0 == 0xc0 && b[1]&0xc0 == 0x80:
		return rune(b[0]&0x1f)<<6 | rune(b[1]&0x3f), 2
	case len(b) > 2 && b[0]&0xf0 == 0xe0 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80:
		return rune(b[0]&0x0f)<<12 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f), 3
	}
	return 0, 0
}

// encodeUTF is DataOutput.writeUTF: a length of two bytes, then modified UTF-8.
func encodeUTF(out []byte, s string) []byte {
	at := len(out)
	out = append(out, 0, 0)
	for _, r := range s {
		switch {
		case r == 0:
			out = append(out, 0xc0, 0x80)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = surrogate(surrogate(out, high), low)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	n := len(out) - at - 2
	out[at], out[at+1] = byte(n>>8), byte(n)
	return out
}

func surrogate(out []byte, r rune) []byte {
	return append(out, 0xe0|byte(r>>12), 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f))
}

// compareUTF16 orders names as String.compareTo does: by UTF-16 units, so that a
// character beyond U+FFFF stands before U+E000 to U+FFFF.
func compareUTF16(a, b string) int {
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb {
			return int(rank(ra)) - int(rank(rb))
		}
		a, b = a[na:], b[nb:]
	}
	return len(a) - len(b)
}

// rank moves the characters beyond U+FFFF to the surrogates' place.
func rank(r rune) rune {
	switch {
	case r > 0xffff:
		return 0xd800<<8 + r
	case r >= 0xe000:
		return r << 8 << 1
	}
	return r << 8
}
