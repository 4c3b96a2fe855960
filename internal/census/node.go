package census

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"msmgate/manager/storage/redis"
)

// DefaultRate is how many values are read a second where nothing else is said:
// a memcached answers a hundred times as many.
const DefaultRate = 500

// DefaultTimeout bounds the wait for one answer.
const DefaultTimeout = 10 * time.Second

// Node is a live storage node, to be read only.
type Node struct {
	// Name is what reports call it; Address is host:port.
	Name, Address string
	// TLS, if set, is spoken with a memcached.
	TLS *tls.Config
	// Redis, if set, says that this is a Redis server, and how it is reached.
	// Address, Timeout and Dial count for it as for a memcached.
	Redis *redis.Options
	// Rate bounds the values read a second; 0 or less reads as fast as it can.
	Rate float64
	// Timeout bounds the wait for one answer; 0 means DefaultTimeout.
	Timeout time.Duration
	// Listed, if set, hears how many values will be read; of a Redis server,
	// which tells its keys a few at a time, how many keys there are.
	Listed func(values int)
	// Dial opens connections; nil means net.Dialer's.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now and After are the clock; nil means package time's.
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
}

func (n Node) withDefaults() Node {
	if n.Name == "" {
		n.Name = n.Address
	}
	if n.Timeout <= 0 {
		n.Timeout = DefaultTimeout
	}
	if n.Listed == nil {
		n.Listed = func(int) {}
	}
	if n.Dial == nil {
		n.Dial = new(net.Dialer).DialContext
	}
	if n.Now == nil {
		n.Now = time.Now
	}
	if n.After == nil {
		n.After = time.After
	}
	return n
}

// fail says what was being done on which node. Addresses and reasons only, no key.
func (n Node) fail(doing string, err error) error {
	return fmt.Errorf("%s on storage node %s (%s): %w", doing, n.Name, n.Address, err)
}

// errProtocol says that an answer makes no sense.
var errProtocol = errors.New("the answer is not memcached's text protocol")

// line is a connection whose every read and write has to end in time.
type line struct {
	net.Conn
	r       *bufio.Reader
	timeout time.Duration
	stop    func() bool
}

// maxLine bounds an answer's line: a key of 250 bytes, written as in a URL, and
// numbers.
const maxLine = 4096

// connect opens a connection that ends with the context.
func (n Node) connect(ctx context.Context) (*line, error) {
	dialing, cancel := context.WithTimeout(ctx, n.Timeout)
	defer cancel()
	conn, err := n.Dial(dialing, "tcp", n.Address)
	if err == nil && n.TLS != nil {
		conn, err = n.secure(dialing, conn)
	}
	if err != nil {
		return nil, err
	}
	l := &line{Conn: conn, timeout: n.Timeout}
	l.r = bufio.NewReaderSize(timed{l}, maxLine)
	l.stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
	return l, nil
}

// secure agrees on TLS.
func (n Node) secure(ctx context.Context, raw net.Conn) (net.Conn, error) {
	config := n.TLS
	if config.ServerName == "" {
		config = config.Clone()
		config.ServerName, _, _ = net.SplitHostPort(n.Address)
	}
	secured := tls.Client(raw, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		_ = raw.Close()
		return nil, fmt.Errorf("agreeing on TLS: %w", err)
	}
	return secured, nil
}

func (l *line) close() {
	l.stop()
	_ = l.Conn.Close()
}

// send writes one command.
func (l *line) send(command string) error {
	if err := l.SetWriteDeadline(time.Now().Add(l.timeout)); err != nil {
		return err
	}
	_, err := l.Write([]byte(command + "\r\n"))
	return err
}

// read gives the next line without its end, valid until the next read.
func (l *line) read() ([]byte, error) {
	text, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, errProtocol
	}
	if err != nil {
		return nil, err
	}
	text = text[:len(text)-1]
	if len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	return text, nil
}

// timed gives each read of a line the timeout anew.
type timed struct{ l *line }

func (t timed) Read(p []byte) (int, error) {
	if err := t.l.SetReadDeadline(time.Now().Add(t.l.timeout)); err != nil {
		return 0, err
	}
	return t.l.Conn.Read(p)
}
