package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"msmgate/manager"
)

// storageFlags say how storage nodes are reached, beyond what context.xml says.
type storageFlags struct {
	client                    string
	tls                       bool
	ca, cert, key, serverName string
}

func (s *storageFlags) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&s.client, "storage-client", manager.ClientBurst.String(),
		"who speaks to memcached: burst (sends what belongs together in one go) or gomemcache")
	flags.BoolVar(&s.tls, "memcached-tls", false, "reach the storage nodes over TLS (the four flags below imply it)")
	flags.StringVar(&s.ca, "memcached-ca", "", "a PEM `FILE` with the authorities that storage nodes' certificates are trusted from (default: the system's)")
	flags.StringVar(&s.cert, "memcached-cert", "", "a PEM `FILE` with the certificate to show to storage nodes")
	flags.StringVar(&s.key, "memcached-key", "", "a PEM `FILE` with that certificate's key")
	flags.StringVar(&s.serverName, "memcached-server-name", "", "the `NAME` in the storage nodes' certificates (default: each node's host)")
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
	c := manager.Client{Kind: kind}
	if !s.tls && s.ca == "" && s.cert == "" && s.key == "" && s.serverName == "" {
		return c, nil
	}
	c.TLS = &tls.Config{MinVersion: tls.VersionTLS12, ServerName: s.serverName}
	if (s.cert == "") != (s.key == "") {
		return c, unreadable(errors.New("--memcached-cert and --memcached-key go together"))
	}
	if s.cert != "" {
		pair, err := tls.LoadX509KeyPair(s.cert, s.key)
		if err != nil {
			return c, unreadable(fmt.Errorf("reading the certificate for storage nodes: %w", err))
		}
		c.TLS.Certificates = []tls.Certificate{pair}
	}
	if s.ca != "" {
		text, err := os.ReadFile(s.ca)
		if err != nil {
			return c, unreadable(fmt.Errorf("reading the storage nodes' authorities: %w", err))
		}
		c.TLS.RootCAs = x509.NewCertPool()
		if !c.TLS.RootCAs.AppendCertsFromPEM(text) {
			return c, unreadable(fmt.Errorf("reading the storage nodes' authorities: %s holds no certificate in PEM form", s.ca))
		}
	}
	return c, nil
}
