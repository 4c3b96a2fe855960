package kryo

// scan gives the end of a scalar's data in a node, see scanParts.
func (s *schema) scan(format, data string, at int) (end int, ok bool) {
	return scanParts(s.layout, format, data, at)
}

// scanParts gives the end of a scalar's data. format has a letter for each part:
//
//	1 2 4 8  so many bytes      z  a boolean
//	v w      a number of up to 32 or 64 bits, of variable length
//	h        kryo 1's short     n  the bytes of a BigInteger
//	s        a string           p  kryo 1's mark of what isn't null
//	t        a LocalTime        o  a ZoneOffset
//	?        whether the rest is there
func scanParts[T chars](layout int, format string, data T, at int) (end int, ok bool) {
	for i := range len(format) {
		size := 0
		switch c := format[i]; c {
		case '1', '2', '4', '8':
			size = int(c - '0')
		case 'z', 'p', '?':
			if at >= len(data) || data[at] > 1 || c == 'p' && data[at] == 0 {
				return at, false
			}
			at++
			if c == '?' && data[at-1] == 0 {
				return at, true
			}
		case 'v':
			_, at, ok = varint(data, at)
		case 'w':
			_, at, ok = varlong(data, at, layout == layout1)
		case 'h':
			if size = 1; at < len(data) && data[at] == 0xff {
				size = 3
			}
		case 'n':
			var n uint32
			if n, at, ok = varint(data, at); layout != layout1 {
				ok, n = ok && n > 0, n-1
			}
			size = int(n)
			if !ok || n == 0 {
				return at, false
			}
		case 's':
			at, ok = scanText(layout, data, at)
		case 't':
			at, ok = scanTime(data, at)
		case 'o':
			if size = 1; at < len(data) && data[at] == 127 {
				size = 5
			}
		}
		if size > 0 {
			ok = len(data)-at >= size
			at += size
		} else if c := format[i]; c == 'z' || c == 'p' || c == '?' {
			ok = true
		}
		if !ok {
			return min(at, len(data)), false
		}
	}
	return at, true
}

// scanTime gives the end of a LocalTime: hour, minute, second and nanoseconds,
// where the last part that isn't zero is complemented and ends it, save the
// nanoseconds.
func scanTime[T chars](data T, at int) (end int, ok bool) {
	for range 3 {
		if at >= len(data) {
			return at, false
		}
		at++
		if data[at-1] >= 0x80 {
			return at, true
		}
	}
	_, at, ok = varint(data, at)
	return at, ok
}
