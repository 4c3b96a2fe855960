package record

import "errors"

// What can be wrong with bytes or fields. Errors are wrapped with the place.
var (
	// ErrVersion says that the first two bytes are neither 1 nor 2 (WIRE-34).
	ErrVersion = errors.New("not a session record of version 1 or 2")
	// ErrTruncated says that the bytes end before what they announce (TRAP-6).
	ErrTruncated = errors.New("cut short")
	// ErrLength says that a length in the header is negative, or that the
	// header's own is smaller than its parts: MSM writes the low 16 bits of a
	// length and so spoils records with parts over 32767 bytes (WIRE-31, TRAP-7).
	ErrLength = errors.New("bad length in the header")
	// ErrAuthType says that a kind of login is none that MSM stores (WIRE-35).
	ErrAuthType = errors.New("unknown kind of login")
	// ErrTooLarge says that a part or the whole header would pass 32767 bytes,
	// which no node could read again (TRAP-7).
	ErrTooLarge = errors.New("larger than the 32767 bytes that a record's header can hold")
	// ErrPing says that the value is the single byte of a ping that found
	// nothing: there is no session, and nothing to delete (TRAP-1).
	ErrPing = errors.New("a ping's byte, not a session record")
	// ErrExpansion says that a compressed value unpacks to more than allowed.
	ErrExpansion = errors.New("compressed value unpacks to more than the limit")
)
