package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"
)

// tlsFlags say how storage nodes are reached over TLS.
type tlsFlags struct {
	tls                       bool
	ca, cert, key, serverName string
}

func (s *tlsFlags) addFlags(flags *pflag.FlagSet) {
	flags.BoolVar(&s.tls, "memcached-tls", false, "reach the storage nodes over TLS (the four flags below imply it)")
	flags.StringVar(&s.ca, "memcached-ca", "", "a PEM `FILE` with the authorities that storage nodes' certificates are trusted from (default: the system's)")
	flags.StringVar(&s.cert, "memcached-cert", "", "a PEM `FILE` with the certificate to show to storage nodes")
	flags.StringVar(&s.key, "memcached-key", "", "a PEM `FILE` with that certificate's key")
	flags.StringVar(&s.serverName, "memcached-server-name", "", "the `NAME` in the storage nodes' certificates (default: each node's host)")
}

// load reads the files that the flags name; nil without TLS. Errors carry the
// exit code.
func (s *tlsFlags) load() (*tls.Config, error) {
	if !s.tls && s.ca == "" && s.cert == "" && s.key == "" && s.serverName == "" {
		return nil, nil
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: s.serverName}
	if (s.cert == "") != (s.key == "") {
		return nil, unreadable(errors.New("--memcached-cert and --memcached-key go together"))
	}
	if s.cert != "" {
		pair, err := tls.LoadX509KeyPair(s.cert, s.key)
		if err != nil {
			return nil, unreadable(fmt.Errorf("reading the certificate for storage nodes: %w", err))
		}
		c.Certificates = []tls.Certificate{pair}
	}
	if s.ca != "" {
		text, err := os.ReadFile(s.ca)
		if err != nil {
			return nil, unreadable(fmt.Errorf("reading the storage nodes' authorities: %w", err))
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, unreadable(fmt.Errorf("reading the storage nodes' authorities: %s holds no certificate in PEM form", s.ca))
		}
	}
	return c, nil
}
