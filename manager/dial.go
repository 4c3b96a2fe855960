package manager

import (
	"msmgate/contextxml"
	"msmgate/manager/storage"
	"msmgate/manager/storage/memcached"
)

// dial makes the clients of memcachedNodes. Nothing is connected yet: a node
// that is down doesn't hinder the start (NODE-47).
func dial(c *contextxml.Manager) storage.Storage {
	return memcached.New(memcached.Options{
		Addresses:        memcached.Addresses(c.Nodes),
		OperationTimeout: c.OperationTimeout,
	})
}
