package storage

import "errors"

// Limits of what is sent, in bytes.
const (
	// MaxKey is memcached's limit, the storage key prefix counted (SID-70).
	MaxKey = 250
	// MaxValue is the largest value, as in MSM's client (WIRE-22).
	MaxValue = 20 << 20
)

// CheckKey gives ErrBadKey for a key that memcached's text protocol can't carry.
func CheckKey(key string) error {
	if key == "" || len(key) > MaxKey {
		return ErrBadKey
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] == 0x7f {
			return ErrBadKey
		}
	}
	return nil
}

// CheckValue gives ErrTooLarge for a value that MSM's client would refuse.
func CheckValue(value []byte) error {
	if len(value) > MaxValue {
		return ErrTooLarge
	}
	return nil
}

var errVerb = errors.New("no such operation")

// Check gives an error for an operation that no storage node is to see: ErrBadKey,
// ErrTooLarge, or that its verb is none.
func (o *Op) Check() error {
	if err := CheckKey(o.Key); err != nil {
		return err
	}
	switch o.Verb {
	case Set, Add:
		return CheckValue(o.Item.Value)
	case Get, Delete:
		return nil
	}
	return errVerb
}
