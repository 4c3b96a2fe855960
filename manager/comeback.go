package manager

import (
	"bytes"
	"context"
	"errors"

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

// overtaken tells whether a session that was only relocated, and not changed
// here, has been stored under its new id by another node meanwhile. What is
// there is newer, and becomes this node's, too.
func (s *Session) overtaken(ctx context.Context, p plan) bool {
	s.mu.Lock()
	moved, loadedAt := s.moved && !p.changed, s.rec.LastBackupTime
	s.mu.Unlock()
	if !moved {
		return false
	}
	rec, value, err := s.m.fetch(ctx, p.rec.ID)
	if err != nil || rec.LastBackupTime <= loadedAt {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mod != p.mod || s.invalid {
		return false
	}
	s.adopt(rec, value, p.rec.ID)
	s.stored, s.force, s.moved = s.mod, false, false
	return true
}

// followMove is for a session whose storage node died while a request changed
// it: only the copy has the change. If another node has relocated the session
// meanwhile, without changing it, the change is stored where it is now;
// otherwise the next relocation finds it in the copy. A change that the other
// node has made stays, too, as without a lock the later one wins.
func (s *Session) followMove(ctx context.Context) {
	m := s.m
	if s.gate.lock(ctx) != nil {
		return
	}
	defer s.gate.unlock()
	old := s.ID()
	node, err := m.copyNode(ctx, old)
	if err != nil {
		return
	}
	id := sessionid.WithNode(old, node)
	there, _, err := m.fetch(ctx, id)
	if err != nil {
		return
	}
	s.mu.Lock()
	unchanged := s.raw != nil && bytes.Equal(there.Attributes, s.raw)
	s.mu.Unlock()
	if !unchanged {
		m.log.Warn().Str("session", sessionid.Hash(old)).Msg("another node has relocated the session and changed it; the change of this request is only in the copy")
		return
	}
	s.forgetLock() // on a node that doesn't answer
	s.rename(id, true)
	if _, copied := s.store(ctx, true); copied != nil {
		<-copied
	}
	s.storeValidity(ctx)
}

// cameBack tells whether a session that this node knows to have gone from one
// storage node to another is back under the id asked for, since another node
// has relocated it again.
func (m *Manager) cameBack(ctx context.Context, asked, id string) bool {
	if m.sticky || sessionid.Random(asked) != sessionid.Random(id) || m.reachable(asked) != nil || m.reachable(id) != nil {
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
