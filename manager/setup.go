package manager

import (
	"context"
	"errors"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
	"msmgate/manager/record"
	"msmgate/manager/storage"
)

// setup is the configuration, and what is made from it. A reload exchanges it
// as a whole (CFG-80).
type setup struct {
	conf        *contextxml.Manager
	keys        record.Keys
	nodes       *nodes.Set
	raw         storage.Storage // nil only when the manager isn't enabled
	storage     storage.Storage // raw, within the limits of a reach
	locking     bool
	secondary   bool // records have a second copy (NST-33)
	lockSeconds int32
}

func (m *Manager) conf() *contextxml.Manager { return m.current.Load().conf }
func (m *Manager) keys() record.Keys         { return m.current.Load().keys }
func (m *Manager) nodes() *nodes.Set         { return m.current.Load().nodes }
func (m *Manager) storage() storage.Storage  { return m.current.Load().storage }
func (m *Manager) locking() bool             { return m.current.Load().locking }
func (m *Manager) secondary() bool           { return m.current.Load().secondary }
func (m *Manager) lockSeconds() int32        { return m.current.Load().lockSeconds }

// newSetup makes a setup; storage nodes are connected when they are first used.
// What was made from before is used again if it would be the same.
func (m *Manager) newSetup(c *contextxml.Manager, before *setup) (*setup, error) {
	if err := unserved(c); err != nil {
		return nil, err
	}
	s := &setup{conf: c, lockSeconds: record.LockSeconds}
	s.locking = !c.Sticky && c.Locking.Mode != contextxml.LockNone
	if m.habits.prefix {
		s.keys.Prefix = c.StorageKeyPrefix
	}
	if m.cfg.Dialect == DialectAuto || m.cfg.Dialect == Dialect2x {
		s.lockSeconds = int32(c.LockExpiration) // CFG-39: since 2.2.0
	}
	switch {
	case m.cfg.Storage != nil:
		s.raw = m.cfg.Storage
	case before != nil && before.raw != nil && before.sameStorage(c):
		s.raw = before.raw
	case c.Enabled:
		var err error
		if s.raw, err = Dial(c, m.cfg.Dialect, m.cfg.Client); err != nil {
			return nil, err
		}
	}
	ttl := nodes.TTL
	if m.habits.oldCaches {
		ttl = nodes.TTL16
	}
	var trouble troubles
	var err error
	s.nodes, err = nodes.New(nodes.Config{
		Nodes: c.Nodes, Failover: c.FailoverNodes, TTL: ttl,
		Now: m.cfg.Now, IntN: m.cfg.IntN, Pulse: m.pulse,
		Ping: func(ctx context.Context, node string) error {
			err := s.ping(ctx, node)
			trouble.note(m.log, node, err)
			return err
		},
		Back: func(node string) { m.bury(s, node) }, After: m.cfg.After,
	})
	if err != nil {
		return nil, err
	}
	if s.raw != nil {
		s.storage = &reach{storage: s.raw, nodes: s.nodes, patience: patience(c), now: m.cfg.Now, pulse: m.pulse}
	}
	s.secondary = !m.sticky && s.nodes.HasSecondary()
	return s, nil
}

// sameStorage tells whether the clients of a setup serve another configuration,
// too.
func (s *setup) sameStorage(c *contextxml.Manager) bool {
	if len(s.conf.Nodes.List) != len(c.Nodes.List) || s.conf.Nodes.Kind != c.Nodes.Kind || s.conf.Nodes.URL != c.Nodes.URL ||
		s.conf.OperationTimeout != c.OperationTimeout || s.conf.Protocol != c.Protocol ||
		s.conf.Username != c.Username || s.conf.Password != c.Password {
		return false
	}
	for i, n := range s.conf.Nodes.List {
		if c.Nodes.List[i] != n {
			return false
		}
	}
	return true
}

// ping asks a node whether it answers (NODE-12).
func (s *setup) ping(ctx context.Context, node string) error {
	ctx, cancel := context.WithTimeout(ctx, patience(s.conf))
	defer cancel()
	_, err := s.raw.Get(ctx, node, s.keys.Ping(node))
	if errors.Is(err, storage.ErrMiss) {
		return nil
	}
	return err
}

// retire closes the clients of a setup that was exchanged, once no operation
// can use them any more.
func (m *Manager) retire(old *setup) {
	old.nodes.Close()
	if old.raw == nil || old.raw == m.current.Load().raw || m.cfg.Storage != nil {
		return
	}
	m.looking.Add(1)
	go func() {
		defer m.looking.Done()
		select {
		case <-m.cfg.After(retireAfter * old.conf.OperationTimeout):
		case <-m.closing:
		}
		_ = old.raw.Close()
	}()
}

// retireAfter is how many times operationTimeout the requests that run during a
// reload have for what they do in the old storage.
const retireAfter time.Duration = 10
