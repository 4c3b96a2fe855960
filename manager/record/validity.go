package record

import (
	"encoding/binary"
	"fmt"
)

// ValidityLength is the size of an encoded validity info in bytes.
const ValidityLength = 20

// Validity is the validity info of a non-sticky session: what changes with
// every request, kept beside the record (WIRE-55). Times are milliseconds.
type Validity struct {
	MaxInactiveInterval int32
	LastAccessedTime    int64
	ThisAccessedTime    int64
}

// DecodeValidity reads a validity info. More bytes than needed are ignored,
// fewer give ErrTruncated; a ping's byte gives ErrPing.
func DecodeValidity(data []byte) (Validity, error) {
	if IsPing(data) {
		return Validity{}, fmt.Errorf("decoding a validity info: %w", ErrPing)
	}
	if len(data) < ValidityLength {
		return Validity{}, fmt.Errorf("decoding a validity info: %w: %d bytes of %d", ErrTruncated, len(data), ValidityLength)
	}
	return Validity{
		MaxInactiveInterval: int32(binary.BigEndian.Uint32(data)),
		LastAccessedTime:    millis(data[4:]),
		ThisAccessedTime:    millis(data[12:]),
	}, nil
}

// Encode gives the 20 bytes.
func (v Validity) Encode() []byte {
	data := binary.BigEndian.AppendUint32(make([]byte, 0, ValidityLength), uint32(v.MaxInactiveInterval))
	data = binary.BigEndian.AppendUint64(data, uint64(v.LastAccessedTime))
	return binary.BigEndian.AppendUint64(data, uint64(v.ThisAccessedTime))
}

// Valid tells whether a session with this validity may still be used at now;
// MSM asks it of the backup copy only (WIRE-56, NODE-31).
func (v Validity) Valid(now int64) bool {
	return Fresh(now, v.ThisAccessedTime, v.MaxInactiveInterval)
}

// Fresh tells whether a session last used at thisAccessed has not been idle
// for maxInactive seconds at now. Idle seconds are cut, not rounded, and are a
// Java int; maxInactive of zero or less means never idle for too long
// (WIRE-56, TRAP-18, TRAP-19). Times are milliseconds.
func Fresh(now, thisAccessed int64, maxInactive int32) bool {
	return maxInactive <= 0 || int32((now-thisAccessed)/1000) < maxInactive
}
