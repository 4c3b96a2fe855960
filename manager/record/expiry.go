package record

import "math"

// Seconds that go with a ping's byte and with a lock (WIRE-65..WIRE-67).
const (
	// PingLoaded is for a ping after the session was loaded.
	PingLoaded int32 = 5
	// PingNotLoaded is for a ping of a session that the request didn't load.
	PingNotLoaded int32 = 1
	// LockSeconds is for a lock, unless lockExpiration says otherwise (CFG-39).
	LockSeconds int32 = 5
)

// maxRelative is the largest exptime that memcached takes as a number of
// seconds from now; above it is a date.
const maxRelative = 2592000

// Expiry computes the exptime that a release gives to memcached, with Java's
// int arithmetic, which wraps. The zero value is 1.6.5's.
type Expiry struct {
	// Absolute turns more than 30 days into a date, as 1.7.0 and later do. 1.6.5
	// doesn't, and what it stores for so long is dead at once (TRAP-15).
	Absolute bool
	// Background is processExpiresFrequency times the Context's
	// backgroundProcessorDelay, which 1.8.0 and later add to a sticky record's
	// life: -6 by default (WIRE-62, TRAP-14). 0 for earlier ones.
	Background int32
}

// Sticky gives the exptime of a sticky session's record (WIRE-60..WIRE-62).
// Times are milliseconds, maxInactive is seconds.
func (e Expiry) Sticky(now, thisAccessed int64, maxInactive int32) int32 {
	if maxInactive <= 0 {
		return 0
	}
	return e.exptime(now, maxInactive-Round1000(now-thisAccessed)+e.Background)
}

// NonSticky gives the exptime of a non-sticky session's record and its backup
// copy: twice the session's life, which wraps for a life over 1073741823
// seconds (WIRE-63, WIRE-69).
func (e Expiry) NonSticky(now int64, maxInactive int32) int32 {
	if maxInactive <= 0 {
		return 0
	}
	return e.exptime(now, 2*maxInactive)
}

// Validity gives the exptime of a validity info and its backup copy (WIRE-64).
func (e Expiry) Validity(now int64, maxInactive int32) int32 {
	if maxInactive <= 0 {
		return 0
	}
	return e.exptime(now, maxInactive)
}

func (e Expiry) exptime(now int64, seconds int32) int32 {
	if !e.Absolute || seconds <= maxRelative {
		return seconds
	}
	return int32(now/1000) + seconds
}

// Round1000 turns milliseconds into seconds as MSM does, by Java's
// Math.round(ms / 1000f): in single precision, so that large numbers are off
// by seconds, halves upwards, and cut to an int.
func Round1000(ms int64) int32 {
	rounded := math.Floor(float64(float32(float32(ms)/1000)) + 0.5)
	switch {
	case rounded >= math.MaxInt32:
		return math.MaxInt32
	case rounded <= math.MinInt32:
		return math.MinInt32
	}
	return int32(rounded)
}
