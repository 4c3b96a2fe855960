package manager

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// Waits between attempts to get a lock (NST-21).
const (
	firstLockWait = 10 * time.Millisecond
	maxLockWait   = 500 * time.Millisecond
)

// lockState is the memcached lock that a session object holds, for all
// requests on this node that need it. Guarded by Session.mu.
type lockState struct {
	held    bool
	id      string    // the session's id when it was locked
	since   time.Time // when it was
	at      time.Time // when it was locked or renewed last
	grip    grip
	users   int
	drained lockTicket // closed when the last user is gone
}

// needsLock tells whether a request locks what it loads (section 3 of NST).
func (m *Manager) needsLock(r *Request) bool {
	switch m.conf().Locking.Mode {
	case contextxml.LockAll:
		return true
	case contextxml.LockAuto:
		return !m.requests.readOnly(r.id)
	case contextxml.LockURIPattern:
		ok, err := m.conf().Locking.Pattern.MatchString(r.id)
		if err != nil {
			m.log.Warn().Err(err).Msg("lockingMode's pattern passed its limits; the session is locked")
			return true
		}
		return ok
	}
	return false
}

// grip is what a request got when it asked for a lock.
type grip int

const (
	noGrip grip = iota
	firstGrip
	secondGrip // the lock of those that didn't get the lock
	bothGrip
)

// acquireLock tries to lock an id until operationTimeout has passed (NST-20,
// NST-21). Not getting it is no error: MSM goes on without, and so does this
// node (NST-22, TRAP-30). But where MSM lets all requests that waited in vain
// loose on the session at once, as they do for the whole life of a lock whose
// holder died or leaked it (TRAP-73), here they exclude each other by a second
// lock that no MSM node knows. The first one stays untouched: it isn't ours. Time
// in which this process didn't get to run doesn't count: the holder may have stood
// still, too.
func (m *Manager) acquireLock(ctx context.Context, id string, a *ahead) (grip, error) {
	node, ok := m.nodeOf(id)
	if !ok {
		return noGrip, nil
	}
	done := m.measure()
	m.unlocking.wait(id, m.cfg.After)
	begun, wait, started := m.cfg.Now(), firstLockWait, m.pulse.Now()
	got, late := noGrip, false
	for attempt := 1; ; attempt++ {
		if got == noGrip {
			free, err := m.addLock(ctx, node, id, m.keys().Lock(id), a)
			a = nil // what follows is read once the lock is ours
			if err != nil {
				return noGrip, err
			}
			if free {
				got = firstGrip
			}
		}
		if got == firstGrip && (attempt == 1 || m.cfg.AsMSM) {
			done.end(&m.probes.lock)
			return got, nil
		}
		// Who had to wait may have got the lock in the moment in which it
		// expired, and somebody who waited for longer goes on under the second.
		if got == firstGrip || late {
			free, err := m.addLock(ctx, node, id, m.secondLock(id), nil)
			if err != nil {
				return noGrip, err
			}
			if free {
				done.end(&m.probes.lock)
				return got + secondGrip, nil
			}
		}
		if m.cfg.Now().Sub(begun)-m.pulse.Lost(started) >= m.conf().OperationTimeout {
			if late || got == firstGrip || m.cfg.AsMSM {
				return got, nil
			}
			m.count.add(&m.count.unlocks)
			done.end(&m.probes.lockFailure)
			m.log.Warn().Str("session", sessionid.Hash(id)).Msg("lock not free within operationTimeout; going on without it")
			begun, wait, started, late = m.cfg.Now(), firstLockWait, m.pulse.Now(), true
			continue
		}
		waiting := time.Now()
		<-m.cfg.After(wait)
		forgive(ctx, waiting)
		wait = min(2*wait, maxLockWait)
	}
}

// addLock takes a lock if it is free, and reads ahead what the lock is for.
func (m *Manager) addLock(ctx context.Context, node, id, key string, a *ahead) (free bool, err error) {
	lock := storage.Op{Verb: storage.Add, Node: node, Key: key, Item: m.habits.lock(), Exptime: m.lockSeconds()}
	if a == nil {
		err = m.storage().Add(ctx, node, key, lock.Item, lock.Exptime)
	} else {
		answers := storage.Do(ctx, m.storage(), append([]storage.Op{lock}, a.ops()...)...)
		if err = answers[0].Err; err == nil {
			a.keep(answers[1:])
		} else {
			a.keep(nil)
		}
	}
	if err != nil && !errors.Is(err, storage.ErrNotStored) {
		return false, fmt.Errorf("locking session %s: %w", sessionid.Hash(id), err)
	}
	return err == nil, nil
}

// lockKeys are the keys of what a lock holds.
func (m *Manager) lockKeys(l lockState) (keys []string) {
	if l.grip == firstGrip || l.grip == bothGrip {
		keys = append(keys, m.keys().Lock(l.id))
	}
	if l.grip == secondGrip || l.grip == bothGrip {
		keys = append(keys, m.secondLock(l.id))
	}
	return keys
}

// secondLock is the key of the lock of those that didn't get the lock.
func (m *Manager) secondLock(id string) string { return "lock:" + m.keys().Lock(id) }

// takeLock notes that the session holds the lock, with one user.
func (s *Session) takeLock(id string, got grip, now time.Time) lockTicket {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lock = lockState{
		held: true, id: id, since: now, at: now, grip: got,
		users: 1, drained: make(chan struct{}),
	}
	s.m.locks.put(s)
	return s.lock.drained
}

// moveLock locks the id to which the session is relocated for those requests
// that hold the lock of the old one, on a node that doesn't answer. The gate is
// held.
func (s *Session) moveLock(ctx context.Context, id string) {
	m := s.m
	s.mu.Lock()
	wanted := s.lock.held && s.lock.users > 0 && s.lock.id != id
	s.mu.Unlock()
	if !wanted {
		return
	}
	got, err := m.acquireLock(ctx, id, nil)
	if err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("could not take the lock along")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lock.id, s.lock.grip = id, got
	s.lock.since, s.lock.at = m.cfg.Now(), m.cfg.Now()
	if got == noGrip {
		s.lock.at = time.Time{} // nothing that could be released
	}
}

// lockTicket is a request's part in a lock that its session holds, nil for
// none. It is the lock's drained channel, which no other lock has.
type lockTicket chan struct{}

// joinLock adds a user to a held lock. Once half of its life has passed no
// more are taken in, so that a chain of requests doesn't outlive it (NST-28):
// they get what to wait for. Insist joins all the same.
func (s *Session) joinLock(now time.Time, insist bool) (held bool, ticket lockTicket, wait <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.lock.held {
		return false, nil, nil
	}
	life := time.Duration(s.m.lockSeconds()) * time.Second
	if !insist && s.lock.users > 0 && now.Sub(s.lock.since) >= life/2 {
		return true, nil, s.lock.drained
	}
	s.lock.users++
	return true, s.lock.drained, nil
}

// isLocked tells whether this node holds the session's lock and it can't have
// expired.
func (s *Session) isLocked(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lock.held && s.m.lockIsOurs(s.lock.at, now)
}

// lockIsOurs tells whether a lock taken at that time is still there: memcached
// counts whole seconds and may drop it up to one early.
func (m *Manager) lockIsOurs(at, now time.Time) bool {
	life := time.Duration(m.lockSeconds()) * time.Second
	if m.lockSeconds() > 1 {
		life -= time.Second
	}
	return m.lockSeconds() <= 0 || now.Sub(at) < life
}

// dropLockUser takes a user off the lock; last is whether it was the last one.
// A lock that is gone already has none.
func (s *Session) dropLockUser(ticket lockTicket) (last bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ticket == nil || s.lock.drained != ticket {
		return false
	}
	s.lock.users--
	return s.lock.users == 0
}

// forgetLock takes the lock from the session; the caller deletes its key.
func (s *Session) forgetLock() (was lockState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was = s.lock
	if s.lock.held {
		close(s.lock.drained)
		s.m.locks.drop(s)
	}
	s.lock = lockState{}
	return was
}

// releaseLock deletes the session's lock, if it holds one (NST-25). A lock
// that must have expired by now may be somebody else's and is left alone
// (TRAP-31).
func (s *Session) releaseLock(ctx context.Context) {
	s.m.finishWith(ctx, s.letLockGo(), nil, nil)
}

// letLockGo takes the lock from the session, and gives what is to be done for
// it in memcached: nothing, or one operation.
func (s *Session) letLockGo() []storage.Op {
	was := s.forgetLock()
	if !was.held || !s.m.lockIsOurs(was.at, s.m.cfg.Now()) {
		return nil
	}
	node, _ := s.m.nodeOf(was.id)
	var ops []storage.Op
	for _, key := range s.m.lockKeys(was) {
		ops = append(ops, unlockOp(node, key))
	}
	return ops
}

// unlockOp deletes a lock. Sent twice, it could take away another node's, which
// got the lock after the first (TRAP-31).
func unlockOp(node, key string) storage.Op {
	return storage.Op{Verb: storage.Delete, Node: node, Key: key, Once: true}
}

// unlock deletes the lock of an id.
func (m *Manager) unlock(ctx context.Context, node, id string) {
	answers := storage.Do(ctx, m.storage(), unlockOp(node, m.keys().Lock(id)))
	if err := answers[0].Err; err != nil && !errors.Is(err, storage.ErrMiss) {
		m.log.Warn().Err(err).Msg("could not release a lock; it expires by itself")
	}
}

// finishWith deletes a lock, writes validity info and looks at the record in one
// go; each may be nothing (NST-26, NST-44).
func (m *Manager) finishWith(ctx context.Context, unlock, validity, look []storage.Op) sighting {
	if len(unlock)+len(validity)+len(look) == 0 {
		return unseen
	}
	done := m.measure()
	answers := storage.Do(ctx, m.storage(), slices.Concat(unlock, validity, look)...)
	for i := range unlock {
		if err := answers[i].Err; err != nil && !errors.Is(err, storage.ErrMiss) {
			m.log.Warn().Err(err).Msg("could not release a lock; it expires by itself")
		}
	}
	if len(unlock) > 0 {
		done.end(&m.probes.unlock)
	}
	rest := answers[len(unlock):]
	if len(unlock)+len(look) > 0 && len(rest) > 0 && !answered(rest[0].Err) {
		// A burst with an add or a lock's release in it isn't sent again when its
		// connection breaks. The validity info is; not the release of a lock that
		// may have been released, and be another's by now.
		m.finishWith(ctx, nil, validity, nil)
		return unseen
	}
	if len(validity) > 0 {
		done.end(&m.probes.validity)
		if err := answers[len(unlock)].Err; err != nil {
			m.log.Warn().Err(err).Msg("validity info not stored")
		}
	}
	if len(look) == 0 {
		return unseen
	}
	if m.added(look[0], answers[len(answers)-1].Err) {
		return vanished
	}
	return there
}

// leaveLock ends a request's part in the lock. The last one stores what
// requests without lock may have added, and releases it.
func (s *Session) leaveLock(ctx context.Context, ticket lockTicket) {
	s.m.finishWith(ctx, s.leave(ctx, ticket), nil, nil)
}

// leave is leaveLock, but leaves it to the caller to release the lock.
func (s *Session) leave(ctx context.Context, ticket lockTicket) (unlock []storage.Op) {
	if ticket == nil || s.gate.lock(ctx) != nil {
		return nil
	}
	defer s.gate.unlock()
	if !s.dropLockUser(ticket) {
		return nil
	}
	if s.dirty() {
		s.store(ctx, false)
	}
	return s.letLockGo()
}
