package checker

import (
	"io"
	"net"
	"sync"
	"time"
)

// Proxy passes connections on to a storage node, and can reset or slow them. It listens on loopback.
type Proxy struct {
	listener net.Listener
	target   string

	mu     sync.Mutex
	delay  time.Duration
	conns  map[*net.TCPConn]bool
	closed bool
}

// NewProxy starts a proxy for an address.
func NewProxy(target string) (*Proxy, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{listener: listener, target: target, conns: map[*net.TCPConn]bool{}}
	go p.serve()
	return p, nil
}

// Addr is where the proxy listens.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Close ends the proxy and its connections.
func (p *Proxy) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.listener.Close()
	p.Cut()
}

// Cut resets every connection; new ones are taken.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.SetLinger(0)
		c.Close()
		delete(p.conns, c)
	}
}

// Slow lets everything that clients send wait; 0 ends that.
func (p *Proxy) Slow(delay time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = delay
}

func (p *Proxy) serve() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.pass(c.(*net.TCPConn))
	}
}

func (p *Proxy) pass(client *net.TCPConn) {
	upstream, err := net.DialTimeout("tcp4", p.target, 5*time.Second)
	if err != nil {
		client.Close()
		return
	}
	server := upstream.(*net.TCPConn)
	if !p.keep(client, server) {
		return
	}
	go func() {
		_, _ = io.Copy(client, server)
		p.drop(client, server)
	}()
	p.forward(server, client)
	p.drop(client, server)
}

// forward copies what a client sends, after the delay of the moment.
func (p *Proxy) forward(server, client *net.TCPConn) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		p.mu.Lock()
		delay := p.delay
		p.mu.Unlock()
		if delay > 0 {
			<-time.After(delay)
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func (p *Proxy) keep(conns ...*net.TCPConn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		if p.closed {
			c.Close()
		} else {
			p.conns[c] = true
		}
	}
	return !p.closed
}

func (p *Proxy) drop(conns ...*net.TCPConn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		c.Close()
		delete(p.conns, c)
	}
}
