package manager

import (
	"context"
	"sync"
	"time"

	"msmgate/manager/sessionid"
)

// heldLocks are the sessions whose memcached lock this node holds.
type heldLocks struct {
	mu   sync.Mutex
	held map[*Session]struct{}
}

func (l *heldLocks) put(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[*Session]struct{}{}
	}
	l.held[s] = struct{}{}
}

func (l *heldLocks) drop(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, s)
}

func (l *heldLocks) all() (sessions []*Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for s := range l.held {
		sessions = append(sessions, s)
	}
	return sessions
}

// startRenewal renews, until Close, the locks of requests that run for long
// (NST-28). MSM lets them expire, and then a second request works on the session
// beside the first.
//
// A reload may begin or end locking, or change how long locks live (CFG-34,
// CFG-39), so each one begins the wait anew.
func (m *Manager) startRenewal() {
	if m.sticky || m.cfg.AsMSM {
		return
	}
	m.looking.Add(1)
	go func() {
		defer m.looking.Done()
		for {
			var look <-chan time.Time
			if every := m.renewalPeriod(); every > 0 {
				look = m.cfg.After(every)
			}
			select {
			case <-look:
				m.renewLocks(context.Background())
			case <-m.reloaded:
			case <-m.closing:
				return
			}
		}
	}()
}

// renewalPeriod is how often locks are looked at; 0 where none have to be.
func (m *Manager) renewalPeriod() time.Duration {
	if !m.locking() || m.lockSeconds() <= 0 {
		return 0
	}
	return max(time.Duration(m.lockSeconds())*time.Second/5, 600*time.Millisecond)
}

// renewLocks sets again each lock whose life is past its first third, as long
// as it is surely still ours.
func (m *Manager) renewLocks(ctx context.Context) {
	var renewals sync.WaitGroup
	defer renewals.Wait()
	for _, s := range m.locks.all() {
		s.mu.Lock()
		now, lock := m.cfg.Now(), s.lock
		s.mu.Unlock()
		third := time.Duration(m.lockSeconds()) * time.Second / 3
		if !lock.held || lock.users == 0 || now.Sub(lock.at) < third || !m.lockIsOurs(lock.at, now) {
			continue
		}
		renewals.Go(func() { s.renewLock(ctx, lock) })
	}
}

// renewLock does it under the gate's protection, since the lock is released
// there: a lock that is set after that would be nobody's.
func (s *Session) renewLock(ctx context.Context, lock lockState) {
	m := s.m
	if s.gate.lock(ctx) != nil {
		return
	}
	defer s.gate.unlock()
	s.mu.Lock()
	same := s.lock.held && s.lock.drained == lock.drained && s.lock.id == lock.id
	s.mu.Unlock()
	now := m.cfg.Now()
	if !same || !m.lockIsOurs(lock.at, now) {
		return
	}
	node, _ := m.nodeOf(lock.id)
	for _, key := range m.lockKeys(lock) {
		if err := m.storage().Set(ctx, node, key, m.habits.lock(), m.lockSeconds()); err != nil {
			m.log.Warn().Err(err).Str("session", sessionid.Hash(lock.id)).Msg("could not renew the lock of a request that runs for long")
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock.drained == lock.drained {
		s.lock.at = now
	}
}
