package burst

import (
	"context"
	"crypto/tls"
	"net"
	"time"
)

// Defaults of Options.
const (
	// DefaultTimeout is MSM's operationTimeout (CFG-38).
	DefaultTimeout = time.Second
	// DefaultLanes lets one burst be sent while another is answered.
	DefaultLanes = 2
	// DefaultMaxIdle is above the parallel requests of a busy node, so that
	// connections are not opened and closed all the time.
	DefaultMaxIdle = 256
)

// Options is what a Storage is made from. Only Addresses is required.
type Options struct {
	// Addresses gives each node id its host:port; the id is "" for a single
	// node without id. Names are looked up again for each new connection.
	Addresses map[string]string
	// OperationTimeout bounds each burst as a whole.
	OperationTimeout time.Duration
	// Lanes is how many bursts may be on their way to a node before others wait
	// for one of them to end, to travel on together.
	Lanes int
	// MaxIdle is how many unused connections are kept for each node.
	MaxIdle int
	// Binary speaks memcached's binary protocol instead of the text protocol
	// (CFG-45, WIRE-76).
	Binary bool
	// Username and Password log in by SASL's PLAIN, with the binary protocol
	// only and if neither is empty (CFG-46).
	Username, Password string
	// TLS, if set, is spoken from the start. Without a ServerName in it, the
	// node's certificate must be for its host in Addresses.
	TLS *tls.Config
	// Dial connects; nil means a net.Dialer, which tries all addresses of a name.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now is the clock by which Since tells the age of connections; nil means
	// time.Now.
	Now func() time.Time
}

func (o Options) withDefaults() Options {
	if o.OperationTimeout <= 0 {
		o.OperationTimeout = DefaultTimeout
	}
	if o.Lanes <= 0 {
		o.Lanes = DefaultLanes
	}
	if o.MaxIdle <= 0 {
		o.MaxIdle = DefaultMaxIdle
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	return o
}
