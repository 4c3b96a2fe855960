package manager

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
)

// ClientKind is which code speaks to memcached nodes. Nodes and their logs
// can't tell one from the other.
type ClientKind int

// The kinds.
const (
	// ClientBurst is the project's own, which sends what belongs together in
	// one go.
	ClientBurst ClientKind = iota
	// ClientGomemcache is gomemcache, which waits for each answer.
	ClientGomemcache
)

// String is the kind's name in settings.
func (k ClientKind) String() string {
	switch k {
	case ClientBurst:
		return "burst"
	case ClientGomemcache:
		return "gomemcache"
	}
	return fmt.Sprintf("ClientKind(%d)", int(k))
}

// Client says how storage nodes are reached, beyond what the application's
// configuration says.
type Client struct {
	// Kind is ClientBurst if not set. It doesn't count for Redis.
	Kind ClientKind
	// TLS, if set, is spoken with all memcached nodes. For a rediss:// address
	// it replaces the default, which trusts the system's authorities; redis://
	// with it is refused. Without a ServerName in it, a node's certificate must
	// be for the host that memcachedNodes names.
	TLS *tls.Config
}

// dialTLS gives a dialer for clients that can't speak TLS themselves.
func dialTLS(config *tls.Config) func(ctx context.Context, network, address string) (net.Conn, error) {
	if config == nil {
		return nil
	}
	return (&tls.Dialer{Config: config}).DialContext
}
