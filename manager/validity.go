package manager

import (
	"context"

	"msmgate/contextxml"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// storeValidity writes the validity info, in one go with the release of the
// lock (NST-44); look says whether the record is looked at with these. With sent
// the request's access ends here, and sent is called when all is on its way.
func (s *Session) storeValidity(ctx context.Context, unlock []storage.Op, look bool, sent func()) sighting {
	if s.storing.lock(ctx) != nil {
		return unseen
	}
	defer s.storing.unlock()
	s.mu.Lock()
	v, id, dead := s.validity(), s.rec.ID, s.invalid
	s.mu.Unlock()
	if sent != nil {
		s.endAccess(s.m.millis()) // the next request may come before the answer
	}
	if dead {
		s.m.finishWith(ctx, unlock, nil, nil)
		return unseen
	}
	validity := s.m.validityOp(id, v)
	var ping []storage.Op
	if node, ok := s.m.nodeOf(id); ok && look {
		ping = []storage.Op{s.m.pingOp(node, id)}
	}
	if sent != nil && len(validity) > 0 {
		validity[len(validity)-1].Sent = sent
	}
	return s.m.finishWith(ctx, unlock, validity, ping)
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

func (m *Manager) writeCopyValidity(ctx context.Context, node, id string, v record.Validity) {
	op := m.copyValidityOp(node, id, v)
	m.noteCopyValidity(id, m.storage().Set(ctx, node, op.Key, op.Item, op.Exptime))
}

func (m *Manager) noteCopyValidity(id string, err error) {
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
	look := m.pingOp(node, id)
	look.Exptime = record.PingNotLoaded
	m.pings.submit(func() {
		if m.added(look, m.storage().Add(ctx, node, look.Key, look.Item, look.Exptime)) {
			m.count.add(&m.count.pingFailed)
		}
		if !m.secondary() {
			return
		}
		if other, err := m.copyNode(ctx, id); err == nil {
			look.Node, look.Key = other, m.keys().Backup(id)
			answers := storage.Do(ctx, m.storage(), look, m.copyValidityOp(other, id, v))
			m.added(look, answers[0].Err)
			m.noteCopyValidity(id, answers[1].Err)
		}
	})
}
