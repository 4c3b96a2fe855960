package manager

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"msmgate/manager/record"
)

// errMissing says, inside this package, that there is no such session.
var errMissing = errors.New("no such session")

// errGone is errMissing where nothing is under the key, or only a ping's byte:
// memcached may have lost the record. Where a tombstone is it has not.
var (
	errGone = fmt.Errorf("%w: no such key", errMissing)
	errPing = fmt.Errorf("%w: a ping's byte", errGone)
)

// enter makes a session ready for a request: loaded, locked if the request
// wants that, and as new as what is stored. errMissing means that there is no
// such session.
func (s *Session) enter(ctx context.Context, r *Request) error {
	insist, again := false, false
	for {
		if err := s.gate.lock(ctx); err != nil {
			return err
		}
		wait, err := s.enterGate(ctx, r, insist)
		s.gate.unlock()
		if wait == nil {
			return err
		}
		start := time.Now()
		select {
		case <-wait:
		case <-s.m.cfg.After(s.m.conf().OperationTimeout):
			insist = again || s.m.pulse.Lost(start) == 0 // as for a lock that another node holds (NST-22)
			again = true
		}
		forgive(ctx, start)
	}
}

func (s *Session) enterGate(ctx context.Context, r *Request, insist bool) (wait <-chan struct{}, err error) {
	m := s.m
	if s.isInvalid() {
		return nil, errMissing
	}
	if m.sticky {
		if s.isLoaded() {
			return nil, nil
		}
		return nil, s.load(ctx)
	}
	now := m.cfg.Now()
	if !m.needsLock(r) {
		if m.locking() {
			m.count.add(&m.count.readOnlyLoads)
		}
		if s.isLocked(now) {
			return nil, nil
		}
		return nil, s.look(s.readAhead(ctx))
	}
	held, ticket, wait := s.joinLock(now, insist)
	if held {
		r.lock = ticket
		return wait, nil
	}
	id := s.ID()
	if err := m.reachable(ctx, id); err != nil {
		return nil, err
	}
	ctx, a := s.aheadOf(ctx, id)
	got, err := m.acquireLock(ctx, id, a)
	if err != nil {
		return nil, m.storageFault(ctx, id, err)
	}
	if got != noGrip {
		r.lock = s.takeLock(id, got, m.cfg.Now())
	}
	if err := s.look(ctx); err != nil {
		if got != noGrip {
			r.lock = nil
			s.releaseLock(context.WithoutCancel(ctx))
		}
		return nil, err
	}
	return nil, nil
}

func (s *Session) isLoaded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loaded
}

// look loads the session, or sees whether another node has stored it since.
func (s *Session) look(ctx context.Context) error {
	s.mu.Lock()
	loaded, dirty, stores, id := s.loaded, s.mod != s.stored, s.storeCount, s.rec.ID
	relocated, from := s.force, s.copyFrom
	s.mu.Unlock()
	switch {
	case !loaded:
		return s.load(ctx)
	case dirty:
		return nil // ours is newer than anything stored
	}
	if err := s.m.reachable(ctx, id); err != nil {
		return err
	}
	rec, value, err := s.m.fetch(ctx, id)
	if errors.Is(err, errMissing) && relocated {
		return s.lookAtCopy(ctx, from, id) // not stored under its new id yet
	}
	if errors.Is(err, errGone) {
		return s.restore(ctx, id, err)
	}
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if relocated && rec.LastBackupTime <= s.rec.LastBackupTime {
		return nil // left there when the session was here before (NST-73)
	}
	if s.mod == s.stored && s.storeCount == stores && !s.invalid && !bytes.Equal(value, s.value) {
		s.adopt(rec, value, id)
		s.touch(s.m.millis())
	}
	return nil
}

// lookAtCopy is look for a session that was relocated by its secondary copy and
// isn't stored since. Another request may have written the copy in the meantime
// (TRAP-71), or ended the session: then the copy is gone.
func (s *Session) lookAtCopy(ctx context.Context, from, id string) error {
	s.mu.Lock()
	stores, at, mine := s.storeCount, s.rec.LastBackupTime, s.ownCopy || !s.everStored
	s.mu.Unlock()
	if from == "" || mine {
		return nil
	}
	if s.m.wasTornDown(ctx, from, id) {
		s.vanish()
		return errMissing
	}
	rec, value, err := s.m.fetchCopy(ctx, from)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if rec.LastBackupTime > at && s.mod == s.stored && s.storeCount == stores && !s.invalid {
		s.adopt(rec, value, id)
		s.touch(s.m.millis())
	}
	return nil
}

// restore is look for a session whose record has vanished while requests used
// it. If its secondary copy is still there, the record is stored again.
func (s *Session) restore(ctx context.Context, id string, miss error) error {
	m := s.m
	if m.secondary() {
		rec, value, at, from, err := m.fetchLost(ctx, id)
		if err == nil && at == id {
			s.mu.Lock()
			defer s.mu.Unlock()
			if rec.LastBackupTime > s.rec.LastBackupTime && s.mod == s.stored && !s.invalid {
				s.adopt(rec, value, id)
				s.touch(m.millis())
			}
			s.copyFrom, s.force, s.moved = from, true, true
			return nil
		}
	}
	m.noteMissing(id, miss)
	return errGone
}

// load reads the session's record, and in non-sticky mode its validity info
// (NST-10).
func (s *Session) load(ctx context.Context) error {
	m, id := s.m, s.ID()
	if err := m.reachable(ctx, id); err != nil {
		return err
	}
	rec, value, copied, err := s.fetch(ctx, id)
	if err != nil {
		return err
	}
	if now := s.ID(); now != id { // another node has relocated it
		id = now
	}
	if !m.sticky && !copied {
		m.readValidity(ctx, id, rec)
	}
	now := m.millis()
	s.mu.Lock()
	s.adopt(rec, value, id)
	valid, wasNew := s.rec.Valid(now), s.rec.IsNew
	if valid {
		s.loaded = true
		s.force = s.force || copied
		s.moved = s.moved || copied
		s.touch(now)
	}
	s.mu.Unlock()
	m.missing.forget(id)
	if !valid {
		m.count.add(&m.count.expired)
		m.dropExpired(ctx, id, rec, now)
		return errMissing
	}
	if wasNew {
		tell(m.listeners.Created, s)
	}
	s.activate(true)
	return nil
}

// fetch reads the record, wherever it is now; copied tells that it was only in a
// secondary copy, so that it has to be stored.
func (s *Session) fetch(ctx context.Context, id string) (rec *record.Record, value []byte, copied bool, err error) {
	m := s.m
	if from := s.copiedFrom(""); from != "" {
		return m.fetchRelocated(ctx, from, id)
	}
	rec, value, err = m.fetch(ctx, id)
	if !errors.Is(err, errGone) {
		return rec, value, false, err
	}
	if m.secondary() {
		if rec, value, at, from, found := m.fetchLost(ctx, id); found == nil {
			if at == id {
				s.copiedFrom(from)
				return rec, value, true, nil
			}
			s.moveLock(ctx, at)
			s.rename(at, true)
			s.mu.Lock()
			s.force = false
			s.mu.Unlock()
			return rec, value, false, nil
		}
	}
	m.noteMissing(id, err)
	return nil, nil, false, errGone
}

// noteMissing remembers a miss, but not a ping's byte (NODE-74).
func (m *Manager) noteMissing(id string, err error) {
	if !errors.Is(err, errPing) {
		m.missing.put(id, m.cfg.Now(), false)
	}
}

// copiedFrom notes the id whose secondary copy the session is to be loaded from,
// if one is given, and gives it.
func (s *Session) copiedFrom(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id != "" {
		s.copyFrom = id
	}
	return s.copyFrom
}

// adopt takes over what was read. The session has the id that it was asked
// for, not the one in the record: they differ for relocated copies, and under
// another id it would be stored under another key (WIRE-40, TRAP-8). s.mu is held.
func (s *Session) adopt(rec *record.Record, value []byte, id string) {
	s.rec = *rec
	s.rec.ID, s.rec.Attributes = id, nil
	s.value, s.raw = value, rec.Attributes
	s.doc, s.docErr = nil, nil
	s.everStored = true
}

// touch is what MSM does after a load (STK-12, TRAP-44, TRAP-45).
func (s *Session) touch(now int64) {
	s.rec.ThisAccessedTime, s.rec.LastAccessedTime = now, now
	s.rec.IsNew = false
}
