package memcacheserver

import (
	"strconv"
	"strings"
)

// mode is the kind of a storage command.
type mode int

const (
	modeSet mode = iota
	modeAdd
	modeReplace
	modeAppend
	modePrepend
	modeCAS
)

// Answer lines that several places share.
const (
	answerStored    = "STORED"
	answerNotStored = "NOT_STORED"
	answerExists    = "EXISTS"
	answerNotFound  = "NOT_FOUND"
	answerDeleted   = "DELETED"
	answerTouched   = "TOUCHED"
	answerOK        = "OK"
	answerError     = "ERROR"
	answerEnd       = "END"
	answerBadLine   = "CLIENT_ERROR bad command line format"
	answerBadData   = "CLIENT_ERROR bad data chunk"
	answerBadDelta  = "CLIENT_ERROR invalid numeric delta argument"
	answerBadExp    = "CLIENT_ERROR invalid exptime argument"
	answerNotNumber = "CLIENT_ERROR cannot increment or decrement non-numeric value"
	answerDelete    = "CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]"
	answerTooLarge  = "SERVER_ERROR object too large for cache"
	answerNoMemory  = "SERVER_ERROR out of memory storing object"
)

// update is a storage command before its data block came.
type update struct {
	mode    mode
	key     string
	flags   uint32
	exptime int32
	length  int    // bytes of the value
	cas     uint64 // for modeCAS
}

// refusal gives the error line for an update that can't fit, or "". memcached
// removes the old item when a set fails so, lest stale data live on.
func (s *store) refusal(u *update) string {
	size := itemSize(len(u.key), u.flags, u.length)
	answer := ""
	switch {
	case size > s.maxItemSize:
		answer = answerTooLarge
	case size > s.maxMemory:
		answer = answerNoMemory
	default:
		return ""
	}
	if u.mode == modeSet {
		s.mu.Lock()
		defer s.mu.Unlock()
		if it := s.items[u.key]; it != nil {
			s.unlink(it)
		}
	}
	return answer
}

// store carries out a storage command; value becomes the store's own.
func (s *store) store(u *update, value []byte) string {
	s.counts.cmdSet.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.seconds()
	old := s.use(s.items[u.key], now)
	switch u.mode {
	case modeAdd:
		if old != nil {
			return answerNotStored
		}
	case modeReplace:
		if old == nil {
			return answerNotStored
		}
	case modeCAS:
		if old == nil {
			s.counts.casMisses.Add(1)
			return answerNotFound
		}
		if old.cas != u.cas {
			s.counts.casBadval.Add(1)
			return answerExists
		}
		s.counts.casHits.Add(1)
	case modeAppend, modePrepend:
		return s.extend(old, u.mode, value, now)
	}
	s.link(&item{key: u.key, value: value, flags: u.flags, exptime: u.exptime, deadline: deadline(u.exptime, now), stored: now, used: now})
	return answerStored
}

// extend appends or prepends; flags and deadline stay those of the old item.
func (s *store) extend(old *item, m mode, value []byte, now int64) string {
	if old == nil {
		return answerNotStored
	}
	size := itemSize(len(old.key), old.flags, len(old.value)+len(value))
	if size > s.maxItemSize || size > s.maxMemory {
		return answerNotStored
	}
	joined := make([]byte, 0, len(old.value)+len(value))
	if m == modeAppend {
		joined = append(append(joined, old.value...), value...)
	} else {
		joined = append(append(joined, value...), old.value...)
	}
	s.link(&item{key: old.key, value: joined, flags: old.flags, exptime: old.exptime, deadline: old.deadline, stored: now, used: now})
	return answerStored
}

func (s *store) delete(key []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	it := s.use(s.items[string(key)], s.seconds())
	if it == nil {
		s.counts.deleteMisses.Add(1)
		return answerNotFound
	}
	s.unlink(it)
	s.counts.deleteHits.Add(1)
	return answerDeleted
}

func (s *store) touch(key []byte, exptime int32) string {
	s.counts.cmdTouch.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.seconds()
	it := s.use(s.items[string(key)], now)
	if it == nil {
		s.counts.touchMisses.Add(1)
		return answerNotFound
	}
	it.exptime, it.deadline = exptime, deadline(exptime, now)
	s.counts.touchHits.Add(1)
	return answerTouched
}

// add increments or decrements a decimal number in place. A result that is
// shorter than the old number is padded with spaces, as in memcached; an
// increment wraps at 64 bits, a decrement stops at 0.
func (s *store) add(key []byte, delta uint64, decrement bool) string {
	hits, misses := &s.counts.incrHits, &s.counts.incrMisses
	if decrement {
		hits, misses = &s.counts.decrHits, &s.counts.decrMisses
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	it := s.use(s.items[string(key)], s.seconds())
	if it == nil {
		misses.Add(1)
		return answerNotFound
	}
	if it.size() > maxChunkSize {
		return answerNotNumber
	}
	n, ok := parseUint64(it.value)
	if !ok {
		return answerNotNumber
	}
	switch {
	case !decrement:
		n += delta
	case delta > n:
		n = 0
	default:
		n -= delta
	}
	hits.Add(1)
	text := strconv.FormatUint(n, 10)
	padding := max(0, len(it.value)-len(text))
	renewed := *it
	renewed.value = []byte(text + strings.Repeat(" ", padding))
	s.link(&renewed)
	return text
}

// flush kills all items, now or, with a delay above 0, when it has passed.
// Only one delayed flush can be pending; the last command counts.
func (s *store) flush(delay int32) {
	s.counts.cmdFlush.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if delay > 0 {
		s.flushAt = flushTime(delay, s.seconds())
		return
	}
	s.flushAt = 0
	s.nextCAS()
	s.clear()
}
