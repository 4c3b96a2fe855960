package manager

import (
	"context"
	"errors"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// pingLate is how old a check of a stored record may be when its turn comes.
// Later ones are dropped: the session may be gone, or somebody else's (TRAP-72).
const pingLate = time.Second

// storeValidity writes the validity info, in one go with the release of the
// lock (NST-44).
func (s *Session) storeValidity(ctx context.Context, unlock []storage.Op) {
	if s.storing.lock(ctx) != nil {
		return
	}
	defer s.storing.unlock()
	s.mu.Lock()
	v, id, dead := s.validity(), s.rec.ID, s.invalid
	s.mu.Unlock()
	var validity []storage.Op
	if !dead {
		validity = s.m.validityOp(id, v)
	}
	s.m.finishWith(ctx, unlock, validity)
}

// validityOp is the writing of a validity info: one operation, or none for an
// id that is never stored.
func (m *Manager) validityOp(id string, v record.Validity) []storage.Op {
	node, ok := m.nodeOf(id)
	if !ok {
		return nil
	}
	return []storage.Op{{
		Verb: storage.Set, Node: node, Key: m.keys().Validity(id), Item: m.habits.item(v.Encode()),
		Exptime: m.habits.expiry.Validity(m.millis(), v.MaxInactiveInterval),
	}}
}

func (m *Manager) writeValidity(ctx context.Context, id string, v record.Validity) {
	for _, op := range m.validityOp(id, v) {
		if err := m.storage().Set(ctx, op.Node, op.Key, op.Item, op.Exptime); err != nil {
			m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("validity info not stored")
		}
	}
}

// submitPing has the stored record looked at after the answer, since it was
// only read (NST-44). The object stays in the map until that is done, so that
// later requests and the check see the same.
func (m *Manager) submitPing(s *Session) {
	m.local.pin(s)
	at := m.cfg.Now()
	ok := m.pings.submit(func() {
		defer m.local.unpin(s)
		if m.cfg.Now().Sub(at) > pingLate {
			m.count.pingDropped.Add(1)
			return
		}
		s.ping(context.Background())
	})
	if !ok {
		m.local.unpin(s)
		m.count.pingDropped.Add(1)
	}
}

// ping adds a byte under the record's key, which fails if the record is there.
// If it isn't, the record is stored again (NST-46); likewise for the secondary
// copy. A record that is missing in both places was deleted by somebody, not
// lost, and stays so (TRAP-72).
func (s *Session) ping(ctx context.Context) {
	m := s.m
	s.mu.Lock()
	id, v, dead, at := s.rec.ID, s.validity(), s.invalid, s.rec.LastBackupTime
	s.mu.Unlock()
	node, ok := m.nodeOf(id)
	if dead || !ok {
		return
	}
	missing := m.addPing(ctx, node, m.keys().Record(id), record.PingLoaded)
	if missing {
		m.count.add(&m.count.pingFailed)
	}
	if !m.secondary() {
		if missing {
			s.store(ctx, true)
		}
		return
	}
	other, err := m.copyNode(ctx, id)
	if err != nil {
		return
	}
	copyMissing := m.addPing(ctx, other, m.keys().Backup(id), record.PingLoaded)
	switch {
	case missing && (copyMissing || !m.holdsCopy(ctx, other, id) || m.heldSince(ctx, id, at)):
		m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record and its copy are gone; not storing them again")
		return
	case missing:
		m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record was missing; storing it again")
		if _, copied := s.store(ctx, true); copied != nil {
			<-copied
		}
		return
	case copyMissing:
		m.local.pin(s)
		m.refilling.Go(func() {
			defer m.local.unpin(s)
			s.refillLostCopy(ctx)
		})
		return
	}
	m.writeCopyValidity(ctx, other, id, v)
}

// holdsCopy tells whether a secondary copy is under its key, and not the byte of
// a ping that came after the copy was deleted and before the record was: with
// that byte a session that is being ended looks like one whose record memcached
// has lost (TRAP-72).
func (m *Manager) holdsCopy(ctx context.Context, node, id string) bool {
	value, err := m.get(ctx, node, m.keys().Backup(id))
	return err == nil && !record.IsPing(value)
}

// refillDelay is given to a node that ends a session, and has deleted the copy,
// to delete the record, too.
const refillDelay = 400 * time.Millisecond

// refillLostCopy stores the secondary copy again, as the record is after a
// while. If that is gone, the session was ended, and its copy would bring it
// back (TRAP-72). Where sessions are locked, nobody ends this one meanwhile.
func (s *Session) refillLostCopy(ctx context.Context) {
	m, id := s.m, s.ID()
	select {
	case <-m.cfg.After(refillDelay):
	case <-m.closing:
	}
	node, ok := m.nodeOf(id)
	if !ok || s.isInvalid() {
		return
	}
	if m.locking() {
		if free, err := m.addLock(ctx, node, id, m.keys().Lock(id), nil); !free || err != nil {
			return // whoever has it, or reads the session next, sees to the copy
		}
		defer m.delete(ctx, node, m.keys().Lock(id))
	}
	if m.copyRecord(ctx, id) && m.lastBackup(ctx, id) == 0 {
		m.deleteCopy(ctx, id) // ended in just this moment
	}
}

// copyRecord makes the record of an id its secondary copy.
func (m *Manager) copyRecord(ctx context.Context, id string) bool {
	rec, value, err := m.fetch(ctx, id)
	if err != nil {
		return false
	}
	m.readValidity(ctx, id, rec)
	node, err := m.copyNode(ctx, id)
	if err != nil {
		return false
	}
	err = m.storage().Set(ctx, node, m.keys().Backup(id), m.habits.item(value), m.recordExptime(rec, m.millis()))
	if err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("secondary copy not stored again")
		return false
	}
	m.writeCopyValidity(ctx, node, id, record.Validity{
		MaxInactiveInterval: rec.MaxInactiveInterval,
		LastAccessedTime:    rec.LastAccessedTime, ThisAccessedTime: rec.ThisAccessedTime,
	})
	return true
}

// addPing tells whether a key was free, and so is missing.
func (m *Manager) addPing(ctx context.Context, node, key string, exptime int32) (missing bool) {
	err := m.storage().Add(ctx, node, key, m.habits.ping(), exptime)
	if err != nil && !errors.Is(err, storage.ErrNotStored) {
		m.log.Warn().Err(err).Str("node", node).Msg("could not check a stored session")
	}
	return err == nil
}

func (m *Manager) writeCopyValidity(ctx context.Context, node, id string, v record.Validity) {
	err := m.storage().Set(ctx, node, m.keys().BackupValidity(id), m.habits.item(v.Encode()),
		m.habits.expiry.Validity(m.millis(), v.MaxInactiveInterval))
	if err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("validity info of the secondary copy not stored")
	}
}

// endUnloaded extends the life of a session that the request named and didn't
// use (NST-50..NST-55). All dialects do so: it is what keeps the session alive,
// where Tomcat's authenticator valve would load it to the same end (NST-8).
func (m *Manager) endUnloaded(r *Request) {
	id := r.backupID
	node, ok := m.nodeOf(id)
	if !ok || m.wasRemoved(id) {
		return
	}
	// A request that looked for a session and found none may change the next one
	// that it finds. Only 1.6.5's habits take it for one that reads.
	if m.conf().Locking.Mode == contextxml.LockAuto && (!r.looked || m.habits.oldCaches) {
		m.requests.noteReadOnly(r.id)
	}
	m.run(r, func(f *finish) {
		f.save()
		m.prolong(context.Background(), node, id)
	}, nil)
}

// wasRemoved tells whether an id was found missing, or deleted, a moment ago
// (NST-52).
func (m *Manager) wasRemoved(id string) bool {
	if m.removed != nil {
		return m.removed.take(id, m.cfg.Now())
	}
	return m.missing.contains(id)
}

func (m *Manager) prolong(ctx context.Context, node, id string) {
	if !m.nodes().Up(ctx, node) {
		return
	}
	data, err := m.get(ctx, node, m.keys().Validity(id))
	var v record.Validity
	if err == nil {
		v, err = record.DecodeValidity(data)
	}
	if err != nil {
		m.log.Info().Err(err).Str("session", sessionid.Hash(id)).Msg("no validity info to extend")
		return
	}
	v.LastAccessedTime, v.ThisAccessedTime = m.millis(), m.millis()
	m.writeValidity(ctx, id, v)
	m.pings.submit(func() {
		if m.addPing(ctx, node, m.keys().Record(id), record.PingNotLoaded) {
			m.count.add(&m.count.pingFailed)
		}
		if !m.secondary() {
			return
		}
		if other, err := m.copyNode(ctx, id); err == nil {
			m.addPing(ctx, other, m.keys().Backup(id), record.PingNotLoaded)
			m.writeCopyValidity(ctx, other, id, v)
		}
	})
}
