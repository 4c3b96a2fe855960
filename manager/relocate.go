package manager

import (
	"context"
	"errors"
	"fmt"
	"time"

	"msmgate/manager/nodes"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// relocateLocal gives a sticky session another storage node if its own is
// down, or one at all if it has none (STK-30..STK-32, SID-35). Its record is
// stored there at the end of the request; the old one is left to expire.
func (m *Manager) relocateLocal(ctx context.Context, r *Request, s *Session) {
	if !m.nodes().Encoded() {
		return
	}
	node, hasNode := sessionid.Node(r.asked)
	if hasNode && m.nodes().Up(ctx, node) {
		return
	}
	if s.gate.lock(ctx) != nil {
		return
	}
	defer s.gate.unlock()
	if id := s.ID(); id != r.asked {
		r.changeID(id) // another request has done it
		return
	}
	var other string
	var ok bool
	if hasNode {
		other, ok = m.nodes().Other(ctx, node)
	} else {
		other, ok = m.nodes().Pick(ctx)
	}
	if !ok {
		m.log.Warn().Str("session", sessionid.Hash(r.asked)).Msg("no storage node is available; the session stays on this node only")
		return
	}
	id := sessionid.WithNode(r.asked, other)
	s.rename(id, true)
	m.count.add(&m.count.relocations)
	r.changeID(id)
}

// relocate finds a non-sticky session whose node is down by its secondary
// copy, under an id with the node that has it (NODE-31, NST-70). Nil means
// that the node is up and nobody else has relocated the session, or that there is
// no copy. A copy that a parallel request
// or another Go node has already stored under the new id is preferred, being
// newer (NST-72).
func (m *Manager) relocate(ctx context.Context, r *Request) (*Session, error) {
	old := r.asked
	node, ok := m.nodeOf(old)
	if !ok {
		return nil, nil
	}
	r.reached = m.nodes().Up(ctx, node) || !m.stillDown(ctx, node)
	if r.reached {
		return m.goAfter(ctx, r, node), nil
	}
	next, err := m.nodes().Next(ctx, node)
	if err != nil {
		return nil, m.outage(old, node, err)
	}
	id := sessionid.WithNode(old, next)
	if s := m.local.find(old); s != nil {
		if s.moveTo(ctx, old, id) {
			m.count.add(&m.count.relocations)
			r.changeID(s.ID())
			return s, nil
		}
		m.local.detach(s)
	}
	s, _ := m.local.attach(id, func(string) (string, bool) { return "", false }, m.unloaded)
	if err := s.loadRelocated(ctx, old); err != nil {
		m.local.detach(s)
		if errors.Is(err, errMissing) {
			return nil, nil
		}
		return nil, err
	}
	m.count.add(&m.count.relocations)
	m.aliases.put(old, id, m.cfg.Now(), false)
	m.remains(ctx, old, s.lastBackup())
	r.changeID(id)
	return s, nil
}

// outagePatience is how long requests for a session are refused while neither
// its node nor that of its copy answers.
const outagePatience = 30 * time.Second

// outage says why a session can't be relocated. Without a place for copies there
// is none (NST-71, NODE-26). But where none of several nodes answers, most likely
// this node was cut off, or stood still, for a moment: a new session would take
// the place of one that is well (TRAP-74). Only an outage that lasts is believed,
// as MSM does at once (TRAP-61).
func (m *Manager) outage(id, node string, err error) error {
	if !errors.Is(err, nodes.ErrNoNext) || !m.secondary() || m.cfg.AsMSM || m.nodes().DownFor(node) >= outagePatience {
		return nil
	}
	return fmt.Errorf("session %s: none of the storage nodes answers: %w", sessionid.Hash(id), ErrNoStorage)
}

// relocationPatience is how long a node that is known to be down is given to
// show that it is back, before a session leaves it.
const relocationPatience = 100 * time.Millisecond

func (m *Manager) stillDown(ctx context.Context, node string) bool {
	return m.nodes().StillDown(ctx, node, relocationPatience)
}

// moveTo gives a session that is on this node already the id with the other
// storage node. Its lock goes along for the requests that hold it. Unless it has
// changes of its own, it takes over what is stored there: this node may only
// remember it. False if there is nothing.
func (s *Session) moveTo(ctx context.Context, old, id string) bool {
	if s.gate.lock(ctx) != nil {
		return false
	}
	defer s.gate.unlock()
	m := s.m
	if !s.isLoaded() || s.isInvalid() {
		return false
	}
	if s.ID() != old {
		return true // another request has done it
	}
	s.moveLock(ctx, id)
	if !s.dirty() {
		rec, value, _, err := m.fetchRelocated(ctx, old, id)
		if err != nil {
			return false
		}
		s.mu.Lock()
		if s.mod == s.stored && !s.invalid {
			s.adopt(rec, value, id)
			s.touch(m.millis())
		}
		s.mu.Unlock()
	}
	s.leaveID(ctx, id)
	return true
}

// leaveID gives the session the id with the storage node to which it is
// relocated. What it leaves behind is deleted when the old node is back. The
// gate is held.
func (s *Session) leaveID(ctx context.Context, id string) {
	s.mu.Lock()
	old, at := s.rec.ID, s.rec.LastBackupTime
	s.copyFrom, s.moved = old, true
	s.mu.Unlock()
	s.rename(id, true)
	s.m.remains(ctx, old, at)
}

func (s *Session) loadRelocated(ctx context.Context, old string) error {
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
	s.copiedFrom(old)
	return s.load(ctx)
}

// fetchCopy reads the secondary copy of a session's record, if its validity
// info says that the session is alive (NODE-31).
func (m *Manager) fetchCopy(ctx context.Context, id string) (*record.Record, []byte, error) {
	node, err := m.copyNode(ctx, id)
	if err != nil {
		return nil, nil, errMissing
	}
	v, err := m.fetchCopyValidity(ctx, node, id)
	if err != nil {
		return nil, nil, err
	}
	value, err := m.get(ctx, node, m.keys().Backup(id))
	if errors.Is(err, storage.ErrMiss) || err == nil && record.IsPing(value) {
		return nil, nil, errMissing
	}
	if err != nil {
		return nil, nil, errors.Join(ErrNoStorage, err)
	}
	rec, err := record.Decode(value)
	if err != nil {
		m.count.add(&m.count.unreadable)
		return nil, nil, errors.Join(ErrUnreadable, err)
	}
	rec.LastAccessedTime, rec.ThisAccessedTime = v.LastAccessedTime, v.ThisAccessedTime
	rec.MaxInactiveInterval = v.MaxInactiveInterval
	return rec, value, nil
}

func (m *Manager) fetchCopyValidity(ctx context.Context, node, id string) (record.Validity, error) {
	data, err := m.get(ctx, node, m.keys().BackupValidity(id))
	if errors.Is(err, storage.ErrMiss) {
		return record.Validity{}, errMissing
	}
	if err != nil {
		return record.Validity{}, errors.Join(ErrNoStorage, err)
	}
	v, err := record.DecodeValidity(data)
	if err != nil || !v.Valid(m.millis()) {
		return record.Validity{}, errMissing
	}
	return v, nil
}
