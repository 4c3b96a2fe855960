package kryo

// chars are a record's bytes, or a part of them that a node keeps.
type chars interface{ string | []byte }

// Numbers of variable length: seven bits a byte, the low ones first, bit 7 says
// that more follow.

// varint reads an unsigned number of 32 bits and tells where it ends.
func varint[T chars](data T, at int) (v uint32, end int, ok bool) {
	for shift := 0; shift < 35 && at < len(data); shift += 7 {
		b := data[at]
		at++
		if shift == 28 && b > 0x0f {
			return 0, at, false
		}
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			return v, at, true
		}
	}
	return 0, at, false
}

// varlong reads an unsigned number of 64 bits. Kryo 1 takes up to ten bytes;
// later ones nine, the ninth of which has eight bits.
func varlong[T chars](data T, at int, one bool) (v uint64, end int, ok bool) {
	for shift := 0; at < len(data); shift += 7 {
		b := data[at]
		at++
		switch {
		case shift == 56 && !one:
			return v | uint64(b)<<56, at, true
		case shift == 63 && b > 1:
			return 0, at, false
		}
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v, at, true
		}
	}
	return 0, at, false
}

func appendVarint(dst []byte, v uint32) []byte {
	for v >= 0x80 {
		dst = append(dst, byte(v)|0x80)
		v >>= 7
	}
	return append(dst, byte(v))
}

func appendVarlong(dst []byte, v uint64, one bool) []byte {
	for n := 0; v >= 0x80; n++ {
		if n == 8 && !one {
			return append(dst, byte(v))
		}
		dst = append(dst, byte(v)|0x80)
		v >>= 7
	}
	return append(dst, byte(v))
}

func zigzag(v int64) uint64   { return uint64(v<<1) ^ uint64(v>>63) }
func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

func zigzag32(v int32) uint32   { return uint32(v<<1) ^ uint32(v>>31) }
func unzigzag32(v uint32) int32 { return int32(v>>1) ^ -int32(v&1) }
