// Package storage says what a session node needs of a storage node: get, set,
// add and delete, addressed by node and key. It doesn't know what the bytes
// mean.
package storage

import (
	"context"
	"errors"
)

// Storage reaches all storage nodes of one web application. Node is the id in
// memcachedNodes ("" for a single node without id); the caller chooses it,
// since a bak: key lives on another node than its id says (NODE-20, NODE-21).
// All methods are safe for concurrent use and end at the context's deadline
// and at operationTimeout (CFG-38), whichever comes first.
type Storage interface {
	// Get gives the value of a key, or ErrMiss.
	Get(ctx context.Context, node, key string) (Item, error)
	// Set stores unconditionally. Exptime is memcached's: 0 never, negative
	// dead at once, above 2592000 absolute Unix seconds (WIRE-60..WIRE-70).
	Set(ctx context.Context, node, key string, item Item, exptime int32) error
	// Add stores only if the key is free, else ErrNotStored.
	Add(ctx context.Context, node, key string, item Item, exptime int32) error
	// Delete removes a key; ErrMiss if there was none.
	Delete(ctx context.Context, node, key string) error
	// Close ends all connections.
	Close() error
}

// Item is a stored value with memcached's flags (WIRE-10..WIRE-21).
type Item struct {
	Flags uint32
	Value []byte
}

var (
	// ErrMiss says that the key isn't there: an answer, not a fault.
	ErrMiss = errors.New("no such key")
	// ErrNotStored says that an add found the key taken: an answer, not a fault.
	ErrNotStored = errors.New("key is taken")
)
