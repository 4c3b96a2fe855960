package manager

import (
	"context"

	"msmgate/manager/sessionid"
)

// isMoved tells whether the session was relocated, or restored from its copy,
// and not stored since.
func (s *Session) isMoved() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.moved
}

// meetAlone is meet under the session's lock. A request that only reads the
// session, and therefore hasn't locked it, takes the lock for the moment: what it
// moved must not come back to life after another node has ended it. If it isn't
// free, its holder stores the session. Done is to be called after the store.
func (s *Session) meetAlone(ctx context.Context, p plan) (what meeting, done func()) {
	m, id := s.m, p.rec.ID
	done = func() {}
	if m.locking() && !p.changed && !s.isLocked(m.cfg.Now()) {
		node, _ := m.nodeOf(id)
		if m.storage().Add(ctx, node, m.keys().Lock(id), m.habits.lock(), m.lockSeconds()) != nil {
			return unattended, done
		}
		done = func() { m.unlock(ctx, node, id) }
	}
	return s.meet(ctx, p), done
}

// vanish ends a session on this node that another one has ended.
func (s *Session) vanish() {
	s.mu.Lock()
	s.invalid, s.rec.IsValid = true, false
	s.doc, s.raw, s.value = nil, nil, nil
	id := s.rec.ID
	s.mu.Unlock()
	s.m.local.remove(s)
	s.m.log.Info().Str("session", sessionid.Hash(id)).Msg("the session was ended by another node meanwhile")
}

// lastBackup is when the record that was read or stored last was written, in
// epoch milliseconds.
func (s *Session) lastBackup() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.LastBackupTime
}

// interval is the maxInactiveInterval in seconds.
func (s *Session) interval() int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.MaxInactiveInterval
}
