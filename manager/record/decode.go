package record

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Offsets of the fixed part (WIRE-30).
const (
	offHeaderLength = 2
	offCreation     = 4
	offLastAccessed = 12
	offMaxInactive  = 20
	offIsNew        = 24
	offIsValid      = 25
	offThisAccessed = 26
	offLastBackup   = 34
	offIDLength     = 42
	fixedLength     = 44
)

// Decode reads a session record from an unwrapped value (see Unwrap). The
// record refers to data, which must not be changed afterwards. Lengths are
// signed, as MSM reads them, and all are checked. The attributes begin where
// the header says, and what stands between them and the last part is kept
// (WIRE-32). Errors are ErrPing, ErrVersion, ErrTruncated, ErrLength or
// ErrAuthType, wrapped.
func Decode(data []byte) (*Record, error) {
	r := new(Record)
	if err := r.decode(data); err != nil {
		return nil, fmt.Errorf("decoding a session record of %d bytes: %w", len(data), err)
	}
	return r, nil
}

func (r *Record) decode(data []byte) error {
	if IsPing(data) {
		return ErrPing
	}
	if len(data) < 2 {
		return fmt.Errorf("%w: no version", ErrTruncated)
	}
	r.Version = int16(binary.BigEndian.Uint16(data))
	if r.Version != 1 && r.Version != 2 {
		return versionError(data)
	}
	if len(data) < fixedLength {
		return fmt.Errorf("%w: the fixed fields end at %d", ErrTruncated, fixedLength)
	}
	length := int(int16(binary.BigEndian.Uint16(data[offHeaderLength:])))
	if length < 0 {
		return fmt.Errorf("%w: header of %d bytes", ErrLength, length)
	}
	if length > len(data) {
		return fmt.Errorf("%w: header of %d bytes", ErrTruncated, length)
	}
	r.header, r.Attributes = data[:length:length], data[length:]
	r.decodeFixed(data)
	return r.decodeParts(r.header)
}

func (r *Record) decodeFixed(data []byte) {
	r.CreationTime = millis(data[offCreation:])
	r.LastAccessedTime = millis(data[offLastAccessed:])
	r.MaxInactiveInterval = int32(binary.BigEndian.Uint32(data[offMaxInactive:]))
	r.IsNew = data[offIsNew] == '1' // anything else is false (WIRE-33)
	r.IsValid = data[offIsValid] == '1'
	r.ThisAccessedTime = millis(data[offThisAccessed:])
	r.LastBackupTime = millis(data[offLastBackup:])
}

func (r *Record) decodeParts(header []byte) error {
	id, _, err := part(header, offIDLength, "id")
	if err != nil {
		return err
	}
	r.ID = string(id)
	return r.decodeRest(header, len(id))
}

// decodeRest reads what comes after an id of that length.
func (r *Record) decodeRest(header []byte, idLength int) (err error) {
	pos := fixedLength + idLength
	if pos+2 > len(header) {
		return tooShort("kind of login", pos, header)
	}
	if r.AuthType = AuthType(binary.BigEndian.Uint16(header[pos:])); !r.AuthType.Known() {
		return fmt.Errorf("%w: number %d at offset %d", ErrAuthType, uint16(r.AuthType), pos)
	}
	if r.Principal, pos, err = part(header, pos+2, "principal"); err != nil {
		return err
	}
	if r.Version >= 2 { // version 1 ends after the principal (WIRE-42)
		if r.SavedRequest, pos, err = part(header, pos, "saved request"); err != nil {
			return err
		}
		if r.SavedPrincipal, _, err = part(header, pos, "saved principal"); err != nil {
			return err
		}
	}
	return nil
}

// part reads a signed length at pos and the bytes after it, nil for none, and
// gives the position after them.
func part(header []byte, pos int, name string) (data []byte, next int, err error) {
	if pos+2 > len(header) {
		return nil, 0, tooShort(name, pos, header)
	}
	length := int(int16(binary.BigEndian.Uint16(header[pos:])))
	if length < 0 {
		return nil, 0, fmt.Errorf("%w: %s of %d bytes at offset %d", ErrLength, name, length, pos)
	}
	pos += 2
	if pos+length > len(header) {
		return nil, 0, tooShort(name, pos, header)
	}
	if length == 0 {
		return nil, pos, nil
	}
	return header[pos : pos+length : pos+length], pos + length, nil
}

func tooShort(name string, pos int, header []byte) error {
	return fmt.Errorf("%w: %s at offset %d passes the header's end at %d", ErrLength, name, pos, len(header))
}

func versionError(data []byte) error {
	version := binary.BigEndian.Uint16(data)
	if HasGzipMagic(data) {
		return fmt.Errorf("%w: version %d is the beginning of a gzip'd value", ErrVersion, version)
	}
	return fmt.Errorf("%w: version %d", ErrVersion, int16(version))
}

func millis(b []byte) int64 { return int64(binary.BigEndian.Uint64(b)) }

// maxPart is the largest length that MSM reads back (WIRE-31).
const maxPart = math.MaxInt16
