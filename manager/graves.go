package manager

import (
	"context"
	"errors"
	"sync"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// Bounds of what is remembered for nodes that are down.
const (
	maxGraves = 10000
	graveLife = time.Hour
)

// grave is a record, or a secondary copy, that had to be deleted while its node
// didn't answer. A node that only hung comes back with all that it held: with
// sessions that were invalidated meanwhile, and with old states of those that
// were relocated (NST-73, TRAP-36).
type grave struct {
	id   string
	copy bool
	// notAfter spares what was stored later, in epoch milliseconds by the clock
	// of the node that stored it: another node may have begun a new life there.
	notAfter int64
	at       time.Time
}

// graves are those of each storage node that is down.
type graves struct {
	mu     sync.Mutex
	byNode map[string][]grave
}

func newGraves() *graves { return &graves{byNode: map[string][]grave{}} }

func (g *graves) put(node string, dead ...grave) {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := append(g.byNode[node], dead...)
	g.byNode[node] = all[max(0, len(all)-maxGraves):]
}

func (g *graves) take(node string) []grave {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := g.byNode[node]
	delete(g.byNode, node)
	return all
}

// bury deletes what had to be deleted while a node was down. It is called when
// the node has answered a probe, before any request uses it again.
func (m *Manager) bury(s *setup, node string) {
	all := m.graves.take(node)
	for i, g := range all {
		if m.cfg.Now().Sub(g.at) > graveLife {
			continue
		}
		if err := m.deleteDead(context.Background(), s.raw, node, g); err != nil {
			m.graves.put(node, all[i:]...)
			m.log.Warn().Err(err).Str("node", node).Msg("could not delete what is left there of sessions that are elsewhere, or gone")
			return
		}
	}
}

// deleteDead deletes a record or copy on a node, unless it was stored too late
// to be the one that is meant.
func (m *Manager) deleteDead(ctx context.Context, st storage.Storage, node string, g grave) error {
	ctx, cancel := context.WithTimeout(ctx, patience(m.conf()))
	defer cancel()
	key, validity := m.keys().Record(g.id), m.keys().Validity(g.id)
	if g.copy {
		key, validity = m.keys().Backup(g.id), m.keys().BackupValidity(g.id)
	}
	item, err := st.Get(ctx, node, key)
	if errors.Is(err, storage.ErrMiss) {
		return nil
	}
	if err != nil {
		return err
	}
	value, err := record.Unwrap(item.Flags, item.Value, 0)
	if err != nil || record.IsPing(value) {
		return nil
	}
	if rec, err := record.Decode(value); err != nil || rec.LastBackupTime > g.notAfter {
		return nil
	}
	for _, k := range []string{key, validity} {
		if err := st.Delete(ctx, node, k); err != nil && !errors.Is(err, storage.ErrMiss) {
			return err
		}
	}
	return nil
}

// remains deletes what a session left on a node when it was relocated, or makes
// a note of it if the node doesn't answer.
func (m *Manager) remains(ctx context.Context, id string, notAfter int64) {
	node, ok := m.nodeOf(id)
	if !ok {
		return
	}
	g := grave{id: id, notAfter: notAfter, at: m.cfg.Now()}
	if m.nodes().Up(ctx, node) && m.deleteDead(ctx, m.storage(), node, g) == nil {
		return
	}
	m.graves.put(node, g)
	m.log.Debug().Str("session", sessionid.Hash(id)).Str("node", node).Msg("what the session left there is deleted when the node is back")
}
