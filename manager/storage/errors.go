package storage

import "errors"

// Why an operation failed. Clients wrap these with the operation and the node,
// never with the key, which holds a session id.
var (
	// ErrBadKey says that a key is empty, longer than 250 bytes with its prefix,
	// or holds blanks or control characters; nothing was sent (SID-70).
	ErrBadKey = errors.New("key is empty, longer than 250 bytes or holds blanks or control characters")
	// ErrTooLarge says that a value is larger than MaxValue; nothing was sent
	// (WIRE-22).
	ErrTooLarge = errors.New("value is larger than 20971520 bytes")
	// ErrTimeout says that there was no answer within operationTimeout, or
	// before the context's deadline.
	ErrTimeout = errors.New("no answer in time")
	// ErrRefused says that the node answered with an error, as it does to a
	// value larger than its own limit (WIRE-22).
	ErrRefused = errors.New("refused by the storage node")
	// ErrUnknownNode says that memcachedNodes has no node of that id.
	ErrUnknownNode = errors.New("no such storage node in memcachedNodes")
	// ErrClosed says that the Storage was closed.
	ErrClosed = errors.New("storage is closed")
)
