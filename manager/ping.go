package manager

import (
	"context"
	"errors"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// pingLate is how old a check of a stored record may be when its turn comes.
// Later ones are dropped: the session may be gone, or somebody else's (TRAP-72).
const pingLate = time.Second

// sighting is what is known of a record that was only read.
type sighting int

const (
	unseen   sighting = iota // nobody has looked
	there                    // it is stored
	vanished                 // there was none, and now there is a byte in its place
)

// pingOp looks whether the record is stored: it adds a byte under its key, which
// fails if the record is there.
func (m *Manager) pingOp(node, id string) storage.Op {
	return storage.Op{Verb: storage.Add, Node: node, Key: m.keys().Record(id), Item: m.habits.ping(), Exptime: record.PingLoaded}
}

// submitPing has the stored record looked at after the answer, since it was
// only read (NST-44), unless that was done when its lock was left; and its copy.
// The object stays in the map until that is done, so that later requests and the
// check see the same.
func (m *Manager) submitPing(s *Session, seen sighting) {
	m.local.pin(s)
	at := m.cfg.Now()
	ok := m.pings.submit(func() {
		defer m.local.unpin(s)
		if m.cfg.Now().Sub(at) > pingLate {
			m.count.pingDropped.Add(1)
			return
		}
		s.ping(context.Background(), seen)
	})
	if !ok {
		m.local.unpin(s)
		m.count.pingDropped.Add(1)
	}
}

// ping looks whether the record is stored (pingOp). If it isn't, it is stored
// again (NST-46); likewise for the secondary copy. A record that is missing in
// both places was deleted by somebody, not lost, and stays so (TRAP-72).
func (s *Session) ping(ctx context.Context, seen sighting) {
	m := s.m
	s.mu.Lock()
	id, v, dead, at := s.rec.ID, s.validity(), s.invalid, s.rec.LastBackupTime
	s.mu.Unlock()
	node, ok := m.nodeOf(id)
	if dead || !ok {
		return
	}
	missing := seen == vanished
	if seen == unseen {
		op := m.pingOp(node, id)
		missing = m.added(op, m.storage().Add(ctx, node, op.Key, op.Item, op.Exptime))
	}
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
	look := storage.Op{Verb: storage.Add, Node: other, Key: m.keys().Backup(id), Item: m.habits.ping(), Exptime: record.PingLoaded}
	if missing {
		copyMissing := m.added(look, m.storage().Add(ctx, other, look.Key, look.Item, look.Exptime))
		if copyMissing || !m.holdsCopy(ctx, other, id) || m.heldSince(ctx, id, at) {
			m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record and its copy are gone; not storing them again")
			return
		}
		m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record was missing; storing it again")
		if _, copied := s.store(ctx, true); copied != nil {
			<-copied
		}
		return
	}
	answers := storage.Do(ctx, m.storage(), look, m.copyValidityOp(other, id, v))
	m.noteCopyValidity(id, answers[1].Err)
	if m.added(look, answers[0].Err) {
		m.local.pin(s)
		m.refilling.Go(func() {
			defer m.local.unpin(s)
			s.refillLostCopy(ctx)
		})
	}
}

// added tells by the answer to an add whether its key was free, and so is missing.
func (m *Manager) added(op storage.Op, err error) bool {
	if err != nil && !errors.Is(err, storage.ErrNotStored) {
		m.log.Warn().Err(err).Str("node", op.Node).Msg("could not check a stored session")
	}
	return err == nil
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
	if !m.copyRecord(ctx, id) {
		m.dropCopyValidity(ctx, node, id)
	} else if m.lastBackup(ctx, id) == 0 {
		m.deleteCopy(ctx, id) // ended in just this moment
	}
}

// dropCopyValidity takes away the validity info that a ping has left of a session
// that was being ended.
func (m *Manager) dropCopyValidity(ctx context.Context, node, id string) {
	if _, err := m.get(ctx, node, m.keys().Record(id)); !errors.Is(err, storage.ErrMiss) {
		return
	}
	if other, err := m.copyNode(ctx, id); err == nil {
		m.delete(ctx, other, m.keys().BackupValidity(id))
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
