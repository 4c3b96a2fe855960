package manager

import (
	"errors"
	"fmt"

	"msmgate/contextxml"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/memcached"
	"msmgate/manager/storage/redis"
)

// dial makes the client of memcachedNodes. Nothing is connected yet: a node
// that is down doesn't hinder the start (NODE-47). It refuses what no client
// can reach.
func dial(c *contextxml.Manager, dialect Dialect, client Client) (storage.Storage, error) {
	if c.Nodes.Kind == contextxml.NodesRedis {
		return dialRedis(c, dialect, client)
	}
	addresses := memcached.Addresses(c.Nodes)
	switch client.Kind {
	case ClientBurst:
		return burst.New(burst.Options{Addresses: addresses, OperationTimeout: c.OperationTimeout}), nil
	case ClientGomemcache:
		return memcached.New(memcached.Options{Addresses: addresses, OperationTimeout: c.OperationTimeout}), nil
	}
	return nil, fmt.Errorf("there is no storage client %v", client.Kind)
}

// dialRedis makes the client of a redis:// or rediss:// URL (CFG-61, NODE-61).
func dialRedis(c *contextxml.Manager, dialect Dialect, client Client) (storage.Storage, error) {
	if dialect == Dialect16 || dialect == Dialect18 {
		return nil, errors.New("memcachedNodes names a Redis server, which MSM knows since 2.0.0 (CFG-61): " +
			"no node with an older dialect can be in that cluster; use the dialect auto or 2.x")
	}
	address, err := contextxml.ParseRedis(c.Nodes.URL)
	if err != nil {
		return nil, err
	}
	o := redis.Options{
		Address: address.Address(), User: address.User, Password: address.Password, Database: address.Database,
		OperationTimeout: c.OperationTimeout,
	}
	return redis.New(o), nil
}
