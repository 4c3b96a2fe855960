package manager

import (
	"bytes"
	"context"
	"errors"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
)

// A relocation leaves the session's record behind on the node that was down
// (NST-73). When that node comes back with all that it held, the record is
// old; and the session may be relocated to it again, by this node or by
// another one.

// fetchRelocated reads a session whose node is down: its secondary copy under
// the old id, or the record under the new id, whichever was stored later. A
// record there without a copy doesn't count: the copies of a session that was
// invalidated are deleted, what a relocation has left behind isn't. Copied
// tells that it was the copy.
func (m *Manager) fetchRelocated(ctx context.Context, old, id string) (rec *record.Record, value []byte, copied bool, err error) {
	rec, value, err = m.fetchCopy(ctx, old)
	if err != nil {
		return nil, nil, false, err
	}
	there, thereValue, err := m.fetch(ctx, id)
	if errors.Is(err, errMissing) || err == nil && there.LastBackupTime <= rec.LastBackupTime {
		return rec, value, true, nil
	}
	return there, thereValue, false, err
}

// recently is how long a node that was down is thought of when a session is
// looked for, or deleted, in all the places where it may have been.
const recently = time.Minute

// formerIDs are the ids under which a session may have lived a moment ago: those
// with nodes that are down, or were recently.
func (m *Manager) formerIDs(id string) (ids []string) {
	node, ok := sessionid.Node(id)
	if !ok || !m.secondary() {
		return nil
	}
	for _, n := range m.conf().Nodes.List {
		if n.ID != node && m.nodes().WasDown(n.ID, recently) {
			ids = append(ids, sessionid.WithNode(id, n.ID))
		}
	}
	return ids
}

// fetchLost looks for a session whose record is missing, though its node is up,
// by its secondary copy: the node may have been restarted, empty (NST-74,
// TRAP-66; not if heldSince knows better), or whoever relocated the session to it hasn't stored it there yet,
// as this node knows. Otherwise copies under ids that the session had before don't
// count: a Tomcat that ends the session leaves them (NST-80).
// At is where the session lives: under the id asked for, or where another node
// has relocated it.
func (m *Manager) fetchLost(ctx context.Context, id string) (rec *record.Record, value []byte, at, from string, err error) {
	if m.ended.contains(id) {
		return nil, nil, "", "", errMissing
	}
	ids := []string{id}
	if left, _ := m.unattended.listed(id, m.cfg.Now()); left {
		ids = append(ids, m.formerIDs(id)...)
	}
	for _, from := range ids {
		node, err := m.copyNode(ctx, from)
		if err != nil {
			continue
		}
		there := sessionid.WithNode(id, node)
		if there == id {
			if rec, value, err := m.fetchCopy(ctx, from); err == nil {
				return rec, value, id, from, nil
			}
			continue
		}
		rec, value, copied, err := m.fetchRelocated(ctx, from, there)
		switch {
		case err != nil:
		case copied && from == id && m.heldSince(ctx, id, rec.LastBackupTime):
			m.log.Info().Str("session", sessionid.Hash(id)).Msg("the record was deleted and its copy was not; the session has ended")
		case copied:
			return rec, value, id, from, nil
		default:
			return rec, value, there, from, nil
		}
	}
	return nil, nil, "", "", errMissing
}

// meeting is what the first store of a relocated session finds under its new id.
type meeting int

const (
	unopposed  meeting = iota // nothing that hinders
	overtaken                 // what another node has stored, which is as good
	overruled                 // what another node has stored, instead of changes made here
	tornDown                  // nothing, and no copy either: the session was invalidated
	unattended                // another node's lock: it will store the session
)

// meet looks at what other nodes may have done to a session since this one
// relocated it. What they have stored is adopted; changes made here at the same
// time are lost by that and have to be refused (NST-72). Where nothing is locked
// the later one wins.
func (s *Session) meet(ctx context.Context, p plan) meeting {
	m := s.m
	s.mu.Lock()
	base, loadedAt, from, known := s.raw, s.rec.LastBackupTime, s.copyFrom, s.everStored && !s.ownCopy
	s.mu.Unlock()
	rec, value, err := m.fetch(ctx, p.rec.ID)
	if errors.Is(err, errMissing) || err == nil && rec.LastBackupTime <= loadedAt {
		if known && m.wasTornDown(ctx, from, p.rec.ID) {
			return tornDown
		}
		return unopposed
	}
	if err != nil || p.changed && (!m.locking() || m.cfg.AsMSM || bytes.Equal(rec.Attributes, base) || s.hasTried(value)) {
		return unopposed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.invalid || !p.changed && s.mod != p.mod {
		return unopposed
	}
	s.adopt(rec, value, p.rec.ID)
	s.stored, s.force, s.moved = s.mod, false, false
	if p.changed {
		s.overruled++
		return overruled
	}
	return overtaken
}

// wasTornDown tells whether the secondary copy by which a session was relocated
// is gone from the node that it is on now. Nobody but the one who ends a session
// deletes it.
func (m *Manager) wasTornDown(ctx context.Context, from, id string) bool {
	if from == "" {
		return false
	}
	at, err := m.copyNode(ctx, from)
	if err != nil {
		return false
	}
	if node, _ := m.nodeOf(id); from != id && at != node {
		return false // it was on another one
	}
	_, _, err = m.fetchCopy(ctx, from)
	return errors.Is(err, errMissing)
}

// follow is for a session whose storage node died while a request used it: only
// the copy, if anything, has the change. The session is relocated as the next
// request would do it, under the lock of its new place, so that whoever has
// relocated it meanwhile and this request don't overwrite each other (TRAP-71).
// Copied says that this request has written the copy.
func (s *Session) follow(ctx context.Context, copied bool) outcome {
	m := s.m
	if s.gate.lock(ctx) != nil {
		return failed
	}
	defer s.gate.unlock()
	old := s.ID()
	node, err := m.copyNode(ctx, old)
	if err != nil {
		return failed
	}
	s.moveLock(ctx, sessionid.WithNode(old, node))
	s.leaveID(ctx, sessionid.WithNode(old, node))
	s.mu.Lock()
	s.ownCopy = copied
	s.mu.Unlock()
	result, _ := s.store(ctx, true)
	switch result {
	case stored:
		m.count.add(&m.count.relocations)
		s.storeValidity(ctx, nil, false, nil)
	case lost:
		if !copied {
			break
		}
		s.mu.Lock()
		theirs := s.value
		s.mu.Unlock()
		// The copy under the old id has the change that was refused.
		err := m.storage().Set(ctx, node, m.keys().Backup(old), m.habits.item(theirs), m.habits.expiry.NonSticky(m.millis(), s.interval()))
		if err != nil {
			m.log.Warn().Err(err).Str("session", sessionid.Hash(old)).Msg("the secondary copy under the old id has a change that was refused")
		}
	}
	return result
}

// cameBack tells whether a session that this node knows to have gone from one
// storage node to another is back under the id asked for, since another node
// has relocated it again.
func (m *Manager) cameBack(ctx context.Context, asked, id string) bool {
	if m.sticky || sessionid.Random(asked) != sessionid.Random(id) || m.reachable(ctx, asked) != nil || m.reachable(ctx, id) != nil {
		return false
	}
	if s := m.local.find(id); s != nil {
		m.local.detach(s)
		return false
	}
	if m.lastBackup(ctx, asked) <= m.lastBackup(ctx, id) {
		return false
	}
	m.aliases.drop(asked)
	return true
}

// lastBackup is when a stored record was written, in milliseconds, by the
// clock of the node that did; 0 without a record.
func (m *Manager) lastBackup(ctx context.Context, id string) int64 {
	node, _ := m.nodeOf(id)
	value, err := m.get(ctx, node, m.keys().Record(id))
	if err != nil || record.IsPing(value) {
		return 0
	}
	rec, err := record.Decode(value)
	if err != nil {
		return 0
	}
	return rec.LastBackupTime
}
