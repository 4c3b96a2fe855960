package record

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// memcached flags of a record, a validity info and their copies.
const (
	// FlagsBytes is what MSM up to 1.9.7 writes and needs to read; later
	// releases ignore it, so it is what a peer writes (WIRE-10, WIRE-21).
	FlagsBytes uint32 = 0x800
	// FlagCompressed is set where the value is gzip'd (WIRE-11, WIRE-16).
	FlagCompressed uint32 = 2
	// FlagsPing goes with the byte of a ping up to 1.9.7 (WIRE-13).
	FlagsPing uint32 = 0x200
)

// MaxValue is the largest value in bytes that MSM's client sends, and the
// default limit of what a compressed one may unpack to (WIRE-22).
const MaxValue = 20 << 20

// pingByte is what a ping stores where it finds nothing (WIRE-13, WIRE-15).
const pingByte = 0x01

// PingValue gives the value that a ping adds.
func PingValue() []byte { return []byte{pingByte} }

// IsPing tells whether a value is the single byte of a ping that found
// nothing. It stands for "no session", for one or five seconds (TRAP-1).
func IsPing(value []byte) bool { return len(value) == 1 && value[0] == pingByte }

// Unwrap gives the bytes of a stored value: gunzipped if its flags say so,
// else as they are, whatever else the flags say (WIRE-16, WIRE-21). Limit
// bounds the result in bytes, 0 being MaxValue; ErrExpansion says that it was
// passed.
func Unwrap(flags uint32, value []byte, limit int) ([]byte, error) {
	if flags&FlagCompressed == 0 {
		return value, nil
	}
	return gunzip(value, limit)
}

// UnwrapFile is Unwrap for a value without flags, as in a file: it goes by the
// first bytes.
func UnwrapFile(value []byte, limit int) ([]byte, error) {
	if !HasGzipMagic(value) {
		return value, nil
	}
	return gunzip(value, limit)
}

// HasGzipMagic tells whether a value begins as gzip does. No record does.
func HasGzipMagic(value []byte) bool {
	return len(value) >= 2 && value[0] == 0x1f && value[1] == 0x8b
}

func gunzip(value []byte, limit int) ([]byte, error) {
	if limit <= 0 {
		limit = MaxValue
	}
	reader, err := gzip.NewReader(bytes.NewReader(value))
	if err != nil {
		return nil, fmt.Errorf("unpacking a compressed value of %d bytes: %w", len(value), err)
	}
	data, err := io.ReadAll(io.LimitReader(reader, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("unpacking a compressed value of %d bytes: %w", len(value), err)
	}
	if len(data) > limit {
		return nil, fmt.Errorf("unpacking a compressed value of %d bytes: %w of %d bytes", len(value), ErrExpansion, limit)
	}
	return data, nil
}
