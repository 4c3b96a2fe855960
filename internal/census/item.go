package census

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
)

// Item is one value that was found.
type Item struct {
	// Source is a file's name, or the name of a storage node.
	Source string
	// Key is the storage key; "" for a file.
	Key string
	// Named says that a user gave this file by name, so that it ought to be a
	// record.
	Named bool
	// Flags are memcached's (WIRE-10); HasFlags that they are known.
	Flags    uint32
	HasFlags bool
	// Value is what is stored; nil where only the key was looked at.
	Value []byte
	// Size is the value's length in bytes, whether it was read or not.
	Size int64
	// Expires is when the storage node will drop it, in Unix seconds; Never, or 0
	// if that isn't known.
	Expires int64
	// Used says that reading the value counted as a use of it (get, not mg; Redis
	// before 7.2).
	Used bool
	// Err says why the value could not be read.
	Err error
}

// Failed is why the value could not be read; nil, too, where it can't be a
// session's anyway.
func (i Item) Failed() error {
	if errors.Is(i.Err, errForeign) || errors.Is(i.Err, errTooLarge) && !i.Named {
		return nil
	}
	return i.Err
}

// Never stands for a time that doesn't come.
const Never = int64(-1)

// Kind is what a key or a file holds (section 1 of WIRE).
type Kind int

// The kinds.
const (
	// Foreign is nothing of memcached-session-manager's.
	Foreign Kind = iota
	Record
	Backup
	Validity
	BackupValidity
	Lock
	Ping
)

// sessionKey is a session id behind a storageKeyPrefix (WIRE-1, SID-1, SID-2).
var sessionKey = regexp.MustCompile(`^(.*_)?[0-9A-Fa-f]{16,}(-[^.]*)?(\.[^.]+)?$`)

// KindOfKey tells by its name what a storage key holds.
func KindOfKey(key string) Kind {
	rest, backup := strings.CutPrefix(key, "bak:")
	switch {
	case backup && strings.Contains(rest, "validity:"):
		return BackupValidity // WIRE-5: the prefix may stand before it
	case backup:
		return Backup
	case strings.HasPrefix(key, "validity:"):
		return Validity
	case strings.HasPrefix(key, "lock:"):
		return Lock
	case strings.HasPrefix(key, "ping-") || strings.Contains(key, "_ping-"):
		return Ping
	case sessionKey.MatchString(key):
		return Record
	}
	return Foreign
}

// kindOfValue tells by its content what a file holds. What is neither anything
// else nor begins as a record does is Foreign, unless the user named it.
func kindOfValue(item Item) Kind {
	v := item.Value
	switch {
	case record.IsPing(v):
		return Ping
	case bytes.Equal(v, record.LockValue()):
		return Lock
	case len(v) == record.ValidityLength:
		return Validity
	case item.Named || record.HasGzipMagic(v) || len(v) > 2 && v[0] == 0 && (v[1] == 1 || v[1] == 2):
		return Record
	}
	return Foreign
}

// hash stands for an item's session where its record can't be read.
func (i Item) hash() string {
	key := i.Key
	if at := strings.LastIndexByte(key, '_'); at >= 0 {
		key = key[at+1:]
	}
	return sessionid.Hash(key)
}

// name is how a report names an item at fault: a file by its name, a stored
// value by its storage node and a hash.
func (i Item) name() string {
	if i.Key == "" {
		return i.Source
	}
	return i.Source + " session " + i.hash()
}
