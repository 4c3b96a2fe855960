package manager

import (
	"bytes"
	"context"
	"errors"

	"msmgate/manager/record"
)

// errMissing says, inside this package, that there is no such session.
var errMissing = errors.New("no such session")

// enter makes a session ready for a request: loaded, locked if the request
// wants that, and as new as what is stored. errMissing means that there is no
// such session.
func (s *Session) enter(ctx context.Context, r *Request) error {
	insist := false
	for {
		if err := s.gate.lock(ctx); err != nil {
			return err
		}
		wait, err := s.enterGate(ctx, r, insist)
		s.gate.unlock()
		if wait == nil {
			return err
		}
		select {
		case <-wait:
		case <-s.m.cfg.After(s.m.conf().OperationTimeout):
			insist = true // as for a lock that another node holds (NST-22)
		case <-ctx.Done():
			return ctx.Err()
		}
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
		return nil, s.look(ctx)
	}
	held, ticket, wait := s.joinLock(now, insist)
	if held {
		r.lock = ticket
		return wait, nil
	}
	id := s.ID()
	if err := m.reachable(id); err != nil {
		return nil, err
	}
	got, err := m.acquireLock(ctx, id)
	if err != nil {
		return nil, m.storageFault(ctx, id, err)
	}
	if got {
		r.lock = s.takeLock(id, m.cfg.Now())
	}
	if err := s.look(ctx); err != nil {
		if got {
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
	relocated := s.force
	s.mu.Unlock()
	switch {
	case !loaded:
		return s.load(ctx)
	case dirty:
		return nil // ours is newer than anything stored
	}
	if err := s.m.reachable(id); err != nil {
		return err
	}
	rec, value, err := s.m.fetch(ctx, id)
	if errors.Is(err, errMissing) && relocated {
		s.m.missing.forget(id) // not stored under its new id yet
		return nil
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

// load reads the session's record, and in non-sticky mode its validity info
// (NST-10).
func (s *Session) load(ctx context.Context) error {
	m, id := s.m, s.ID()
	if err := m.reachable(id); err != nil {
		return err
	}
	var rec *record.Record
	var value []byte
	var copied bool
	var err error
	if s.copyFrom == "" {
		rec, value, err = m.fetch(ctx, id)
	} else {
		rec, value, copied, err = m.fetchRelocated(ctx, s.copyFrom, id)
	}
	if err != nil {
		return err
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
