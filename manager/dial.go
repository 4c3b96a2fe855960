package manager

import (
	"errors"
	"fmt"
	"strings"

	"msmgate/contextxml"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/storage/redis"
)

// Dial makes the client of memcachedNodes, as New does. Nothing is connected yet: a node
// that is down doesn't hinder the start (NODE-47). It refuses what no client
// can reach.
func Dial(c *contextxml.Manager, dialect Dialect, client Client) (storage.Storage, error) {
	if c.Nodes.Kind == contextxml.NodesRedis {
		return dialRedis(c, dialect, client)
	}
	addresses := memcached.Addresses(c.Nodes)
	binary := c.Protocol == "binary" // CFG-45
	switch client.Kind {
	case ClientBurst:
		return burst.New(burst.Options{
			Addresses: addresses, OperationTimeout: c.OperationTimeout,
			Binary: binary, Username: given(c.Username), Password: given(c.Password),
			TLS: client.TLS,
		}), nil
	case ClientGomemcache:
		if binary {
			return nil, errors.New(`memcachedProtocol="binary" is not spoken by the storage client gomemcache; use the client burst (CFG-45)`)
		}
		return memcached.New(memcached.Options{
			Addresses: addresses, OperationTimeout: c.OperationTimeout, Dial: dialTLS(client.TLS),
		}), nil
	}
	return nil, fmt.Errorf("there is no storage client %v", client.Kind)
}

// dialRedis makes the client of a redis:// or rediss:// URL (CFG-61, NODE-61).
func dialRedis(c *contextxml.Manager, dialect Dialect, client Client) (storage.Storage, error) {
	if dialect == Dialect16 || dialect == Dialect18 {
		return nil, errors.New("memcachedNodes names a Redis server, which MSM knows since 2.0.0 (CFG-61): " +
			"no node with an older dialect can be in that cluster; use the dialect auto or 2.x")
	}
	o, err := redis.Configured(c, client.TLS)
	if err != nil {
		return nil, err
	}
	return redis.New(o), nil
}

// given is a user name or a password as MSM takes it: a blank one is none
// (CFG-46).
func given(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}
