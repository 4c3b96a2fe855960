package manager

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/storagetest"
)

// TestDial makes the client that a configuration asks for and lets it reach its node.
func TestDial(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	secured := &tls.Config{Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")}}
	trusting := &tls.Config{RootCAs: authority.Pool}
	for _, c := range []struct {
		name    string
		server  *tls.Config
		client  Client
		batches bool
	}{
		{"burst", nil, Client{}, true},
		{"gomemcache", nil, Client{Kind: ClientGomemcache}, false},
		{"burst over TLS", secured, Client{TLS: trusting}, true},
		{"gomemcache over TLS", secured, Client{Kind: ClientGomemcache, TLS: trusting}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := memcacheserver.New(memcacheserver.Options{TLS: c.server})
			if err := server.Listen(freeport.Address()); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { server.Close() })
			host, port, _ := net.SplitHostPort(server.Addr())
			number, _ := strconv.Atoi(port)
			s, err := Dial(&contextxml.Manager{
				Nodes:            contextxml.Nodes{List: []contextxml.Node{{ID: "n1", Host: host, Port: number}}},
				OperationTimeout: 30 * time.Second, Protocol: "text",
			}, DialectAuto, c.client)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Get(context.Background(), "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
				t.Errorf("got %v", err)
			}
			if _, ok := s.(storage.Batcher); ok != c.batches {
				t.Errorf("sends batches: %v, want %v", ok, c.batches)
			}
		})
	}
}

func TestDialRefuses(t *testing.T) {
	redis := func(url string) contextxml.Manager {
		return contextxml.Manager{Nodes: contextxml.Nodes{Kind: contextxml.NodesRedis, URL: url}}
	}
	for _, c := range []struct {
		name    string
		manager contextxml.Manager
		dialect Dialect
		client  Client
		want    string // in the error; "" for none
	}{
		{"CFG-61 redis", redis("redis://h"), DialectAuto, Client{}, ""},
		{"CFG-61 redis, 2.x", redis("rediss://:secret@h/1"), Dialect2x, Client{}, ""},
		{"CFG-61 redis, 1.6", redis("redis://h"), Dialect16, Client{}, "2.0.0"},
		{"CFG-61 redis, 1.8", redis("redis://h"), Dialect18, Client{}, "2.0.0"},
		{"CFG-61 no port", redis("redis://:secret@h:x"), DialectAuto, Client{}, "Redis address"},
		{"CFG-61 TLS elsewhere", redis("redis://h"), DialectAuto, Client{TLS: &tls.Config{}}, "rediss://"},
		{"CFG-45 binary", contextxml.Manager{Protocol: "binary"}, DialectAuto, Client{}, ""},
		{"CFG-45 gomemcache has no binary", contextxml.Manager{Protocol: "binary"}, DialectAuto, Client{Kind: ClientGomemcache}, "CFG-45"},
		{"no such client", contextxml.Manager{}, DialectAuto, Client{Kind: 7}, "ClientKind(7)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Dial(&c.manager, c.dialect, c.client)
			if err == nil {
				s.Close()
			}
			if c.want == "" && err != nil {
				t.Errorf("refused: %v", err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret")) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
