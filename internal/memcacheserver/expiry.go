package memcacheserver

import "math"

// Deadlines are Unix seconds; two values stand apart.
const (
	never      = int64(0)
	longPassed = int64(math.MinInt64)
)

// deadline turns an exptime as a client sent it into the second in which the
// item is dead: 0 never, negative at once, up to 30 days from now, above that
// a Unix time, which may have passed already.
func deadline(exptime int32, now int64) int64 {
	switch {
	case exptime == 0:
		return never
	case exptime < 0:
		return longPassed
	case exptime <= maxRelativeExptime:
		return now + int64(exptime)
	}
	return int64(exptime)
}

// passed says whether a deadline lies behind; an item is dead in the very
// second of its deadline.
func passed(deadline, now int64) bool {
	return deadline != never && deadline <= now
}

// remaining gives the seconds until the deadline, or Never.
func remaining(deadline, now int64) int64 {
	if deadline == never {
		return Never
	}
	return deadline - now
}

// flushTime gives the second up to which a `flush_all delay` kills items, and
// from which on it does so: one less than the delay says.
func flushTime(delay int32, now int64) int64 {
	return deadline(delay, now) - 1
}
