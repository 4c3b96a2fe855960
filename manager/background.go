package manager

import (
	"context"
	"time"
)

// backgroundPeriod is Tomcat's Engine.backgroundProcessorDelay (CFG-108).
const backgroundPeriod = 10 * time.Second

// startBackground runs the background work of a sticky node until Close. A
// non-sticky one has none: idle sessions are in memcached only (NST-83).
func (m *Manager) startBackground() {
	if !m.sticky {
		return
	}
	m.looking.Add(1)
	go func() {
		defer m.looking.Done()
		for run := 1; ; run++ {
			select {
			case <-m.cfg.After(backgroundPeriod):
				m.background(run)
			case <-m.closing:
				return
			}
		}
	}()
}

// background stores again what would expire in memcached while it lives here,
// and every processExpiresFrequency-th time ends sessions that have been idle
// for too long (STK-50).
//
// MSM's own threshold is twice the Context's backgroundProcessorDelay, -2
// seconds by default, so it comes too late or never (STK-51..STK-53), and
// sessions that are only read lose their copy (TRAP-16). This node uses the
// period in which it really looks.
func (m *Manager) background(run int) {
	frequency := max(m.conf().ProcessExpiresFrequency, 1)
	for _, s := range m.local.all() {
		now := m.millis()
		if !s.usable(now) {
			if run%frequency == 0 && m.local.idle(s) {
				m.expire(s)
			}
			continue
		}
		if m.conf().Enabled && s.copyRunsOut(now) {
			s.store(context.Background(), true)
		}
	}
}

// storeLeft stores what is on a sticky node only, now that no request will, and
// counts the sessions for which this failed. A store that was given up is among
// them, as a change that it would have stored. Where nothing is ever stored,
// nothing is missing (STK-70).
func (m *Manager) storeLeft(ctx context.Context) (lost int) {
	if !m.conf().Enabled {
		return 0
	}
	for _, s := range m.local.all() {
		if !s.dirty() {
			continue
		}
		if ctx.Err() == nil && !m.cfg.AsMSM {
			s.store(ctx, false)
		}
		if s.dirty() {
			lost++
		}
	}
	return lost
}

// copyRunsOut tells whether the record in memcached would expire before the
// next look but one, though the session was used since it was stored.
func (s *Session) copyRunsOut(now int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.loaded || !s.everStored || s.invalid || s.rec.MaxInactiveInterval <= 0 ||
		s.rec.ThisAccessedTime <= s.rec.LastBackupTime {
		return false
	}
	life := int64(s.rec.MaxInactiveInterval)
	if s.exptime > 0 && s.exptime <= 2592000 {
		life = int64(s.exptime)
	}
	left := life - (now-s.rec.LastBackupTime)/1000
	return left <= 2*int64(max(backgroundPeriod/time.Second, time.Duration(s.m.app.BackgroundProcessorDelay)))
}
