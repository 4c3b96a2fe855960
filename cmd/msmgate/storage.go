package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"msmgate/manager"
)

// storageFlags say how storage nodes are reached, beyond what context.xml says.
type storageFlags struct {
	client string
	tlsFlags
}

func (s *storageFlags) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&s.client, "storage-client", manager.ClientBurst.String(),
		"who speaks to memcached: burst (sends what belongs together in one go) or gomemcache")
	s.tlsFlags.addFlags(flags)
}

var storageClients = map[string]manager.ClientKind{
	manager.ClientBurst.String():      manager.ClientBurst,
	manager.ClientGomemcache.String(): manager.ClientGomemcache,
}

// load reads the files that the flags name.
func (s *storageFlags) load() (manager.Client, error) {
	kind, ok := storageClients[s.client]
	if !ok {
		return manager.Client{}, unreadable(fmt.Errorf("--storage-client %s: there are burst and gomemcache", s.client))
	}
	secured, err := s.tlsFlags.load()
	return manager.Client{Kind: kind, TLS: secured}, err
}
