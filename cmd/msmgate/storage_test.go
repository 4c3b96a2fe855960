package main

import (
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"msmgate/manager"
	"msmgate/manager/storage/storagetest"
)

func TestStorageFlags(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	ca, cert, key := authority.Files(authority.Certificate("gate"))
	for _, c := range []struct {
		name string
		args []string
		kind manager.ClientKind
		tls  bool
		want string // in the error; "" for none
	}{
		{"nothing", nil, manager.ClientBurst, false, ""},
		{"gomemcache", []string{"--storage-client=gomemcache"}, manager.ClientGomemcache, false, ""},
		{"no such client", []string{"--storage-client=spy"}, 0, false, "burst and gomemcache"},
		{"TLS", []string{"--memcached-tls"}, manager.ClientBurst, true, ""},
		{"TLS is implied", []string{"--memcached-server-name=sessions.example"}, manager.ClientBurst, true, ""},
		{"authority", []string{"--memcached-ca=" + ca}, manager.ClientBurst, true, ""},
		{"both sides", []string{"--memcached-ca=" + ca, "--memcached-cert=" + cert, "--memcached-key=" + key}, manager.ClientBurst, true, ""},
		{"no key", []string{"--memcached-cert=" + cert}, 0, false, "go together"},
		{"no such file", []string{"--memcached-ca=" + ca + ".gone"}, 0, false, "authorities"},
		{"no certificate", []string{"--memcached-ca=" + key}, 0, false, "no certificate in PEM form"},
		{"no key in it", []string{"--memcached-cert=" + cert, "--memcached-key=" + ca}, 0, false, "certificate for storage nodes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s storageFlags
			flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
			s.addFlags(flags)
			if err := flags.Parse(c.args); err != nil {
				t.Fatal(err)
			}
			got, err := s.load()
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want %q in it", err, c.want)
				}
				return
			}
			if err != nil || got.Kind != c.kind || (got.TLS != nil) != c.tls {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

// TestStorageFlagsInUse shakes hands with what was loaded.
func TestStorageFlagsInUse(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	ca, cert, key := authority.Files(authority.Certificate("gate"))
	s := storageFlags{client: "burst", tlsFlags: tlsFlags{ca: ca, cert: cert, key: key, serverName: "sessions.example"}}
	client, err := s.load()
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := net.Pipe()
	defer ours.Close()
	answer := make(chan error, 1)
	go func() {
		defer theirs.Close()
		answer <- tls.Server(theirs, &tls.Config{
			Certificates: []tls.Certificate{authority.Certificate("sessions.example")},
			ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: authority.Pool, MaxVersion: tls.VersionTLS12,
		}).Handshake()
	}()
	if err := errors.Join(tls.Client(ours, client.TLS).Handshake(), <-answer); err != nil {
		t.Error(err)
	}
}
