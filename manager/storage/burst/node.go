package burst

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"time"

	"msmgate/manager/storage"
)

// node is one storage node with its connections.
type node struct {
	id, address string
	timeout     time.Duration
	maxIdle     int
	lanes       int
	dial        func(ctx context.Context, network, address string) (net.Conn, error)
	now         func() time.Time
	binary      bool
	user        string // "" for none
	password    string
	tls         *tls.Config // nil for none
	// base ends when the node is closed.
	base context.Context
	end  context.CancelFunc

	mu   sync.Mutex
	idle []*conn // the last used one is last, so that few are kept warm
	all  map[*conn]struct{}
	// busy are the bursts on their way; waiting are those that wait, the first one
	// first.
	busy    int
	waiting []*rider
}

func newNode(id, address string, o Options) *node {
	n := &node{
		id: id, address: address,
		timeout: o.OperationTimeout, maxIdle: o.MaxIdle, lanes: o.Lanes, dial: o.Dial, now: o.Now,
		binary: o.Binary,
		all:    map[*conn]struct{}{},
	}
	if o.Binary && o.Username != "" && o.Password != "" {
		n.user, n.password = o.Username, o.Password
	}
	if o.TLS != nil {
		n.tls = o.TLS.Clone()
		if host, _, err := net.SplitHostPort(address); err == nil && n.tls.ServerName == "" {
			n.tls.ServerName = host
		}
	}
	n.base, n.end = context.WithCancel(context.Background())
	return n
}

func (n *node) name() string {
	if n.id == "" {
		return n.address
	}
	return n.id + " (" + n.address + ")"
}

func (n *node) deadline(ctx context.Context) time.Time {
	deadline := time.Now().Add(n.timeout)
	if earlier, ok := ctx.Deadline(); ok && earlier.Before(deadline) {
		return earlier
	}
	return deadline
}

// take gives an idle connection, or nil if there is none.
func (n *node) take() *conn {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.takeIdle()
}

func (n *node) takeIdle() *conn {
	last := len(n.idle) - 1
	if last < 0 {
		return nil
	}
	c := n.idle[last]
	n.idle[last] = nil
	n.idle = n.idle[:last]
	return c
}

// put takes a connection back whose answers have all been read.
func (n *node) put(c *conn) {
	c.rest()
	n.mu.Lock()
	keep := n.base.Err() == nil && len(n.idle) < n.maxIdle
	if keep {
		n.idle = append(n.idle, c)
	}
	n.mu.Unlock()
	if !keep {
		n.drop(c)
	}
}

// drop ends a connection.
func (n *node) drop(c *conn) {
	n.mu.Lock()
	delete(n.all, c)
	n.mu.Unlock()
	c.net.Close()
}

// dropIdle ends the connections that nobody uses.
func (n *node) dropIdle() {
	n.mu.Lock()
	idle := n.idle
	n.idle = nil
	n.mu.Unlock()
	for _, c := range idle {
		n.drop(c)
	}
}

// connect opens a connection within the time that is left.
func (n *node) connect(ctx context.Context, deadline time.Time) (*conn, error) {
	dialing, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	defer context.AfterFunc(n.base, cancel)()
	raw, err := n.dial(dialing, "tcp", n.address)
	if err != nil {
		return nil, connecting(err)
	}
	c := newConn(n, raw)
	c.begin(ctx, deadline)
	n.mu.Lock()
	closed := n.base.Err() != nil
	if !closed {
		n.all[c] = struct{}{}
	}
	n.mu.Unlock()
	if closed {
		raw.Close()
		return nil, storage.ErrClosed
	}
	if err := c.handshake(); err != nil {
		n.drop(c)
		return nil, err
	}
	return c, nil
}

func (n *node) close() {
	n.end()
	n.mu.Lock()
	all := n.all
	n.all, n.idle = map[*conn]struct{}{}, nil
	n.mu.Unlock()
	for c := range all {
		c.net.Close()
	}
}
