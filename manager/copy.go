package manager

import (
	"cmp"
	"context"
	"fmt"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// storeCopy writes the secondary copy of a record and its validity info
// beside, not after, the primary's store, and whatever becomes of that
// (NST-33, NST-47, TRAP-71). The result is sent once.
func (s *Session) storeCopy(ctx context.Context, p plan) <-chan error {
	done := make(chan error, 1)
	s.m.local.pin(s)
	s.m.crew.run(func() {
		err := s.writeCopy(ctx, p)
		s.m.local.unpin(s)
		done <- err
	})
	return done
}

// settled waits for a copy that is on its way, and gives what it came to once more.
func settled(copied <-chan error) <-chan error {
	if copied == nil {
		return nil
	}
	again := make(chan error, 1)
	again <- <-copied
	return again
}

func (s *Session) writeCopy(ctx context.Context, p plan) error {
	if err := s.copying.lock(ctx); err != nil {
		return err
	}
	defer s.copying.unlock()
	m := s.m
	s.mu.Lock()
	late := s.invalid || s.copyOf >= p.count
	s.mu.Unlock()
	if late {
		return nil
	}
	id := p.rec.ID
	node, err := m.copyNode(ctx, id)
	if err != nil {
		m.log.Info().Err(err).Str("session", sessionid.Hash(id)).Msg("no secondary copy")
		return err
	}
	answers := storage.Do(ctx, m.storage(),
		storage.Op{Verb: storage.Set, Node: node, Key: m.keys().Backup(id), Item: m.habits.item(p.value), Exptime: p.exptime},
		m.copyValidityOp(node, id, p.validity))
	if err = cmp.Or(answers[0].Err, answers[1].Err); err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("secondary copy not stored")
		return fmt.Errorf("storing the secondary copy: %w", err)
	}
	s.mu.Lock()
	s.copyOf = p.count
	s.mu.Unlock()
	return nil
}

// copyValidityOp is the writing of the validity info of a secondary copy.
func (m *Manager) copyValidityOp(node, id string, v record.Validity) storage.Op {
	return storage.Op{
		Verb: storage.Set, Node: node, Key: m.keys().BackupValidity(id), Item: m.habits.item(v.Encode()),
		Exptime: m.habits.expiry.Validity(m.millis(), v.MaxInactiveInterval),
	}
}

// copyNode finds the node for the secondary copy: the next available one after
// the session's, at this moment (NODE-21, NODE-26).
func (m *Manager) copyNode(ctx context.Context, id string) (string, error) {
	node, _ := sessionid.Node(id)
	return m.nodes().Next(ctx, node)
}
