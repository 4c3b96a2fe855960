package manager

import (
	"context"
	"time"
)

// steady is a storage client that can tell since when a node is known not to
// have been restarted.
type steady interface {
	Since(ctx context.Context, node string) (opened time.Time, ok bool)
}

// clockDoubt is by how much the clocks of session nodes may differ.
const clockDoubt = 2 * time.Second

// heldSince tells whether the storage node of a session has certainly held, since
// a time in epoch milliseconds, what was stored there: this node has talked to it
// over one connection all along, and never found it down. If a record isn't there
// any more, somebody has deleted it, though its copy may still be there: a Tomcat
// that ends a session leaves the copies on nodes that it takes to be down, which
// it does for up to half a minute after they are back (NODE-10, NST-80).
func (m *Manager) heldSince(ctx context.Context, id string, stored int64) bool {
	client, can := m.current.Load().raw.(steady)
	node, ok := m.nodeOf(id)
	if !can || !ok || m.cfg.AsMSM {
		return false
	}
	age := time.Duration(m.millis()-stored)*time.Millisecond + clockDoubt
	if m.nodes().WasDown(node, age) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, patience(m.conf()))
	defer cancel()
	opened, ok := client.Since(ctx, node)
	return ok && opened.Add(clockDoubt).UnixMilli() < stored
}
