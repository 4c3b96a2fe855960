package javaser

import "unicode/utf8"

// Java writes strings in modified UTF-8: NUL as c0 80, and each UTF-16 code
// unit by itself, so that a character beyond U+FFFF takes six bytes. Go's side
// holds WTF-8: UTF-8 in which a lone surrogate stands as its three bytes.

// decodeUTF turns modified UTF-8 into WTF-8. ok is false for bytes that Java
// itself would refuse to read.
func decodeUTF(text string) (s string, ok bool) {
	i := plainBytes(text)
	if i == len(text) {
		return text, true
	}
	if plainUTF(text[i:]) {
		return text, true
	}
	raw := []byte(text)
	if !validUTF(raw[i:]) {
		return "", false
	}
	out := append(make([]byte, 0, len(raw)), raw[:i]...)
	for i < len(raw) {
		unit, n := codeUnit(raw[i:])
		i += n
		if unit >= 0xd800 && unit < 0xdc00 {
			if low, m := codeUnit(raw[i:]); m == 3 && low >= 0xdc00 && low < 0xe000 {
				out = utf8.AppendRune(out, 0x10000+(rune(unit)-0xd800)<<10+rune(low)-0xdc00)
				i += m
				continue
			}
		}
		out = appendUnit(out, unit)
	}
	return string(out), true
}

// plainBytes counts the ASCII characters that a text begins with.
func plainBytes(text string) int {
	i := 0
	for ; len(text)-i >= 8; i += 8 {
		t := text[i : i+8]
		if (t[0]|t[1]|t[2]|t[3]|t[4]|t[5]|t[6]|t[7])&utf8.RuneSelf != 0 {
			break
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// plainUTF tells whether modified UTF-8 is the same as UTF-8: without NULs in
// two bytes and halves of pairs.
func plainUTF(text string) bool {
	for i := range len(text) {
		if text[i] >= 0xf0 { // a character that Java writes as a pair
			return false
		}
	}
	return utf8.ValidString(text)
}

// validUTF tells whether bytes are modified UTF-8.
func validUTF(raw []byte) bool {
	for i := 0; i < len(raw); {
		_, n := codeUnit(raw[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// codeUnit reads one UTF-16 code unit of modified UTF-8; n is 0 if there is
// none.
func codeUnit(b []byte) (unit uint16, n int) {
	switch {
	case len(b) == 0:
		return 0, 0
	case b[0] < 0x80:
		return uint16(b[0]), 1
	case b[0]&0xe0 == 0xc0 && len(b) >= 2 && b[1]&0xc0 == 0x80:
		return uint16(b[0]&0x1f)<<6 | uint16(b[1]&0x3f), 2
	case b[0]&0xf0 == 0xe0 && len(b) >= 3 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80:
		return uint16(b[0]&0x0f)<<12 | uint16(b[1]&0x3f)<<6 | uint16(b[2]&0x3f), 3
	}
	return 0, 0
}

// appendUnit writes a code unit that isn't half of a pair as WTF-8.
func appendUnit(out []byte, unit uint16) []byte {
	if unit >= 0xd800 && unit < 0xe000 {
		return append(out, 0xe0|byte(unit>>12), 0x80|byte(unit>>6)&0xbf, 0x80|byte(unit)&0xbf)
	}
	return utf8.AppendRune(out, rune(unit))
}

// encodeUTF turns WTF-8 into modified UTF-8. Bytes that are neither UTF-8 nor
// a surrogate's become U+FFFD, as everywhere in Go.
func encodeUTF(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, u := range codeUnits(s) {
		out = appendModified(out, u)
	}
	return out
}

func appendModified(out []byte, u uint16) []byte {
	switch {
	case u != 0 && u < 0x80:
		return append(out, byte(u))
	case u < 0x800:
		return append(out, 0xc0|byte(u>>6), 0x80|byte(u&0x3f))
	}
	return append(out, 0xe0|byte(u>>12), 0x80|byte(u>>6&0x3f), 0x80|byte(u&0x3f))
}

// codeUnits gives the UTF-16 code units of WTF-8.
func codeUnits(s string) []uint16 {
	units := make([]uint16, 0, len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if i+3 <= len(s) && s[i] == 0xed && s[i+1]&0xe0 == 0xa0 && s[i+2]&0xc0 == 0x80 {
				units = append(units, 0xd000|uint16(s[i+1]&0x3f)<<6|uint16(s[i+2]&0x3f))
				i += 3
				continue
			}
			units = append(units, 0xfffd)
		case r >= 0x10000:
			units = append(units, uint16(0xd800+(r-0x10000)>>10), uint16(0xdc00+(r-0x10000)&0x3ff))
		default:
			units = append(units, uint16(r))
		}
		i += n
	}
	return units
}

// decodeUnits turns UTF-16 code units into WTF-8.
func decodeUnits(units []uint16) string {
	out := make([]byte, 0, len(units))
	for i := 0; i < len(units); i++ {
		u := units[i]
		if u >= 0xd800 && u < 0xdc00 && i+1 < len(units) && units[i+1] >= 0xdc00 && units[i+1] < 0xe000 {
			out = utf8.AppendRune(out, 0x10000+(rune(u)-0xd800)<<10+rune(units[i+1])-0xdc00)
			i++
			continue
		}
		out = appendUnit(out, u)
	}
	return string(out)
}
