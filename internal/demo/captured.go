package demo

import (
	_ "embed"
	"fmt"
	"time"

	"msmgate/manager/record"
)

// capturedRecord is a session record as a real Tomcat 7.0.57 with
// memcached-session-manager 2.1.1 and its javolution serializer wrote it: a
// shopping cart of an application whose classes are nowhere to be had here.
//
//go:embed cart.bin
var capturedRecord []byte

// CapturedItem is one memcached item of the captured session.
type CapturedItem struct {
	Key     string
	Value   []byte
	Flags   uint32
	Exptime int32
}

// Captured gives the captured session as if Tomcat had written it just now: the
// header's clock fields are now, everything else is as captured. A non-sticky
// node also looks for the validity info beside it (WIRE-55, NST-10).
func Captured(now time.Time) (id string, items []CapturedItem, err error) {
	rec, err := record.Decode(capturedRecord)
	if err != nil {
		return "", nil, fmt.Errorf("reading the captured session: %w", err)
	}
	ms := now.UnixMilli()
	rec.CreationTime, rec.LastAccessedTime, rec.ThisAccessedTime, rec.LastBackupTime = ms, ms, ms, ms
	value, err := rec.Encode()
	if err != nil {
		return "", nil, fmt.Errorf("moving the captured session's clock: %w", err)
	}
	validity := record.Validity{MaxInactiveInterval: rec.MaxInactiveInterval, LastAccessedTime: ms, ThisAccessedTime: ms}
	var keys record.Keys
	var expiry record.Expiry
	return rec.ID, []CapturedItem{
		{keys.Record(rec.ID), value, 0, expiry.NonSticky(ms, rec.MaxInactiveInterval)},
		{keys.Validity(rec.ID), validity.Encode(), 0, expiry.Validity(ms, rec.MaxInactiveInterval)},
	}, nil
}
