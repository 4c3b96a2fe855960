package memcached

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// Defaults of Options.
const (
	// DefaultTimeout is MSM's operationTimeout (CFG-38).
	DefaultTimeout = time.Second
	// DefaultMaxIdle is above the parallel requests of a busy node, so that
	// connections are not opened and closed all the time.
	DefaultMaxIdle = 256
	// MaxValue is the largest value in bytes, as in MSM's client (WIRE-22).
	MaxValue = storage.MaxValue
)

// Options is what a Storage is made from. Only Addresses is required.
type Options struct {
	// Addresses gives each node id its host:port; the id is "" for a single
	// node without id. Names are looked up again for each new connection.
	Addresses map[string]string
	// OperationTimeout bounds each operation as a whole.
	OperationTimeout time.Duration
	// MaxIdle is how many unused connections are kept for each node.
	MaxIdle int
	// Dial connects; nil means a net.Dialer, which tries all addresses of a name.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Addresses gives the addresses of a parsed memcachedNodes. Of two with the
// same id the later one counts (CFG-60).
func Addresses(nodes contextxml.Nodes) map[string]string {
	addresses := make(map[string]string, len(nodes.List))
	for _, n := range nodes.List {
		addresses[n.ID] = net.JoinHostPort(n.Host, strconv.Itoa(n.Port))
	}
	return addresses
}

// Storage reaches memcached nodes. It is safe for concurrent use.
type Storage struct {
	nodes map[string]*node
	once  *Storage // nil for that itself
}

var _ storage.Careful = (*Storage)(nil)

// New makes a Storage. Nothing is connected before it is needed, so a node
// that is down at the start doesn't hinder it (NODE-47).
func New(o Options) *Storage {
	if o.OperationTimeout <= 0 {
		o.OperationTimeout = DefaultTimeout
	}
	if o.MaxIdle <= 0 {
		o.MaxIdle = DefaultMaxIdle
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	s := &Storage{nodes: make(map[string]*node, len(o.Addresses))}
	for id, address := range o.Addresses {
		s.nodes[id] = newNode(id, address, o)
	}
	s.once = &Storage{nodes: s.nodes}
	return s
}

// Once gives a Storage over the same connections that sends nothing twice.
func (s *Storage) Once() storage.Storage {
	if s.once == nil {
		return s
	}
	return s.once
}

// Get gives a key's value and flags, or storage.ErrMiss.
func (s *Storage) Get(ctx context.Context, node, key string) (storage.Item, error) {
	var found storage.Item
	err := s.do(ctx, node, operation{verb: "get", key: key}, func(c *memcache.Client) error {
		item, err := c.Get(key)
		if err != nil {
			return err
		}
		if item.Key != key {
			return errForeignAnswer
		}
		found = storage.Item{Flags: item.Flags, Value: item.Value}
		return nil
	})
	return found, err
}

// Set stores a value, whatever the key holds.
func (s *Storage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.store(ctx, node, "set", key, item, exptime, (*memcache.Client).Set)
}

// Add stores a value if the key is free, else gives storage.ErrNotStored. If
// the connection breaks before the answer and the second try finds the key
// taken, the first one may have taken it.
func (s *Storage) Add(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	return s.store(ctx, node, "add", key, item, exptime, (*memcache.Client).Add)
}

func (s *Storage) store(ctx context.Context, node, verb, key string, item storage.Item, exptime int32,
	send func(*memcache.Client, *memcache.Item) error,
) error {
	op := operation{verb: verb, key: key, size: len(item.Value)}
	return s.do(ctx, node, op, func(c *memcache.Client) error {
		return send(c, &memcache.Item{Key: key, Value: item.Value, Flags: item.Flags, Expiration: exptime})
	})
}

// Delete removes a key; storage.ErrMiss says that there was none.
func (s *Storage) Delete(ctx context.Context, node, key string) error {
	return s.do(ctx, node, operation{verb: "delete", key: key}, func(c *memcache.Client) error {
		return c.Delete(key)
	})
}

// Close ends all connections, those in use, too. Operations under way and
// later ones fail with ErrClosed.
func (s *Storage) Close() error {
	for _, n := range s.nodes {
		n.close()
	}
	return nil
}

func (s *Storage) do(ctx context.Context, node string, op operation, send func(*memcache.Client) error) error {
	n := s.nodes[node]
	if n == nil {
		return fmt.Errorf("%s on storage node %.32q: %w", op.verb, node, ErrUnknownNode)
	}
	op.once = s.once == nil
	return n.do(ctx, op, send)
}
