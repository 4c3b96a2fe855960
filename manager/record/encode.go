package record

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// Encode gives the record's bytes; see Append.
func (r *Record) Encode() ([]byte, error) { return r.Append(nil) }

// Append adds the record's bytes to dst. Where no field of the header was
// changed since Decode they begin with the header as it was read, so that an
// unchanged record gives the very bytes it came from; else with a new header
// of version 2. A part or a header that no node could read again is refused
// with ErrTooLarge, an unknown kind of login with ErrAuthType; dst is then
// returned as it was.
func (r *Record) Append(dst []byte) ([]byte, error) {
	if r.sameHeader() {
		dst = slices.Grow(dst, len(r.header)+len(r.Attributes))
		return append(append(dst, r.header...), r.Attributes...), nil
	}
	length, err := r.headerLength()
	if err != nil {
		return dst, fmt.Errorf("encoding a session record: %w", err)
	}
	dst = slices.Grow(dst, length+len(r.Attributes))
	return append(r.appendHeader(dst, length), r.Attributes...), nil
}

func (r *Record) headerLength() (int, error) {
	if !r.AuthType.Known() {
		return 0, fmt.Errorf("%w: number %d", ErrAuthType, uint16(r.AuthType))
	}
	length := fixedLength + 2 + 3*2 // auth type and three lengths
	for _, p := range [...]struct {
		name   string
		length int
	}{
		{"id", len(r.ID)},
		{"principal", len(r.Principal)},
		{"saved request", len(r.SavedRequest)},
		{"saved principal", len(r.SavedPrincipal)},
	} {
		if p.length > maxPart {
			return 0, fmt.Errorf("%s of %d bytes: %w", p.name, p.length, ErrTooLarge)
		}
		length += p.length
	}
	if length > maxPart {
		return 0, fmt.Errorf("header of %d bytes: %w", length, ErrTooLarge)
	}
	return length, nil
}

func (r *Record) appendHeader(dst []byte, length int) []byte {
	be := binary.BigEndian
	dst = be.AppendUint16(dst, 2)
	dst = be.AppendUint16(dst, uint16(length))
	dst = be.AppendUint64(dst, uint64(r.CreationTime))
	dst = be.AppendUint64(dst, uint64(r.LastAccessedTime))
	dst = be.AppendUint32(dst, uint32(r.MaxInactiveInterval))
	dst = append(dst, digit(r.IsNew), digit(r.IsValid))
	dst = be.AppendUint64(dst, uint64(r.ThisAccessedTime))
	dst = be.AppendUint64(dst, uint64(r.LastBackupTime))
	dst = append(be.AppendUint16(dst, uint16(len(r.ID))), r.ID...)
	dst = be.AppendUint16(dst, uint16(r.AuthType))
	for _, part := range [...][]byte{r.Principal, r.SavedRequest, r.SavedPrincipal} {
		dst = append(be.AppendUint16(dst, uint16(len(part))), part...)
	}
	return dst
}

func digit(b bool) byte {
	if b {
		return '1'
	}
	return '0'
}

// sameHeader tells whether the header that was read says what the fields say.
func (r *Record) sameHeader() bool {
	if r.header == nil {
		return false
	}
	was := Record{Version: r.Version}
	was.decodeFixed(r.header)
	id, _, err := part(r.header, offIDLength, "id")
	if err != nil || string(id) != r.ID {
		return false
	}
	if was.decodeRest(r.header, len(id)) != nil {
		return false
	}
	return int16(binary.BigEndian.Uint16(r.header)) == r.Version &&
		was.CreationTime == r.CreationTime &&
		was.LastAccessedTime == r.LastAccessedTime &&
		was.MaxInactiveInterval == r.MaxInactiveInterval &&
		was.IsNew == r.IsNew && was.IsValid == r.IsValid &&
		was.ThisAccessedTime == r.ThisAccessedTime &&
		was.LastBackupTime == r.LastBackupTime &&
		was.AuthType == r.AuthType &&
		bytes.Equal(was.Principal, r.Principal) &&
		bytes.Equal(was.SavedRequest, r.SavedRequest) &&
		bytes.Equal(was.SavedPrincipal, r.SavedPrincipal)
}
