package manager

import (
	"sync"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

// Session is one session on this node. All requests on it that run at the same
// time share one object, so its methods are safe for concurrent use.
//
// # Who owns what
//
// The local map owns the object: users (requests) and pins (background work)
// are counted under the map's mutex, and the last one out takes it from the
// map, unless it is resident (sticky mode). So there is never more than one
// object for an id on a node, and what a request finds in the map is alive.
//
// Three locks, always taken in this order; the local map's mutex is innermost
// and held for no longer than a map access:
//
//  1. gate (a semaphore, held while memcached is asked): entering and leaving.
//     Only here is the session loaded, looked at again, locked in memcached,
//     taken over or given another id. So parallel requests load once, and the
//     memcached lock belongs to the object, not to a request: it is released
//     by the last request that needed it, and can't leak with a dropped object
//     (NST-14, TRAP-73).
//  2. storing (a semaphore, held while memcached is told): at most one writer
//     of the record, so that stores arrive in order (TRAP-35), and a deletion
//     waits for the store before it and forbids those after it (TRAP-36,
//     TRAP-72).
//  3. mu (a mutex, never held across I/O): the fields.
//
// # Why no change is lost
//
// mod counts changes; stored is the count that the last successful store
// contained. A request ends by storing when they differ, whoever made the
// change, and not by comparing times (TRAP-75). With sessionBackupAsync="false"
// this is done before its answer is complete; a store that was already on its
// way and contains the change counts, one that began before doesn't.
//
// An object without a memcached lock and without unstored changes is only a
// memory of the record: whoever enters looks at the record again, so that a
// chain of overlapping requests on this node can't hide what another node has
// stored, and a request that needs the lock gets it and the newest content
// even if readers without lock are using the object.
type Session struct {
	m *Manager

	// Guarded by the local map's mutex.
	key         string
	users, pins int32
	resident    bool

	gate, storing, copying semaphore

	mu  sync.Mutex
	rec record.Record // the header as it will be written; Attributes unused

	loaded  bool
	invalid bool
	// destroyed is set once Listeners.Destroyed was called.
	destroyed bool
	// passive is set between Listeners.Passivated and the next use.
	passive    bool
	accessed   bool  // an attribute was asked for since the last store (STK-41)
	born       bool  // made on this node
	everStored bool  // by this node
	force      bool  // the next store doesn't compare (STK-40)
	moved      bool  // relocated, and not stored since
	ownCopy    bool  // this node may have overwritten the copy itself (see copyFrom)
	exptime    int32 // of the last store

	value  []byte   // the record as this node last read or stored it
	raw    []byte   // its attributes
	before []byte   // the record before the last store, in non-sticky mode
	tries  []uint64 // hashes of what was stored last, answered or not, in non-sticky mode
	doc    transcoder.Document
	docErr error

	mod, stored   uint64
	attempts      uint64 // stores begun by this node
	storeCount    uint64 // those that succeeded
	copyOf        uint64 // the attempt that the secondary copy holds
	copyFrom      string // the id whose secondary copy is to be, or was, loaded (NODE-31)
	overruled     uint64 // how often changes had to give way to another node's
	pendingDelete string // an old id whose record goes once the new one is stored (TRAP-34)

	lock lockState
}

func (m *Manager) newSession() *Session {
	return &Session{m: m}
}

// ID is the full session id, with storage node and jvmRoute. It changes at a
// login, a takeover and a relocation.
func (s *Session) ID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.ID
}

// IsNew tells whether the client doesn't know the session yet (TRAP-44).
func (s *Session) IsNew() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.IsNew
}

// CreationTime is when the session was made, by the clock of the node that did.
func (s *Session) CreationTime() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.UnixMilli(s.rec.CreationTime)
}

// LastAccessedTime is when the client's last request ended or, right after the
// session was loaded, about now (TRAP-45).
func (s *Session) LastAccessedTime() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.UnixMilli(s.rec.LastAccessedTime)
}

// MaxInactiveInterval is how many seconds the session lives without a request;
// zero or less means for ever (TRAP-19).
func (s *Session) MaxInactiveInterval() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return int(s.rec.MaxInactiveInterval)
}

// SetMaxInactiveInterval changes it. As in MSM this alone doesn't cause the
// record to be stored (TRAP-43, STK-45); a non-sticky session's validity info
// carries it to the next request on a Go node.
func (s *Session) SetMaxInactiveInterval(seconds int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rec.MaxInactiveInterval = int32(min(max(seconds, -1<<31), 1<<31-1))
}

// Node is the storage node that keeps the record, "" where ids carry none.
func (s *Session) Node() string {
	node, _ := s.m.nodeOf(s.ID())
	return node
}

// Keys are the memcached keys of this session, its copies' included, whether
// they are there or not.
func (s *Session) Keys() []string {
	id, k := s.ID(), s.m.keys()
	if s.m.sticky {
		return []string{k.Record(id)}
	}
	keys := []string{k.Record(id), k.Validity(id)}
	if s.m.secondary() {
		keys = append(keys, k.Backup(id), k.BackupValidity(id))
	}
	return keys
}

// isInvalid tells whether the session is gone.
func (s *Session) isInvalid() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.invalid
}

// usable tells whether the session may still be used at now; fresh is whether
// it was loaded or made.
func (s *Session) usable(now int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.invalid && (!s.loaded || s.rec.Valid(now))
}

// access notes that a request uses the session, as Tomcat does when the
// application asks for it.
func (s *Session) access(now int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rec.ThisAccessedTime = now
}

// endAccess notes that a request has ended.
func (s *Session) endAccess(now int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rec.IsNew = false
	s.rec.ThisAccessedTime, s.rec.LastAccessedTime = now, now
}

// dirty tells whether there is something to store.
func (s *Session) dirty() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loaded && !s.invalid && (s.mod != s.stored || s.force)
}

// timesOverruled counts how often changes made here had to give way.
func (s *Session) timesOverruled() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overruled
}

// changes counts the changes made on this node.
func (s *Session) changes() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mod
}

// hash stands for the session in logs.
func (s *Session) hash() string { return sessionid.Hash(s.ID()) }
