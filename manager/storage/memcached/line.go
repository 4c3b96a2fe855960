package memcached

import (
	"context"
	"net"
	"sync"
	"time"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/manager/storage"
)

// line is a gomemcache client with at the most one connection, used by one
// operation at a time. It brings that operation's deadline to the connection.
type line struct {
	node   *node
	client *memcache.Client

	// getting tells that the operation under way is a get, answered that it has
	// read anything. Only the operation's own goroutine uses them.
	getting, answered bool

	mu          sync.Mutex
	conn        *conn // nil when not connected
	ctx         context.Context
	deadline    time.Time
	turn        int // counts operations, so that a late interrupt meets no other
	interrupted bool
}

func newLine(n *node) *line {
	l := &line{node: n}
	l.client = memcache.NewFromSelector(oneServer{n.address})
	l.client.MaxIdleConns = 1
	l.client.Timeout = n.timeout
	l.client.DialContext = func(_ context.Context, network, address string) (net.Conn, error) {
		return l.dial(network, address)
	}
	return l
}

// begin readies the line for an operation and tells whether it is connected.
func (l *line) begin(ctx context.Context, deadline time.Time, getting bool) (open bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn++
	l.ctx, l.deadline, l.interrupted = ctx, deadline, false
	l.getting, l.answered = getting, false
	if l.conn == nil {
		return false
	}
	l.conn.head = l.conn.head[:0]
	return true
}

// watch interrupts the operation when ctx ends; the function returned ends
// the watch.
func (l *line) watch(ctx context.Context) (unwatch func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	turn := l.turn
	stop := context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.turn != turn {
			return
		}
		l.interrupted = true
		if l.conn != nil {
			l.conn.Conn.SetDeadline(time.Unix(1, 0))
		}
	})
	return func() { stop() }
}

// dial makes a new connection within the operation's time.
func (l *line) dial(network, address string) (net.Conn, error) {
	l.mu.Lock()
	ctx, deadline := l.ctx, l.deadline
	l.mu.Unlock()
	ctx, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	defer context.AfterFunc(l.node.base, cancel)()
	raw, err := l.node.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: raw, line: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.node.base.Err() != nil {
		raw.Close()
		return nil, ErrClosed
	}
	l.conn = c
	return c, nil
}

// setDeadline is what gomemcache's own deadlines become: the operation's.
func (l *line) setDeadline(c *conn) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.interrupted {
		return c.Conn.SetDeadline(time.Unix(1, 0))
	}
	return c.Conn.SetDeadline(l.deadline)
}

// alive tells whether the other side has not closed the connection, if there is
// one.
func (l *line) alive() bool {
	l.mu.Lock()
	c := l.conn
	l.mu.Unlock()
	return c == nil || storage.Alive(c.Conn)
}

func (l *line) open() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn != nil
}

// hangUp closes the connection, if there is one.
func (l *line) hangUp() {
	l.mu.Lock()
	c := l.conn
	l.mu.Unlock()
	if c != nil {
		c.Close()
	}
}

// closed notes that a connection is gone.
func (l *line) closed(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn == c {
		l.conn = nil
	}
}

// oneServer is the address of the line's node, as gomemcache wants it; the
// name in it is looked up when dialling.
type oneServer struct{ address string }

func (s oneServer) PickServer(string) (net.Addr, error)   { return s, nil }
func (s oneServer) Each(visit func(net.Addr) error) error { return visit(s) }
func (s oneServer) Network() string                       { return "tcp" }
func (s oneServer) String() string                        { return s.address }
