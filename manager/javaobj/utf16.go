package javaobj

import "unicode/utf8"

// Strings of this package are WTF-8: UTF-8 in which a lone surrogate stands as
// the three bytes that UTF-8 would give its code point, so that every Java
// string has exactly one Go string.

// UTF16Len is the length of s as String.length() counts it, in UTF-16 units.
func UTF16Len(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, size := DecodeRune(s[i:])
		n++
		if r > 0xFFFF {
			n++
		}
		i += size
	}
	return n
}

// HashCode is String.hashCode() of s.
func HashCode(s string) int32 {
	var h int32
	for i := 0; i < len(s); {
		r, size := DecodeRune(s[i:])
		if r > 0xFFFF {
			high, low := surrogates(r)
			h = 31*(31*h+high) + low
		} else {
			h = 31*h + r
		}
		i += size
	}
	return h
}

// DecodeRune gives the first code point of s, which may be a lone surrogate,
// and its width in bytes. An invalid byte is U+FFFD of width 1.
func DecodeRune(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2] >= 0x80 && s[2] <= 0xBF {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// AppendRune appends the WTF-8 form of r, surrogates included. A low surrogate
// that follows a high one makes the two one code point, as in a Java string.
func AppendRune(dst []byte, r rune) []byte {
	if !IsSurrogate(r) {
		return utf8.AppendRune(dst, r)
	}
	if n := len(dst); r >= 0xDC00 && n >= 3 && dst[n-3] == 0xED && dst[n-2] >= 0xA0 && dst[n-2] <= 0xAF {
		high := 0xD000 | rune(dst[n-2]&0x3F)<<6 | rune(dst[n-1]&0x3F)
		return utf8.AppendRune(dst[:n-3], (high-0xD800)<<10|(r-0xDC00)+0x10000)
	}
	return append(dst, 0xED, 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
}

// IsSurrogate tells whether r is half of a UTF-16 pair.
func IsSurrogate(r rune) bool { return r >= 0xD800 && r <= 0xDFFF }

// HasLoneSurrogate tells whether s can't be written as UTF-8.
func HasLoneSurrogate(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xED && s[i+1] >= 0xA0 {
			return true
		}
	}
	return false
}

// Valid tells whether s is WTF-8.
func Valid(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := DecodeRune(s[i:])
		if r == utf8.RuneError && size == 1 {
			return false
		}
		i += size
	}
	return true
}

// surrogates splits a supplementary code point.
func surrogates(r rune) (high, low rune) {
	r -= 0x10000
	return 0xD800 + r>>10, 0xDC00 + r&0x3FF
}
