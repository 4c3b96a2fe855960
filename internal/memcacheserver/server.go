package memcacheserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// Server is one embedded memcached. Make it with New; all methods may be
// called from several goroutines.
type Server struct {
	options Options
	store   *store
	counts  *counters
	faults  faults
	trace   tracer
	started time.Time

	life sync.Mutex // one Listen, Stop or Close at a time
	wg   sync.WaitGroup

	mu        sync.Mutex
	listeners []net.Listener
	conns     map[*conn]struct{}
	lastConn  uint64
	stopping  bool
	closed    bool
	stop      chan struct{} // closed while stopping, renewed by Listen
	ended     chan struct{} // closed by Close
}

// New makes a server that holds no items and listens nowhere yet.
func New(o Options) *Server {
	o = o.withDefaults()
	s := &Server{
		options: o, counts: new(counters), started: o.Now(),
		conns: map[*conn]struct{}{}, stop: make(chan struct{}), ended: make(chan struct{}),
	}
	s.store = newStore(o, s.counts)
	s.faults.change = make(chan struct{})
	s.faults.after = o.After
	s.trace.server, s.trace.hook = o.Name, o.Trace
	return s
}

// Listen binds address, such as `127.0.0.1:0` or `localhost:11211` (which is
// 127.0.0.1 and, where the machine has it, ::1), and serves it from now on. It
// gives ErrNotLoopback for any address that is not loopback, ErrClosed after
// Close. It may be called for several addresses, and again after Stop.
func (s *Server) Listen(address string) error {
	s.life.Lock()
	defer s.life.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("listen on %s: %w", address, ErrClosed)
	}
	listeners, err := bind(address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", address, err)
	}
	for _, l := range listeners {
		if s.options.TLS != nil {
			l = tls.NewListener(l, s.options.TLS)
		}
		s.listeners = append(s.listeners, l)
		s.wg.Add(1)
		go s.accept(l, s.stop)
	}
	return nil
}

// Addr gives the first address that the server listens on, as host:port, or "".
func (s *Server) Addr() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.listeners) == 0 {
		return ""
	}
	return s.listeners[0].Addr().String()
}

// Serve waits until ctx ends or Close is called, closes the server and gives
// nil; the server itself works from Listen on.
func (s *Server) Serve(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-s.ended:
	}
	return s.Close()
}

// Stop ends listening and all connections, as the death of a memcached process
// does, and waits until their goroutines are gone. Items stay: FlushAll makes
// it the restart of a real process. Listen brings the server back.
func (s *Server) Stop() {
	s.life.Lock()
	defer s.life.Unlock()
	s.halt()
}

// Close is Stop for good. It always gives nil, and may be called again.
func (s *Server) Close() error {
	s.life.Lock()
	defer s.life.Unlock()
	s.mu.Lock()
	first := !s.closed
	s.closed = true
	s.mu.Unlock()
	s.halt()
	if first {
		close(s.ended)
	}
	return nil
}

// halt ends what runs and waits for it.
func (s *Server) halt() {
	s.mu.Lock()
	s.stopping = true
	close(s.stop)
	listeners := s.listeners
	s.listeners = nil
	for c := range s.conns {
		c.kill(false)
	}
	s.mu.Unlock()
	for _, l := range listeners {
		l.Close()
	}
	s.wg.Wait()
	s.mu.Lock()
	s.stopping = false
	s.stop = make(chan struct{})
	s.mu.Unlock()
}

// acceptPause is how long accepting rests after an error such as too many open files.
const acceptPause = 50 * time.Millisecond

func (s *Server) accept(l net.Listener, stop <-chan struct{}) {
	defer s.wg.Done()
	for {
		nc, err := l.Accept()
		if err == nil {
			s.start(nc)
			continue
		}
		if errors.Is(err, net.ErrClosed) {
			return
		}
		s.options.OnError(fmt.Errorf("accept a connection on %s: %w", l.Addr(), err))
		select {
		case <-s.options.After(acceptPause):
		case <-stop:
			return
		}
	}
}

func (s *Server) start(nc net.Conn) {
	c, err := s.register(nc)
	if err != nil {
		s.refuse(nc, err)
		return
	}
	go s.serve(c)
}

// ServeConn serves one connection that the caller opened, such as one end of
// a net.Pipe, until it ends, and closes it.
func (s *Server) ServeConn(nc net.Conn) {
	c, err := s.register(nc)
	if err != nil {
		s.refuse(nc, err)
		return
	}
	s.serve(c)
}

// register enters a connection into the books, or says why not.
func (s *Server) register(nc net.Conn) (*conn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.stopping {
		return nil, ErrClosed
	}
	s.counts.totalConns.Add(1)
	if len(s.conns) >= s.options.MaxConns {
		s.counts.rejectedConns.Add(1)
		return nil, ErrTooManyConnections
	}
	s.lastConn++
	c := newConn(s, s.lastConn, nc)
	s.conns[c] = struct{}{}
	s.wg.Add(1)
	return c, nil
}

// refuse tells a client that there is no room, and closes its connection.
func (s *Server) refuse(nc net.Conn, reason error) {
	defer nc.Close()
	if !errors.Is(reason, ErrTooManyConnections) {
		return
	}
	nc.SetWriteDeadline(time.Now().Add(time.Second))
	nc.Write([]byte("ERROR Too many open connections\r\n"))
	s.options.OnError(fmt.Errorf("memcached client turned away: %w (limit %d)", reason, s.options.MaxConns))
}

func (s *Server) serve(c *conn) {
	defer s.wg.Done()
	err := c.serve()
	c.kill(false)
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	if err != nil {
		s.options.OnError(fmt.Errorf("memcached connection %d closed: %w", c.id, err))
	}
}

func (s *Server) openConns() []*conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	conns := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		conns = append(conns, c)
	}
	return conns
}

func (s *Server) connCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}
