package demo

import (
	_ "embed"
	"fmt"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
)

// The captured records are what a real Tomcat 7.0.57 with
// memcached-session-manager 2.1.1 wrote with two of its serializers: a
// shopping cart of an application whose classes are nowhere to be had here.
var (
	//go:embed cart-javolution.bin
	cartJavolution []byte
	//go:embed cart-java.bin
	cartJava []byte
)

// capturedRecords by transcoderFactoryClass.
var capturedRecords = map[string][]byte{
	javolution.FactoryClass: cartJavolution,
	javaser.FactoryClass:    cartJava,
}

// Place is where a captured session is to go on.
type Place struct {
	// Transcoder is the factory class that must be able to read it.
	Transcoder string
	// Node is the storage node in its id, "" where ids carry none (SID-5).
	Node string
	// JvmRoute is the route in its id, "" for none.
	JvmRoute string
	// Prefix is the storageKeyPrefix.
	Prefix string
}

// CapturedItem is one memcached item of the captured session.
type CapturedItem struct {
	Key     string
	Value   []byte
	Flags   uint32
	Exptime int32
}

// HasCaptured tells whether there is a captured session that a transcoder can read.
func HasCaptured(factoryClass string) bool { return capturedRecords[factoryClass] != nil }

// Captured gives the captured session as if Tomcat had written it just now and
// at that place: the header's clock fields are now and the id names the place,
// everything else is as captured. A non-sticky node also looks for the validity
// info beside it (WIRE-55, NST-10).
func Captured(place Place, now time.Time) (id string, items []CapturedItem, err error) {
	rec, err := record.Decode(capturedRecords[place.Transcoder])
	if err != nil {
		return "", nil, fmt.Errorf("reading the captured session for %s: %w", place.Transcoder, err)
	}
	rec.ID = sessionid.Random(rec.ID)
	if place.Node != "" {
		rec.ID = sessionid.WithNode(rec.ID, place.Node)
	}
	if place.JvmRoute != "" {
		rec.ID = sessionid.WithJvmRoute(rec.ID, place.JvmRoute)
	}
	ms := now.UnixMilli()
	rec.CreationTime, rec.LastAccessedTime, rec.ThisAccessedTime, rec.LastBackupTime = ms, ms, ms, ms
	value, err := rec.Encode()
	if err != nil {
		return "", nil, fmt.Errorf("moving the captured session's clock: %w", err)
	}
	validity := record.Validity{MaxInactiveInterval: rec.MaxInactiveInterval, LastAccessedTime: ms, ThisAccessedTime: ms}
	keys := record.Keys{Prefix: place.Prefix}
	var expiry record.Expiry
	return rec.ID, []CapturedItem{
		{keys.Record(rec.ID), value, 0, expiry.NonSticky(ms, rec.MaxInactiveInterval)},
		{keys.Validity(rec.ID), validity.Encode(), 0, expiry.Validity(ms, rec.MaxInactiveInterval)},
	}, nil
}
