package manager

import (
	"context"
	"errors"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

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

// ping looks whether the record is stored (pingOp), unless that is known. If it
// isn't, it is stored again (NST-46); likewise for the secondary copy. A record
// that is missing in both places was deleted by somebody, not lost, and stays so
// (TRAP-72).
func (s *Session) ping(ctx context.Context, seen sighting) {
	m := s.m
	s.mu.Lock()
	id, dead, at := s.rec.ID, s.invalid, s.rec.LastBackupTime
	s.mu.Unlock()
	node, ok := m.nodeOf(id)
	if dead || !ok {
		return
	}
	if seen == unseen {
		op := m.pingOp(node, id)
		seen = there
		if m.added(op, m.storage().Add(ctx, node, op.Key, op.Item, op.Exptime)) {
			seen = vanished
		}
	}
	if seen == there {
		if ops := s.copyLook(ctx); ops != nil {
			answers := storage.Do(ctx, m.storage(), ops...)
			s.copySeen(ctx, ops[0], answers[0].Err, answers[1].Err)
		}
		return
	}
	m.count.add(&m.count.pingFailed)
	if !m.secondary() {
		s.store(ctx, true)
		return
	}
	other, err := m.copyNode(ctx, id)
	if err != nil {
		return
	}
	op := m.copyPingOp(other, id)
	copyMissing := m.added(op, m.storage().Add(ctx, other, op.Key, op.Item, op.Exptime))
	if copyMissing || !m.holdsCopy(ctx, other, id) || m.heldSince(ctx, id, at) {
		m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record and its copy are gone; not storing them again")
		return
	}
	m.log.Warn().Str("session", sessionid.Hash(id)).Msg("the record was missing; storing it again")
	if _, copied := s.store(ctx, true); copied != nil {
		<-copied
	}
}

// copyLook is what looks at a session's copy and tells it how long the session
// lives: two operations, or none for a session without copy.
func (s *Session) copyLook(ctx context.Context) []storage.Op {
	m := s.m
	s.mu.Lock()
	id, v, dead := s.rec.ID, s.validity(), s.invalid
	s.mu.Unlock()
	if _, ok := m.nodeOf(id); dead || !ok || !m.secondary() {
		return nil
	}
	node, err := m.copyNode(ctx, id)
	if err != nil {
		return nil
	}
	return []storage.Op{m.copyPingOp(node, id), m.copyValidityOp(node, id, v)}
}

// copySeen takes the answers to copyLook.
func (s *Session) copySeen(ctx context.Context, look storage.Op, looked, told error) {
	m := s.m
	m.noteCopyValidity(s.ID(), told)
	if !m.added(look, looked) {
		return
	}
	m.local.pin(s)
	m.refilling.Go(func() {
		defer m.local.unpin(s)
		s.refillLostCopy(ctx)
	})
}

// copyPingOp is pingOp for the secondary copy.
func (m *Manager) copyPingOp(node, id string) storage.Op {
	return storage.Op{Verb: storage.Add, Node: node, Key: m.keys().Backup(id), Item: m.habits.ping(), Exptime: record.PingLoaded}
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
		defer m.unlock(ctx, node, id)
	}
	if !m.copyRecord(ctx, id) {
		m.dropCopyValidity(ctx, node, id)
	} else if m.lastBackup(ctx, id) == 0 {
		m.deleteCopies(ctx, id) // ended in just this moment
	}
}

// dropCopyValidity takes away the validity info that a ping has left of a session
// that was being ended.
func (m *Manager) dropCopyValidity(ctx context.Context, node, id string) {
	if _, err := m.get(ctx, node, m.keys().Record(id)); !errors.Is(err, storage.ErrMiss) {
		return
	}
	if other, err := m.copyNode(ctx, id); err == nil {
		ops := []storage.Op{deletion(other, m.keys().BackupValidity(id))}
		m.told(ops, storage.Do(ctx, m.storage(), ops...))
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
