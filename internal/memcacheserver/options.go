package memcacheserver

import (
	"crypto/tls"
	"errors"
	"time"
)

// Defaults of Options, as memcached has them.
const (
	DefaultMaxItemSize  = 1 << 20  // bytes of one item, bookkeeping included
	DefaultMaxMemory    = 64 << 20 // bytes of all items, bookkeeping included
	DefaultMaxConns     = 1024
	DefaultWriteTimeout = 30 * time.Second
	DefaultVersion      = "1.6.18-msmgate"
	MaxKeyLength        = 250       // bytes
	MaxLineLength       = 64 << 10  // bytes of a get or gets line
	maxOtherLineLength  = 2048      // bytes of any other line that has no end yet
	maxRelativeExptime  = 2592000   // seconds; 30 days
	maxChunkSize        = 512 << 10 // bytes; longer items are never numbers
)

// Errors that OnError, Listen, Set and the serving methods give, wrapped with
// the place where they happened.
var (
	// ErrNotLoopback: Listen was asked for an address that other machines could reach.
	ErrNotLoopback = errors.New("not a loopback address; the embedded memcached server listens on loopback only (127.0.0.1, ::1 or localhost)")
	// ErrClosed: the server was closed for good.
	ErrClosed = errors.New("the embedded memcached server is closed")
	// ErrBinaryProtocol: a client spoke memcached's binary protocol.
	ErrBinaryProtocol = errors.New("client speaks memcached's binary protocol, which the embedded server doesn't; set memcachedProtocol=\"text\"")
	// ErrLineTooLong: a client sent a command line over the limit.
	ErrLineTooLong = errors.New("command line too long")
	// ErrTooManyConnections: a client was turned away because MaxConns was reached.
	ErrTooManyConnections = errors.New("too many connections")
	// ErrKey: a key is empty, over 250 bytes, or holds a space or line end.
	ErrKey = errors.New("not a memcached key")
	// ErrTooLarge: an item is over MaxItemSize or MaxMemory.
	ErrTooLarge = errors.New("object too large for cache")
)

// Options of a Server. The zero value is memcached's own default.
type Options struct {
	// Now is the clock; time.Now by default. Only whole seconds count.
	Now func() time.Time
	// After times Delay and the pause after a failed accept; time.After by default.
	After func(time.Duration) <-chan time.Time
	// MaxItemSize limits one item in bytes, with key and about 60 bytes of
	// bookkeeping, as memcached's -I does.
	MaxItemSize int
	// MaxMemory limits all items together, in bytes; the least recently used go.
	MaxMemory int
	// MaxConns limits open connections; more are told so and closed.
	MaxConns int
	// WriteTimeout ends a connection whose client does not read its answers.
	WriteTimeout time.Duration
	// Version is what `version` and `stats` say.
	Version string
	// TLS, if set, is spoken on all listeners, as memcached does with -Z.
	TLS *tls.Config
	// Trace, if set, gets each command and answer line, one call at a time and
	// in the order in which the commands took effect. Keys are in them: session
	// ids must not go from here into logs. It must not call Stop or Close.
	Trace func(Event)
	// Name is the storage node's name in the trace, such as n1; it may be empty.
	Name string
	// OnError, if set, hears of connections that ended for a reason of their
	// own making, from several goroutines. Never with keys or values.
	OnError func(error)
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	if o.MaxItemSize <= 0 {
		o.MaxItemSize = DefaultMaxItemSize
	}
	if o.MaxMemory <= 0 {
		o.MaxMemory = DefaultMaxMemory
	}
	if o.MaxConns <= 0 {
		o.MaxConns = DefaultMaxConns
	}
	if o.WriteTimeout <= 0 {
		o.WriteTimeout = DefaultWriteTimeout
	}
	if o.Version == "" {
		o.Version = DefaultVersion
	}
	if o.OnError == nil {
		o.OnError = func(error) {}
	}
	return o
}
