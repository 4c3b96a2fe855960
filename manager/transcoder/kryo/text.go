package kryo

import (
	"strings"

	"msmgate/manager/javaobj"
)

// Both families write a string as a length in UTF-16 units and each unit in one
// to three bytes. From kryo 3 on the length is one more, so that 0 is null, its
// first byte has bit 7 set, and ASCII strings of 2 to 63 characters stand
// without a length, bit 7 set in their last byte.

// scanText gives the end of a string.
func scanText[T chars](layout int, data T, at int) (end int, ok bool) {
	if layout != layout1 && at < len(data) && data[at] < 0x80 {
		for at++; at < len(data); at++ {
			if data[at] >= 0x80 {
				return at + 1, true
			}
		}
		return at, false
	}
	units, at, ok := textLength(layout, data, at)
	if !ok {
		return at, false
	}
	if len(data)-at < units {
		return at, false
	}
	for ; units > 0; units-- {
		_, next, ok := unit(data, at)
		if !ok {
			return at, false
		}
		at = next
	}
	return at, true
}

// textLength reads the length of a string that has one; null is refused.
func textLength[T chars](layout int, data T, at int) (units, end int, ok bool) {
	if layout == layout1 {
		n, end, ok := varint(data, at)
		return int(n), end, ok && n <= 1<<30
	}
	if at >= len(data) {
		return 0, at, false
	}
	first := data[at]
	n := uint64(first & 0x3f)
	at++
	if first&0x40 != 0 {
		rest, next, ok := varint(data, at)
		if !ok {
			return 0, at, false
		}
		n |= uint64(rest) << 6
		at = next
	}
	return int(n) - 1, at, n > 0 && n <= 1<<30
}

// unit reads one UTF-16 unit.
func unit[T chars](data T, at int) (u rune, end int, ok bool) {
	if at >= len(data) {
		return 0, at, false
	}
	b := data[at]
	switch {
	case b < 0x80:
		return rune(b), at + 1, true
	case b>>5 == 0x6 && at+1 < len(data):
		return rune(b&0x1f)<<6 | rune(data[at+1]&0x3f), at + 2, data[at+1]>>6 == 2
	case b>>4 == 0xe && at+2 < len(data):
		return rune(b&0x0f)<<12 | rune(data[at+1]&0x3f)<<6 | rune(data[at+2]&0x3f), at + 3, data[at+1]>>6 == 2 && data[at+2]>>6 == 2
	}
	return 0, at, false
}

// text decodes a string that scanText accepted.
func (s *schema) text(raw string) string {
	if raw == "" {
		return ""
	}
	if s.layout != layout1 && raw[0] < 0x80 {
		last := len(raw) - 1
		return raw[:last] + string(rune(raw[last]&0x7f))
	}
	units, at, ok := textLength(s.layout, raw, 0)
	if !ok {
		return ""
	}
	body := raw[at:]
	if len(body) == units { // one byte each
		return body
	}
	out := make([]byte, 0, len(body))
	for at = 0; at < len(body); {
		u, next, ok := unit(body, at)
		if !ok {
			break
		}
		out, at = javaobj.AppendRune(out, u), next
	}
	return string(out)
}

// decode is text of what stands in a record; the texts of a builder share one
// string.
func (s *schema) decode(all *strings.Builder, raw []byte) string {
	short := raw
	if s.layout == layout1 || raw[0] >= 0x80 {
		units, at, _ := textLength(s.layout, raw, 0)
		if short = raw[at:]; len(short) != units { // not one byte each
			return s.text(string(raw))
		}
	}
	if len(short) == 0 {
		return ""
	}
	from, last := all.Len(), len(short)-1
	all.Write(short[:last])
	all.WriteByte(short[last] & 0x7f) // bit 7 may mark the end
	return all.String()[from:]
}

// appendText writes a string as kryo does.
func (s *schema) appendText(dst []byte, text string) []byte {
	units := javaobj.UTF16Len(text)
	if s.layout == layout1 {
		dst = appendVarint(dst, uint32(units))
		return appendUnits(dst, text)
	}
	if units >= 2 && units < 64 && isASCII(text) {
		dst = append(dst, text...)
		dst[len(dst)-1] |= 0x80
		return dst
	}
	n := uint32(units) + 1
	if n < 0x40 {
		dst = append(dst, 0x80|byte(n))
	} else {
		dst = appendVarint(append(dst, 0xc0|byte(n&0x3f)), n>>6)
	}
	return appendUnits(dst, text)
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0
}

func appendUnits(dst []byte, text string) []byte {
	if isASCII(text) {
		return append(dst, text...)
	}
	for len(text) > 0 {
		r, width := javaobj.DecodeRune(text)
		text = text[width:]
		if r > 0xffff {
			r -= 0x10000
			dst = appendUnit(dst, 0xd800+r>>10)
			r = 0xdc00 + r&0x3ff
		}
		dst = appendUnit(dst, r)
	}
	return dst
}

func appendUnit(dst []byte, u rune) []byte {
	switch {
	case u < 0x80:
		return append(dst, byte(u))
	case u < 0x800:
		return append(dst, 0xc0|byte(u>>6), 0x80|byte(u&0x3f))
	}
	return append(dst, 0xe0|byte(u>>12), 0x80|byte(u>>6&0x3f), 0x80|byte(u&0x3f))
}
