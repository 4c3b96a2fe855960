package manager

import (
	"context"

	"msmgate/contextxml"
	"msmgate/manager/sessionid"
)

// end is what happens when the application is done with a request: the backup
// and all that goes with it (section 5 of STK, section 4 of NST).
func (r *Request) end() {
	r.followID()
	r.mu.Lock()
	defer r.mu.Unlock()
	m, s := r.m, r.session
	r.ended = true
	switch {
	case !m.conf().Enabled:
		if s != nil {
			s.endAccess(m.millis())
			m.local.detach(s)
		}
	case r.ignored:
		m.endIgnored(r)
	case r.backupID == "":
		m.count.add(&m.count.requestsWithout)
	default:
		m.count.add(&m.count.requestsWith)
		done := m.measure()
		m.endTracked(r)
		done.end(&m.probes.effective)
	}
}

func (m *Manager) endTracked(r *Request) {
	s := r.session
	switch {
	case s == nil && m.sticky:
	case s == nil:
		done := m.measure()
		m.endUnloaded(r)
		done.end(&m.probes.unloaded)
	case s.isInvalid():
		r.drop(context.Background())
		if m.removed != nil {
			m.removed.take(r.backupID, m.cfg.Now())
		}
	case m.sticky:
		m.endSticky(r)
	default:
		last := m.local.leave(s)
		if last {
			s.passivate()
		}
		m.run(r, func(f *finish) { m.endNonSticky(r, f, s, last) }, s)
	}
}

// endSticky stores what isn't stored yet, whoever changed it (TRAP-75).
func (m *Manager) endSticky(r *Request) {
	s := r.session
	m.local.leave(s)
	if !s.dirty() {
		m.countSkipped(s, r.used)
		s.endAccess(m.millis())
		m.local.unpin(s)
		return
	}
	done := func(f *finish) {
		f.save() // it lives here
		s.store(context.Background(), false)
		if !m.conf().BackupAsync {
			s.endAccess(m.millis())
		}
	}
	if m.conf().BackupAsync {
		s.endAccess(m.millis())
	}
	m.run(r, done, s)
}

func (m *Manager) countSkipped(s *Session, used bool) {
	s.mu.Lock()
	accessed := s.accessed
	s.mu.Unlock()
	switch {
	case !used:
		m.count.add(&m.count.noSession)
	case accessed:
		m.count.add(&m.count.noModification)
	default:
		m.count.add(&m.count.noAttributes)
	}
}

// endNonSticky stores the session, leaves its lock, and keeps what is stored
// alive (NST-44, NST-45). Only the last of parallel requests does the latter
// (NST-42), but each stores what isn't stored yet before it is answered: were
// that left to the last one, the death of this node could take an acknowledged
// change with it. The answer to a change waits until the release of its lock has
// been sent, not until the node has said that it is released: there is nothing in
// that on which the answer depends.
func (m *Manager) endNonSticky(r *Request, f *finish, s *Session, last bool) {
	ctx := context.Background()
	e := ending{result: skipped, safe: true}
	if force := last && s.dueForWrite(); force || s.dirty() {
		// Behind a lock the validity info is written when that is released (NST-45).
		e = s.storeOrFollow(ctx, force, last && r.lock == nil)
	} else if last {
		m.countSkipped(s, true)
	}
	if e.result != failed {
		f.save()
	}
	if e.copied != nil {
		<-e.copied // a copy that is written after the lock is gone may outlive the session
	}
	if r.used && s.isDoubtful() && s.storing.lock(ctx) == nil {
		s.storing.unlock() // who stores what this request has changed looks whether it may stay
	}
	unlock := s.leave(ctx, r.lock)
	m.learn(r, s, e.result)
	switch {
	case !e.safe:
		m.log.Error().Str("session", s.hash()).Msg("session stored nowhere: its changes in this request are lost")
		r.refused.Store(&refusal{ErrNotStored})
	case r.used && s.timesOverruled() != r.overruled:
		r.refused.Store(&refusal{ErrOverruled})
	}
	switch {
	case !last || e.result == failed || e.validity:
		m.finishWith(ctx, unlock, nil, nil)
		s.endAccess(m.millis())
	case e.result == skipped:
		seen := s.storeValidity(ctx, unlock, true, nil)
		s.endAccess(m.millis())
		m.submitPing(s, seen)
	case len(unlock) == 0:
		s.storeValidity(ctx, nil, false, nil)
		s.endAccess(m.millis())
	default:
		defer m.unlocking.begin(s.ID())()
		s.storeValidity(ctx, unlock, false, f.answer)
	}
}

// ending is how the storing of a request's session ended.
type ending struct {
	result outcome
	copied <-chan error // the secondary copy, if it is still on its way
	// safe tells that what was changed is stored somewhere, if only in a copy.
	safe bool
	// validity tells that the validity info is written, too.
	validity bool
}

// storeOrFollow stores the session where it is or, if that node is down and
// there is another one, where it is relocated to (TRAP-71). A store that failed
// on a node that is up all the same is repeated: the copy alone, though newer,
// wouldn't be looked at. Validity asks for the validity info to be written in
// one go with the record.
func (s *Session) storeOrFollow(ctx context.Context, force, validity bool) ending {
	m, e := s.m, ending{result: failed}
	for range 2 {
		node, ok := m.nodeOf(s.ID())
		if ok && m.follows() && m.nodes().IsDown(node) {
			break
		}
		if e.result, e.copied, e.validity = s.storeWith(ctx, force || e.safe, validity); e.result != failed {
			e.safe = true
			return e
		}
		if e.copied != nil {
			e.safe = <-e.copied == nil
			e.copied = nil
		}
		if !ok || !m.nodes().Up(ctx, node) {
			break
		}
	}
	if node, ok := m.nodeOf(s.ID()); ok && m.follows() && m.nodes().IsDown(node) {
		if after := s.follow(ctx, e.safe); after != failed {
			return ending{result: after, safe: true}
		}
	}
	return e
}

// follows tells whether changes go after their session when its node has died.
func (m *Manager) follows() bool { return m.secondary() && !m.cfg.AsMSM }

// learn tells the auto mode's memory how a request ended (NST-30). Nothing is
// learned from a request during which the session was changed, though there was
// nothing left to store: the change may have been its own, and a parallel request
// has stored it.
func (m *Manager) learn(r *Request, s *Session, result outcome) {
	switch {
	case m.conf().Locking.Mode != contextxml.LockAuto || m.sticky:
	case result != skipped:
		m.requests.noteModifying(r.id)
	case s.changes() == r.changes:
		m.requests.noteReadOnly(r.id)
	}
}

// dueForWrite tells whether a record that only gets read has to be written
// again, or it would expire (NST-40).
func (s *Session) dueForWrite() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	idle := (s.m.millis() - s.rec.LastBackupTime + 500) / 1000
	return idle >= int64(s.rec.MaxInactiveInterval)
}

// endIgnored ends a request that is not tracked (STK-60, NST-60). In sticky
// mode changes wait for the next tracked request. In non-sticky mode MSM loses
// them; here they are stored, as if the request weren't ignored.
func (m *Manager) endIgnored(r *Request) {
	s := r.session
	if s == nil {
		return
	}
	if s.isInvalid() {
		r.drop(context.Background())
		return
	}
	if m.sticky {
		s.endAccess(m.millis())
		if s.dirty() {
			m.local.settle(s, true)
		}
		m.local.detach(s)
		return
	}
	changed := s.dirty()
	last := m.local.leave(s)
	if last {
		s.passivate()
	}
	if !changed {
		s.leaveLock(context.Background(), r.lock)
		m.learn(r, s, skipped)
		m.local.unpin(s)
		return
	}
	m.log.Info().Str("session", sessionid.Hash(r.backupID)).Msg("an ignored request changed its session; storing it all the same")
	m.run(r, func(f *finish) { m.endNonSticky(r, f, s, last) }, s)
}
