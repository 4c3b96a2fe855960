package manager

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"slices"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// Nodes can disagree about a storage node that is slow: one takes it to be down
// and relocates a session, while another one still reads and stores it there. Then
// there are two of that session, and a change in one of them is lost. So whoever
// stores a session where the storage node is doubtful looks afterwards whether it
// was relocated, and whoever relocates one looks after its first store whether
// its copy has changed since it was read: at least one of them sees the other, and
// refuses what was changed (TRAP-71, NST-72).

// doubtTime is for how long a storage node is doubtful that was slow or down.
const doubtTime = 10 * time.Second

// doubtful tells whether other nodes may take a storage node to be down that this
// one can reach.
func (m *Manager) doubtful(node string) bool {
	return m.follows() && m.locking() && m.nodes().Doubtful(node, doubtTime)
}

// isDoubtful tells whether the session's storage node is.
func (s *Session) isDoubtful() bool {
	node, ok := s.m.nodeOf(s.ID())
	return ok && s.m.doubtful(node)
}

// goAfter gives the session of a request whose storage node can be reached if
// another node has relocated it, and nil if not.
func (m *Manager) goAfter(ctx context.Context, r *Request, node string) *Session {
	if !m.doubtful(node) {
		return nil
	}
	next, err := m.nodes().Next(ctx, node)
	if err != nil {
		return nil
	}
	old := r.asked
	there := sessionid.WithNode(old, next)
	answers := storage.Do(ctx, m.storage(),
		storage.Op{Verb: storage.Get, Node: node, Key: m.keys().Record(old)},
		storage.Op{Verb: storage.Get, Node: next, Key: m.keys().Record(there)})
	if isTombstone(answers[1]) {
		m.noteRemoved(old)
		if err := m.deleteKeys(ctx, old, m.relocatedIDs(ctx, old)...); err != nil {
			m.log.Warn().Err(err).Str("session", sessionid.Hash(old)).Msg("could not delete a session that another node has relocated and ended")
		}
		return nil
	}
	here, moved := recordOf(answers[0]), recordOf(answers[1])
	if here == nil || moved == nil || moved.LastBackupTime <= here.LastBackupTime {
		return nil
	}
	m.log.Info().Str("session", sessionid.Hash(old)).Str("node", next).Msg("another node has relocated the session; going after it")
	s, _ := m.local.attach(there, func(string) (string, bool) { return "", false }, m.unloaded)
	if err := s.loadHere(ctx); err != nil {
		m.local.detach(s)
		return nil
	}
	m.aliases.put(old, there, m.cfg.Now(), false)
	r.changeID(there)
	return s
}

// loadHere loads the session if nobody has.
func (s *Session) loadHere(ctx context.Context) error {
	if err := s.gate.lock(ctx); err != nil {
		return err
	}
	defer s.gate.unlock()
	if s.isInvalid() {
		return errMissing
	}
	if s.isLoaded() {
		return nil
	}
	return s.load(ctx)
}

// recordOf gives the record that was read, nil for none.
func recordOf(r storage.Result) *record.Record {
	if r.Err != nil {
		return nil
	}
	value, err := record.Unwrap(r.Item.Flags, r.Item.Value, 0)
	if err != nil || record.IsPing(value) {
		return nil
	}
	rec, err := record.Decode(value)
	if err != nil {
		return nil
	}
	return rec
}

// isTombstone tells whether a session was ended there, a short while ago.
func isTombstone(r storage.Result) bool { return r.Err == nil && bytes.Equal(r.Item.Value, tombstone) }

// giveWay looks whether another node has relocated the session since the state
// was read that this node has just stored another one after. Then it puts that
// state back, so that everybody takes the relocated session for the newer one, and
// the change is refused. If it was ended there, it ends here. Storing is held, and the copy is stored.
func (s *Session) giveWay(ctx context.Context) {
	m := s.m
	s.mu.Lock()
	id, before, dead := s.rec.ID, s.before, s.invalid
	s.mu.Unlock()
	if dead || before == nil {
		return
	}
	base, err := record.Decode(before)
	if err != nil {
		return
	}
	node, _ := m.nodeOf(id)
	next, err := m.copyNode(ctx, id)
	if err != nil {
		return
	}
	there := sessionid.WithNode(id, next)
	seen := storage.Do(ctx, m.storage(), storage.Op{Verb: storage.Get, Node: next, Key: m.keys().Record(there)})[0]
	if isTombstone(seen) {
		s.endHere(ctx)
		return
	}
	theirs := recordOf(seen)
	if theirs == nil || theirs.LastBackupTime <= base.LastBackupTime {
		return
	}
	item, exptime := m.habits.item(before), m.recordExptime(base, m.millis())
	for _, r := range storage.Do(ctx, m.storage(),
		storage.Op{Verb: storage.Set, Node: next, Key: m.keys().Backup(id), Item: item, Exptime: exptime},
		storage.Op{Verb: storage.Set, Node: node, Key: m.keys().Record(id), Item: item, Exptime: exptime}) {
		if r.Err != nil {
			m.log.Warn().Err(r.Err).Str("session", sessionid.Hash(id)).Msg("a change that was refused could not be taken back")
		}
	}
	m.log.Warn().Str("session", sessionid.Hash(id)).Msg("another node has relocated the session meanwhile; the changes made here are refused")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.adopt(base, before, id)
	s.stored, s.before = s.mod, nil
	s.overruled++
}

// lookBackAt gives the id whose copy a relocated session was read from, if the
// first store under the new id, on a node, is to look whether that has changed
// since; "" if not.
func (s *Session) lookBackAt(ctx context.Context, node string) string {
	m := s.m
	s.mu.Lock()
	from, known := s.copyFrom, s.moved && s.everStored && !s.ownCopy
	s.mu.Unlock()
	if !known || from == "" || !m.follows() || !m.locking() {
		return ""
	}
	if at, err := m.copyNode(ctx, from); err != nil || at != node {
		return ""
	}
	return from
}

// lookBack looks what another node has done to a session that this one has just
// stored where it relocated it to, with its copy: changed it under the id from
// before, or ended it.
func (s *Session) lookBack(ctx context.Context, node, from string, loadedAt int64, p plan) outcome {
	m := s.m
	seen := storage.Do(ctx, m.storage(), storage.Op{Verb: storage.Get, Node: node, Key: m.keys().Backup(from)})[0]
	switch {
	case from != p.rec.ID && (errors.Is(seen.Err, storage.ErrMiss) || seen.Err == nil && record.IsPing(seen.Item.Value)):
		s.endHere(ctx)
		return skipped
	case s.makeWay(seen, loadedAt, p):
		return outdone
	}
	return stored
}

// endHere ends a session that another node has ended under another id, where
// this one has stored it since.
func (s *Session) endHere(ctx context.Context) {
	id := s.ID()
	s.vanish()
	s.m.noteRemoved(id)
	if err := s.m.deleteKeys(ctx, id, s.m.relocatedIDs(ctx, id)...); err != nil {
		s.m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("could not delete a session that another node has ended")
	}
}

// relocatedIDs are ids that a session may have besides: those that a node gave it
// which takes its storage node to be down, and those from which one did. Who ends
// the session ends it there, too. A record that has expired says nothing of the
// session elsewhere.
func (m *Manager) relocatedIDs(ctx context.Context, id string) (ids []string) {
	node, ok := sessionid.Node(id)
	if !ok {
		return nil
	}
	for _, n := range m.conf().Nodes.List {
		if n.ID != node && m.doubtful(n.ID) {
			ids = append(ids, sessionid.WithNode(id, n.ID))
		}
	}
	if !m.doubtful(node) {
		return ids
	}
	if next, err := m.copyNode(ctx, id); err == nil {
		ids = append(ids, sessionid.WithNode(id, next))
	}
	return ids
}

// makeWay adopts what another node has stored under the id from before a
// relocation, later than at the time in epoch milliseconds: it is to be stored in
// place of what was. False if there is no such thing.
func (s *Session) makeWay(seen storage.Result, loadedAt int64, p plan) bool {
	theirs := recordOf(seen)
	if theirs == nil || theirs.LastBackupTime <= loadedAt {
		return false
	}
	value, err := record.Unwrap(seen.Item.Flags, seen.Item.Value, 0)
	if err != nil || s.hasTried(value) {
		return false
	}
	s.m.log.Warn().Str("session", s.hash()).Msg("another node has changed the session while this one relocated it; its changes are kept")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.invalid {
		return false
	}
	s.adopt(theirs, value, p.rec.ID)
	s.stored, s.force = s.mod, true
	if p.changed {
		s.overruled++
	}
	return true
}

// maxTries is how many of its stores a session remembers.
const maxTries = 8

var trySeed = maphash.MakeSeed()

// noteTry remembers what is about to be stored. A store that wasn't answered may
// have been carried out all the same.
func (s *Session) noteTry(value []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries = append(s.tries[max(0, len(s.tries)-maxTries+1):], maphash.Bytes(trySeed, value))
}

// hasTried tells whether a record is one that this node wrote, and not another
// one's of the same content: two that count the same thing find the same sum.
func (s *Session) hasTried(value []byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.tries, maphash.Bytes(trySeed, value))
}
