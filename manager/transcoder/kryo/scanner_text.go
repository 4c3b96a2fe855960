package kryo

import (
	"encoding/binary"
	"math/bits"
)

// text passes a string.
func (z *scanner) text(at int) int {
	data := z.data
	if !z.one && at < len(data) && data[at] < 0x80 {
		at++
		for len(data)-at >= 8 {
			if marks := binary.LittleEndian.Uint64(data[at:]) & high; marks != 0 {
				return at + bits.TrailingZeros64(marks)/8 + 1
			}
			at += 8
		}
		for ; at < len(data); at++ {
			if data[at] >= 0x80 {
				return at + 1
			}
		}
		return z.refuse()
	}
	var units int
	var ok bool
	if b := z.byteAt(at); !z.one && b > 0x80 && b < 0xc0 { // a length of one byte
		units, at, ok = int(b&0x3f)-1, at+1, true
	} else {
		units, at, ok = textLength(z.layout, data, at)
	}
	if !ok || len(data)-at < units {
		return z.refuse()
	}
	for units > 0 {
		if len(data)-at >= 8 { // those that are one byte each
			n := min(bits.TrailingZeros64(binary.LittleEndian.Uint64(data[at:])&high)/8, units)
			if at, units = at+n, units-n; units == 0 {
				break
			}
			if n == 8 {
				continue
			}
		}
		if _, at, ok = unit(data, at); !ok {
			return z.refuse()
		}
		units--
	}
	return at
}

// sameText tells whether a string of a record is text.
func (s *schema) sameText(data []byte, at int, text string) bool {
	if s.layout != layout1 && data[at] < 0x80 {
		last := len(text) - 1
		if last < 0 || len(data)-at <= last || data[at+last] != text[last]|0x80 {
			return false
		}
		return isASCII(text) && string(data[at:at+last]) == text[:last]
	}
	end, ok := scanText(s.layout, data, at)
	return ok && s.text(string(data[at:end])) == text
}
