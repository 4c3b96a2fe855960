package redis

import "time"

// maxRelative is the largest exptime in seconds that isn't a date.
const maxRelative = 60 * 60 * 24 * 30

// life turns memcached's exptime into the life that is left: 0 for ever,
// negative none at all, a date at least a second (NODE-61).
func (s *Storage) life(exptime int32) time.Duration {
	seconds := int64(exptime)
	if seconds > maxRelative {
		seconds = max(1, seconds-s.options.Now().Unix())
	}
	return time.Duration(seconds) * time.Second
}
