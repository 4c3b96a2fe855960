package manager

import (
	"bytes"
	"compress/gzip"

	"msmgate/manager/record"
	"msmgate/manager/storage"
)

// gzipAbove is the length in bytes above which releases up to 1.9.7 compress
// a value (WIRE-11).
const gzipAbove = 16384

// habits are how a dialect writes.
type habits struct {
	flags, pingFlags uint32
	gzip             bool
	expiry           record.Expiry
	prefix           bool // knows storageKeyPrefix (CFG-48)
	oldCaches        bool // NODE-70 and NODE-75 in place of NODE-72
}

// habitsOf gives a dialect's habits; background is processExpiresFrequency
// times the Context's backgroundProcessorDelay (WIRE-62).
//
// What no other node can see is chosen to keep sessions longest. Every dialect
// turns more than 30 days into a date, as 1.7.0 and later do, where 1.6.5 would
// store a dead record (TRAP-15). DialectAuto gives a sticky record the whole
// of the session's remaining life: the -6 seconds of 1.8.0 and later serve
// nobody, and readers don't see an exptime. It writes flags 2048, uncompressed,
// and uses the storageKeyPrefix, which is empty by default, as nodes from
// 1.8.0 on do (WIRE-21, CFG-87).
func habitsOf(d Dialect, background int32) habits {
	h := habits{flags: record.FlagsBytes, pingFlags: record.FlagsPing, prefix: true}
	h.expiry.Absolute = true
	switch d {
	case Dialect16:
		h.gzip, h.prefix, h.oldCaches = true, false, true
	case Dialect18:
		h.gzip = true
		h.expiry.Background = background
	case Dialect2x:
		h.flags, h.pingFlags = 0, 0
		h.expiry.Background = background
	}
	return h
}

// item wraps a record's or a validity info's bytes (WIRE-10, WIRE-11, WIRE-14).
func (h *habits) item(value []byte) storage.Item {
	if h.gzip && len(value) > gzipAbove {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, err := w.Write(value)
		if err == nil && w.Close() == nil && packed.Len() < len(value) {
			return storage.Item{Flags: h.flags | record.FlagCompressed, Value: packed.Bytes()}
		}
	}
	return storage.Item{Flags: h.flags, Value: value}
}

func (h *habits) ping() storage.Item {
	return storage.Item{Flags: h.pingFlags, Value: record.PingValue()}
}

func (h *habits) lock() storage.Item { return storage.Item{Value: record.LockValue()} }

// recordExptime gives a record's exptime in seconds. A result that would make
// memcached keep a sticky record for ever or drop it at once, because the
// dialect takes six seconds off a short life, is replaced by the life itself
// (TRAP-14).
func (m *Manager) recordExptime(r *record.Record, now int64) int32 {
	if !m.sticky {
		return m.habits.expiry.NonSticky(now, r.MaxInactiveInterval)
	}
	exptime := m.habits.expiry.Sticky(now, r.ThisAccessedTime, r.MaxInactiveInterval)
	if exptime <= 0 && r.MaxInactiveInterval > 0 {
		return max(1, record.Expiry{Absolute: true}.Sticky(now, r.ThisAccessedTime, r.MaxInactiveInterval))
	}
	return exptime
}
