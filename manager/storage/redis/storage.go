package redis

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"sync/atomic"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"msmgate/manager/storage"
)

// Defaults of Options.
const (
	// DefaultTimeout is MSM's operationTimeout (CFG-38).
	DefaultTimeout = time.Second
	// DefaultMaxConns is above the parallel requests of a busy node.
	DefaultMaxConns = 256
)

const bufferSize = 16 << 10 // bytes, of each connection, each way

// Options is what a Storage is made from. Only Address is required.
type Options struct {
	// Node is the id that operations name; a Redis server has "" (NODE-61).
	Node string
	// Address is host:port. A name is looked up again for each new connection.
	Address string
	// TLS, if set, is spoken from the start (rediss).
	TLS *tls.Config
	// User and Password log in if Password isn't empty. A user that the server
	// doesn't know is left out in a second try: older MSM releases ignore it.
	User, Password string
	Database       int
	// Browsing is for those who look around (Scan): the server is asked to leave
	// the order alone in which it drops keys.
	Browsing bool
	// OperationTimeout bounds each operation or batch as a whole.
	OperationTimeout time.Duration
	// MaxConns bounds open connections; operations wait for a free one.
	MaxConns int
	// Dial connects; nil means a net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Now tells how far away a date is; nil means time.Now.
	Now func() time.Time
}

// Storage reaches one Redis server. It is safe for concurrent use.
type Storage struct {
	options Options
	client  *goredis.Client
	base    context.Context // ends when the Storage is closed
	end     context.CancelFunc
	use     atomic.Bool // a browsing connection couldn't be told to leave no trace
}

var _ storage.Batcher = (*Storage)(nil)

// New makes a Storage. Nothing is connected before it is needed (NODE-47).
func New(o Options) *Storage {
	if o.OperationTimeout <= 0 {
		o.OperationTimeout = DefaultTimeout
	}
	if o.MaxConns <= 0 {
		o.MaxConns = DefaultMaxConns
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	silence()
	s := &Storage{options: o}
	s.base, s.end = context.WithCancel(context.Background())
	s.client = goredis.NewClient(&goredis.Options{
		Addr: o.Address, Dialer: s.dial, OnConnect: s.login,
		Protocol: 2, DisableIdentity: true, // nothing is sent that MSM's client wouldn't
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		MaxRetries:               -1, // an add must not be sent twice; see again
		DialerRetries:            1,
		DialTimeout:              o.OperationTimeout, ReadTimeout: o.OperationTimeout, WriteTimeout: o.OperationTimeout,
		PoolTimeout: o.OperationTimeout, ContextTimeoutEnabled: true,
		PoolSize: o.MaxConns, PipelinePoolSize: o.MaxConns,
		ReadBufferSize: bufferSize, WriteBufferSize: bufferSize,
		PipelineReadBufferSize: bufferSize, PipelineWriteBufferSize: bufferSize,
	})
	return s
}

// silence keeps go-redis from writing to standard error what operations give as
// errors. It has one logger for the whole program.
var silence = sync.OnceFunc(func() { goredis.SetLogger(quiet{}) })

type quiet struct{}

func (quiet) Printf(context.Context, string, ...any) {}

// Get gives a key's value, or storage.ErrMiss. Flags are always 0.
func (s *Storage) Get(ctx context.Context, node, key string) (storage.Item, error) {
	r := s.Do(ctx, storage.Op{Verb: storage.Get, Node: node, Key: key})[0]
	return r.Item, r.Err
}

// Set stores a value, whatever the key holds. Flags are not kept.
func (s *Storage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.Do(ctx, storage.Op{Verb: storage.Set, Node: node, Key: key, Item: item, Exptime: exptime})[0].Err
}

// Add stores a value if the key is free, else gives storage.ErrNotStored. It is
// sent once only: after any other error the value may be there or not.
func (s *Storage) Add(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.Do(ctx, storage.Op{Verb: storage.Add, Node: node, Key: key, Item: item, Exptime: exptime})[0].Err
}

// Delete removes a key; storage.ErrMiss says that there was none.
func (s *Storage) Delete(ctx context.Context, node, key string) error {
	return s.Do(ctx, storage.Op{Verb: storage.Delete, Node: node, Key: key})[0].Err
}

// Close ends all connections. Operations under way and later ones fail with
// storage.ErrClosed.
func (s *Storage) Close() error {
	s.end()
	_ = s.client.Close() // a second close is an error there, and none here
	return nil
}
