package manager

import (
	"bytes"
	"context"

	"msmgate/manager/sessionid"
)

// Who waits for a lock goes on without it after operationTimeout (NST-22), here
// and in MSM, and then two requests change one session: the one that holds the lock
// for longer than that, since its application takes its time or its machine stood
// still, and the one that waited in vain. MSM lets the later one overwrite what
// the other was told is stored (TRAP-30). A Go node in either place looks once more
// before it stores.

// mayBeOvertaken tells whether another request may have changed the session since
// it was locked or read.
func (s *Session) mayBeOvertaken() bool {
	m := s.m
	if m.cfg.AsMSM || !m.locking() {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lock.held && s.everStored &&
		(s.lock.grip == secondGrip || m.cfg.Now().Sub(s.lock.since) >= m.conf().OperationTimeout)
}

// isOvertaken looks whether the record is still the one that the changes were made
// to. If not it is adopted, and the changes are to be refused.
func (s *Session) isOvertaken(ctx context.Context, p plan) bool {
	s.mu.Lock()
	base, loadedAt := s.raw, s.rec.LastBackupTime
	s.mu.Unlock()
	rec, value, err := s.m.fetch(ctx, p.rec.ID)
	if err != nil || rec.LastBackupTime == loadedAt || bytes.Equal(rec.Attributes, base) || s.hasTried(value) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.invalid {
		return false
	}
	s.m.log.Warn().Str("session", sessionid.Hash(p.rec.ID)).
		Msg("a request at another node went on without the session's lock and changed the session; the changes made here are refused")
	s.adopt(rec, value, p.rec.ID)
	s.stored, s.force = s.mod, false
	s.overruled++
	return true
}
