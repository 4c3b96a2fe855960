package memcached

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/manager/storage"
)

// operation is what is asked of a node.
type operation struct {
	verb, key string
	size      int  // of the value to store
	once      bool // it must not be sent twice
}

func (o operation) check() error {
	if o.size > MaxValue {
		return ErrTooLarge
	}
	return storage.CheckKey(o.key)
}

// node is one storage node with its pool of lines.
type node struct {
	id, address string
	timeout     time.Duration
	maxIdle     int
	dial        func(ctx context.Context, network, address string) (net.Conn, error)
	// base ends when the node is closed.
	base     context.Context
	endLines context.CancelFunc

	mu   sync.Mutex
	idle []*line // the last used one is last, so that few are kept warm
	busy map[*line]struct{}
}

func newNode(id, address string, o Options) *node {
	n := &node{
		id: id, address: address,
		timeout: o.OperationTimeout, maxIdle: o.MaxIdle, dial: o.Dial,
		busy: map[*line]struct{}{},
	}
	n.base, n.endLines = context.WithCancel(context.Background())
	return n
}

func (n *node) name() string {
	if n.id == "" {
		return n.address
	}
	return n.id + " (" + n.address + ")"
}

// do runs an operation on a line of its own. If the line was open before and
// turns out to be closed by the other side before anything was answered, the
// operation is sent once more over a new connection, unless it is to be sent
// once only: then an open line is looked at before.
func (n *node) do(ctx context.Context, op operation, send func(*memcache.Client) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s on storage node %s: %w", op.verb, n.name(), err)
	}
	if err := op.check(); err != nil {
		return n.explain(ctx, op, err)
	}
	l, err := n.take()
	for err == nil && op.once && !l.alive() {
		l.hangUp()
		n.put(l)
		n.dropIdle()
		l, err = n.take()
	}
	if err != nil {
		return n.explain(ctx, op, err)
	}
	wasOpen := l.begin(ctx, n.deadline(ctx), op.verb == "get")
	unwatch := l.watch(ctx)
	err = send(l.client)
	if err != nil && wasOpen && !op.once && broken(err) && !l.answered && ctx.Err() == nil {
		n.dropIdle() // they were most likely closed with this one
		err = send(l.client)
	}
	unwatch()
	if err == errForeignAnswer {
		l.hangUp()
	}
	n.put(l)
	return n.explain(ctx, op, err)
}

func (n *node) deadline(ctx context.Context) time.Time {
	deadline := time.Now().Add(n.timeout)
	if earlier, ok := ctx.Deadline(); ok && earlier.Before(deadline) {
		return earlier
	}
	return deadline
}

func (n *node) take() (*line, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.base.Err() != nil {
		return nil, ErrClosed
	}
	var l *line
	if last := len(n.idle) - 1; last >= 0 {
		l, n.idle[last] = n.idle[last], nil
		n.idle = n.idle[:last]
	} else {
		l = newLine(n)
	}
	n.busy[l] = struct{}{}
	return l, nil
}

func (n *node) put(l *line) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.busy, l)
	if !l.open() {
		return
	}
	if n.base.Err() != nil || len(n.idle) >= n.maxIdle {
		l.hangUp()
		return
	}
	n.idle = append(n.idle, l)
}

func (n *node) dropIdle() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, l := range n.idle {
		l.hangUp()
		n.idle[i] = nil
	}
	n.idle = n.idle[:0]
}

func (n *node) close() {
	n.endLines()
	n.dropIdle()
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.busy {
		l.hangUp()
	}
}
