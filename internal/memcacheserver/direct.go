package memcacheserver

import (
	"bytes"
	"fmt"
	"slices"
)

// Never is Item.Remaining of an item without expiry.
const Never = int64(-1)

// Item is a stored item as Get shows it.
type Item struct {
	Key   string
	Value []byte // the caller's own copy
	Flags uint32
	// Exptime is the expiry as the client sent it: 0, negative, seconds up to
	// 30 days, or a Unix time (rules WIRE-60 to WIRE-68).
	Exptime int32
	// Remaining is the life that is left, in seconds, or Never.
	Remaining int64
	// CAS is the number that gets shows.
	CAS uint64
}

// Set stores an item as the command of that name does, but shows up neither in
// the trace nor in the faults. The value is copied. It gives ErrKey or
// ErrTooLarge.
func (s *Server) Set(key string, flags uint32, exptime int32, value []byte) error {
	if !validKey(key) {
		return fmt.Errorf("store an item of %d bytes under a key of %d bytes: %w", len(value), len(key), ErrKey)
	}
	u := update{mode: modeSet, key: key, flags: flags, exptime: exptime, length: len(value)}
	if refused := s.store.refusal(&u); refused != "" {
		return fmt.Errorf("store an item of %d bytes (limits: %d per item, %d in all): %w",
			len(value), s.options.MaxItemSize, s.options.MaxMemory, ErrTooLarge)
	}
	s.store.store(&u, bytes.Clone(value))
	return nil
}

// Get shows a living item. It counts as no use of the item.
func (s *Server) Get(key string) (Item, bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	now := s.store.seconds()
	it := s.store.items[key]
	if it == nil || !s.store.alive(it, now) {
		return Item{}, false
	}
	return Item{
		Key: it.key, Value: bytes.Clone(it.value), Flags: it.flags,
		Exptime: it.exptime, Remaining: remaining(it.deadline, now), CAS: it.cas,
	}, true
}

// Keys lists the keys of all living items, sorted.
func (s *Server) Keys() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	now := s.store.seconds()
	keys := make([]string, 0, len(s.store.items))
	for key, it := range s.store.items {
		if s.store.alive(it, now) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Delete removes an item and says whether there was one.
func (s *Server) Delete(key string) bool {
	return s.store.delete([]byte(key)) == answerDeleted
}

// FlushAll removes all items, as a restarted memcached has none.
func (s *Server) FlushAll() { s.store.flush(0) }
