package memcacheserver

import (
	"sync"
	"time"
)

// item is one stored value. Its value slice is never changed once stored, so
// that an answer can be written without holding the store's lock.
type item struct {
	key        string
	value      []byte
	flags      uint32
	exptime    int32 // as sent
	deadline   int64 // Unix seconds
	stored     int64 // Unix seconds
	used       int64 // Unix seconds; the last get, or when it was stored
	fetched    bool  // there was a get
	cas        uint64
	prev, next *item // LRU ring
}

// itemSize gives the bytes that memcached counts for an item: header, CAS
// number, key with its end, flags where not 0, value with its line end.
func itemSize(keyLen int, flags uint32, valueLen int) int {
	size := 48 + 8 + keyLen + 1 + valueLen + 2
	if flags != 0 {
		size += 4
	}
	return size
}

func (it *item) size() int { return itemSize(len(it.key), it.flags, len(it.value)) }

// store holds the items, in the order of their last use.
type store struct {
	now         func() time.Time
	maxItemSize int
	maxMemory   int
	counts      *counters

	mu      sync.Mutex
	items   map[string]*item
	ring    item // sentinel: next is the most recently used item
	used    int  // bytes
	lastCAS uint64
	// flushAt is the second of a delayed flush_all, 0 for none: once it has
	// come, items stored up to it are dead.
	flushAt int64
}

func newStore(o Options, counts *counters) *store {
	s := &store{now: o.Now, maxItemSize: o.MaxItemSize, maxMemory: o.MaxMemory, counts: counts}
	s.clear()
	return s
}

func (s *store) clear() {
	s.items = make(map[string]*item)
	s.ring.prev, s.ring.next = &s.ring, &s.ring
	s.used = 0
}

func (s *store) seconds() int64 { return s.now().Unix() }

func (s *store) nextCAS() uint64 {
	s.lastCAS++
	return s.lastCAS
}

// alive says whether the item is neither expired nor flushed.
func (s *store) alive(it *item, now int64) bool {
	if passed(it.deadline, now) {
		return false
	}
	return s.flushAt == 0 || s.flushAt > now || it.stored > s.flushAt
}

// use gives the item back, marked as used, if it lives; it removes a dead one.
func (s *store) use(it *item, now int64) *item {
	if it == nil {
		return nil
	}
	if !s.alive(it, now) {
		s.unlink(it)
		return nil
	}
	s.leaveRing(it)
	s.enterRing(it)
	return it
}

// link stores an item under a new CAS number in place of the one that has its
// key, and makes room for it.
func (s *store) link(it *item) {
	if old := s.items[it.key]; old != nil {
		s.unlink(old)
	}
	size := it.size()
	for s.used+size > s.maxMemory && s.ring.prev != &s.ring {
		s.unlink(s.ring.prev)
		s.counts.evictions.Add(1)
	}
	it.cas = s.nextCAS()
	s.items[it.key] = it
	s.used += size
	s.enterRing(it)
	s.counts.totalItems.Add(1)
}

func (s *store) unlink(it *item) {
	delete(s.items, it.key)
	s.used -= it.size()
	s.leaveRing(it)
}

func (s *store) enterRing(it *item) {
	it.prev, it.next = &s.ring, s.ring.next
	it.prev.next, it.next.prev = it, it
}

func (s *store) leaveRing(it *item) {
	it.prev.next, it.next.prev = it.next, it.prev
}

// size gives the number of items and their bytes, dead ones that nobody asked
// for since included.
func (s *store) size() (items, used int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.items), s.used
}
