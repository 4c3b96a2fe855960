package kryo

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// uint passes a number; one that is longer than kryo writes it is for a reader.
func (z *scanner) uint(at int) (v uint32, end int) {
	if at < len(z.data) && z.data[at] < 0x80 {
		return uint32(z.data[at]), at + 1
	}
	return z.longUint(at)
}

func (z *scanner) longUint(at int) (v uint32, end int) {
	v, end, ok := varint(z.data, at)
	switch {
	case !ok:
		return 0, z.refuse()
	case v>>(7*(end-at-1)) == 0:
		return 0, z.doubt()
	}
	return v, end
}

// count passes a number of elements of at least size bytes each.
func (z *scanner) count(at, size int) (n, end int) {
	v, end := z.uint(at)
	if end >= 0 && int64(v)*int64(size) > int64(len(z.data)-end) {
		return 0, z.refuse()
	}
	return int(v), end
}

// mention passes the mention of a class; nil is the mark of null.
func (z *scanner) mention(at int) (*class, int) {
	id, end := z.uint(at)
	if end < 0 {
		return nil, end
	}
	named := uint32(1)
	if z.one {
		named = 16383
	}
	switch {
	case id == 0:
		return nil, end
	case id == named:
		return z.name(end)
	case int64(id) >= int64(len(z.byID)) || z.byID[id] == nil:
		return nil, z.refuse()
	}
	return z.byID[id], end
}

// mentioned passes a class that is part of a value.
func (z *scanner) mentioned(at int) int {
	if at < 0 {
		return at
	}
	c, at := z.mention(at)
	if at >= 0 && c == nil {
		return z.refuse()
	}
	return at
}

// manyNames of classes are for a reader, which has an index of them.
const manyNames = 512

// name passes a class that is mentioned by name.
func (z *scanner) name(at int) (*class, int) {
	n, at := z.uint(at)
	if at < 0 {
		return nil, at
	}
	known := uint32(z.named)
	isNew := n == known
	if z.one {
		isNew = n == 0
		n--
	}
	switch {
	case !isNew && n >= known:
		return nil, z.refuse()
	case !isNew:
		return z.names[n].class, at
	case known >= manyNames:
		return nil, z.doubt()
	}
	if c, end := z.guess(at); c != nil {
		return c, end
	}
	return z.newName(at)
}

// guess passes the first mention of a class if it is the one that the record
// before had in its place: sessions of an application resemble each other.
func (z *scanner) guess(at int) (*class, int) {
	if z.named >= min(len(z.names), manyNames) {
		return nil, at
	}
	guess := z.names[z.named]
	end := at + len(guess.raw)
	if end > len(z.data) || string(z.data[at:end]) != guess.raw {
		return nil, at
	}
	z.named++
	z.loose = z.loose || guess.id != 0
	return guess.class, end
}

// newName passes the first mention of a class that the record before had
// elsewhere, or not at all.
func (z *scanner) newName(at int) (*class, int) {
	end := z.text(at)
	if end < 0 {
		return nil, end
	}
	found := z.spelling(z.data[at:end])
	if found == nil {
		return nil, z.doubt()
	}
	z.loose = z.loose || found.id != 0
	for _, each := range z.names[:z.named] {
		if each.class == found.class || each.name == found.name {
			return nil, z.doubt()
		}
	}
	z.names = append(z.names[:z.named], found)
	z.named++
	return found.class, end
}

// spelling gives the class of a name that is written as kryo writes it; nil for
// one that isn't, and for a class that isn't known.
func (s *schema) spelling(raw []byte) *spelling {
	s.mu.RLock()
	found := s.spelled[string(raw)]
	s.mu.RUnlock()
	if found != nil {
		return found
	}
	if c, _, canonical := s.read(string(raw)); c == nil || !canonical {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.spelled[string(raw)] // nil, if the class isn't known
}

// scalar passes a scalar's data.
func (z *scanner) scalar(at int, format string) int {
	for i := range len(format) {
		switch c := format[i]; c {
		case 's':
			if at = z.text(at); at < 0 {
				return at
			}
			continue
		case 'v', 'w':
			if end := numberEnd(z.data, at); end > 0 {
				at = end
				continue
			}
			if end := longNumberEnd(z.data, at); c == 'w' && end > 0 {
				at = end
				continue
			}
		case '1', '2', '4', '8':
			if at += int(c - '0'); at > len(z.data) {
				return z.refuse()
			}
			continue
		case 'n':
			if n := z.byteAt(at); !z.one && n > 1 && n < 0x80 && len(z.data)-at >= int(n) {
				at += int(n)
				continue
			}
		}
		end, ok := scanParts(z.layout, format[i:], z.data, at)
		if !ok {
			return z.refuse()
		}
		return end
	}
	return at
}

// byteAt gives a byte, or 0 behind the end.
func (z *scanner) byteAt(at int) byte {
	if at >= len(z.data) {
		return 0
	}
	return z.data[at]
}

// numberEnd gives the end of a number of up to four bytes, of which there are no
// wrong ones; 0 if it is longer, or stands too near to the end.
func numberEnd(data []byte, at int) int {
	if len(data)-at < 4 {
		return 0
	}
	ends := ^binary.LittleEndian.Uint32(data[at:]) & (high & math.MaxUint32)
	if ends == 0 {
		return 0
	}
	return at + bits.TrailingZeros32(ends)/8 + 1
}

// longNumberEnd is numberEnd of up to eight bytes.
func longNumberEnd(data []byte, at int) int {
	if len(data)-at < 8 {
		return 0
	}
	ends := ^binary.LittleEndian.Uint64(data[at:]) & high
	if ends == 0 {
		return 0
	}
	return at + bits.TrailingZeros64(ends)/8 + 1
}

// high are the bits 7 of eight bytes.
const high = 0x8080808080808080
