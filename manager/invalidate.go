package manager

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// Invalidate ends the session, for all requests that use it, and deletes all
// that is stored for it (STK-65, NST-80). It waits for a store that is on its
// way, and no later one happens. An error says that the record could not be
// deleted: the session is dead on this node, but another one may still find it
// until it expires.
func (s *Session) Invalidate() error {
	if err := s.invalidate(); err != nil {
		return fmt.Errorf("invalidating session %s: %w", sessionid.Hash(s.ID()), err)
	}
	return nil
}

func (s *Session) invalidate() error {
	ctx, m := context.Background(), s.m
	if m.listeners.Destroyed != nil && s.destroy() {
		m.listeners.Destroyed(s)
	}
	if err := s.storing.lock(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	was, id, old := s.invalid, s.rec.ID, s.pendingDelete
	s.invalid, s.rec.IsValid = true, false
	s.doc, s.raw, s.value = nil, nil, nil
	s.mu.Unlock()
	s.storing.unlock()
	if was {
		return ErrInvalidated
	}
	// Until the keys are gone the dead object stays in the map, so that no
	// request loads the session again.
	defer m.local.remove(s)
	if !m.conf().Enabled {
		return nil
	}
	m.noteRemoved(id)
	if old != "" {
		_ = m.deleteKeys(ctx, old)
	}
	if s.copying.lock(ctx) == nil {
		defer s.copying.unlock()
	}
	err := m.deleteKeys(ctx, id, m.relocatedIDs(ctx, id)...)
	s.releaseLock(ctx)
	return err
}

// noteRemoved remembers a non-sticky id that this node has deleted (NODE-74,
// NODE-75).
func (m *Manager) noteRemoved(id string) {
	now := m.cfg.Now()
	m.ended.put(id, now, true)
	switch {
	case m.sticky:
	case m.removed != nil:
		m.removed.put(id, now, true)
	default:
		m.missing.put(id, now, true)
	}
}

// deleteKeys deletes what is stored for an id, and what is left of the session
// under ids that it had a moment ago, or has besides: nobody must find it by
// those. The error says
// that the record is still there, and nothing keeps it from being found. An id
// without node has nothing.
//
// The copy goes first: where the record is missing and its copy isn't, another
// node takes it that memcached has lost the record, and stores it again. A copy
// that can't be deleted now, since its node doesn't answer, is deleted later, and
// until then a tombstone stands in the record's place.
func (m *Manager) deleteKeys(ctx context.Context, id string, besides ...string) error {
	node, ok := m.nodeOf(id)
	if !ok {
		return nil
	}
	copyGone := true
	if m.secondary() {
		done := m.measure()
		others := append(m.formerIDs(id), besides...)
		slices.Sort(others)
		others = slices.Compact(others)
		copyGone = m.deleteCopies(ctx, append(others, id)...) // NST-81
		for _, other := range others {
			m.remains(ctx, other, m.millis())
		}
		done.end(&m.probes.leftovers)
	}
	done := m.measure()
	ops := []storage.Op{deletion(node, m.keys().Record(id))}
	if !m.sticky {
		ops = append(ops, deletion(node, m.keys().Validity(id)))
	}
	answers := storage.Do(ctx, m.storage(), ops...)
	done.end(&m.probes.deleted)
	err := answers[0].Err
	if errors.Is(err, storage.ErrMiss) {
		err = nil
	}
	m.told(ops[1:], answers[1:])
	switch {
	case err != nil && !answered(err):
		m.graves.put(node, grave{id: id, notAfter: m.millis(), at: m.cfg.Now()})
		if m.secondary() && copyGone {
			err = nil // nothing leads to the record before its node is back
		}
	case err == nil && !copyGone:
		err = m.storage().Set(ctx, node, m.keys().Record(id), storage.Item{Flags: m.habits.pingFlags, Value: tombstone}, tombstoneSeconds)
	}
	return err
}

// tombstone is a record's value that is none: too short, as a ping's byte is, so
// that every MSM node takes it for "no session" and leaves it alone (TRAP-1,
// STK-13). It stands for a session that was ended while its copy's node didn't
// answer, and keeps this cluster's Go nodes from looking for the copy.
var tombstone = []byte{1, 0}

// tombstoneSeconds is how long it stands.
const tombstoneSeconds = 60

// deleteCopies deletes secondary copies and their validity infos. False means that
// some may be left, on a node that doesn't answer; they are deleted when that does.
func (m *Manager) deleteCopies(ctx context.Context, ids ...string) (gone bool) {
	var ops []storage.Op
	for _, id := range ids {
		if node, err := m.copyNode(ctx, id); err == nil {
			ops = append(ops, deletion(node, m.keys().Backup(id)), deletion(node, m.keys().BackupValidity(id)))
		}
	}
	m.told(ops, storage.Do(ctx, m.storage(), ops...))
	gone = true
	for _, id := range ids {
		node, _ := m.nodeOf(id)
		for _, n := range m.conf().Nodes.List {
			if n.ID != node && m.nodes().IsDown(n.ID) {
				m.graves.put(n.ID, grave{id: id, copy: true, notAfter: m.millis(), at: m.cfg.Now()})
				gone = false
			}
		}
	}
	return gone
}

func deletion(node, key string) storage.Op {
	return storage.Op{Verb: storage.Delete, Node: node, Key: key}
}

// told writes into the log what could not be deleted, and isn't worth more.
func (m *Manager) told(ops []storage.Op, answers []storage.Result) {
	for i, r := range answers {
		if r.Err != nil && !errors.Is(r.Err, storage.ErrMiss) {
			m.log.Warn().Err(r.Err).Str("node", ops[i].Node).Msg("could not delete a key; it expires by itself")
		}
	}
}

// expire ends a session that has been idle for too long (STK-11).
func (m *Manager) expire(s *Session) {
	m.count.add(&m.count.expired)
	if err := s.invalidate(); err != nil && !errors.Is(err, ErrInvalidated) {
		m.log.Warn().Err(err).Msg("could not delete an expired session")
	}
}

// ChangeID gives the session a completely new id and storage node, as Tomcat
// does at a login, so that an id known from before the login opens nothing
// (SID-33). The new record is stored and the old one deleted before ChangeID
// returns. Every request that uses the session sends the new cookie, as far as
// its answer isn't on its way; requests that this node had begun with the old
// id still find the session, later ones don't.
func (s *Session) ChangeID() error {
	ctx, m := context.Background(), s.m
	if err := s.gate.lock(ctx); err != nil {
		return err
	}
	defer s.gate.unlock()
	if s.isInvalid() {
		return ErrInvalidated
	}
	id, err := m.drawID(ctx)
	if err != nil {
		return fmt.Errorf("changing a session's id: %w", err)
	}
	s.renameFor(id, false, true)
	if !s.isStored() || !m.conf().Enabled {
		return nil // the end of the request stores it for the first time (TRAP-20)
	}
	result, copied := s.store(ctx, true)
	s.releaseLock(ctx)
	if result != stored && (copied == nil || <-copied != nil) {
		return fmt.Errorf("changing a session's id: %w", ErrNotStored)
	}
	return nil
}

func (s *Session) isStored() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.everStored
}
