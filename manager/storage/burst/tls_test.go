package burst_test

import (
	"crypto/tls"
	"errors"
	"strings"
	"testing"
	"time"

	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/storagetest"
)

func TestTLSConformance(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	server := start(t, memcacheserver.Options{TLS: &tls.Config{
		Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")},
	}})
	storagetest.Run(t, storagetest.Config{
		Open: func(_ testing.TB, timeout time.Duration) storage.Storage {
			return burst.New(burst.Options{
				Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: timeout,
				TLS: &tls.Config{RootCAs: authority.Pool},
			})
		},
		Node: "n1", ItemLimit: 1 << 20,
	})
}

// TestTLSFaults cuts, stops and pauses a node that speaks TLS.
func TestTLSFaults(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	server := start(t, memcacheserver.Options{TLS: &tls.Config{
		Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")},
	}})
	address, ctx := server.Addr(), t.Context()
	open := func(timeout time.Duration) *burst.Storage {
		s := burst.New(burst.Options{
			Addresses: map[string]string{"n1": address}, OperationTimeout: timeout,
			TLS: &tls.Config{RootCAs: authority.Pool},
		})
		t.Cleanup(func() { s.Close() })
		return s
	}
	s := open(patient)
	get := func(what string) {
		t.Helper()
		if _, err := s.Get(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrMiss) {
			t.Errorf("%s: %v", what, err)
		}
	}
	get("the first")
	server.CutConnections()
	get("over a connection that was cut")
	server.Stop()
	if err := server.Listen(address); err != nil {
		t.Fatal(err)
	}
	get("over a connection that was closed in order")
	server.Stop()
	if err := server.Listen(address); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(ctx, "n1", "lock:A-n1", storage.Item{}, 5); err != nil {
		t.Errorf("an add over a connection that was closed in order: %v", err)
	}
	server.Pause()
	hasty := open(200 * time.Millisecond)
	if _, err := hasty.Get(ctx, "n1", "A-n1"); !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("a hanging node: %v, want ErrTimeout", err)
	}
	server.Resume()
}

func TestTLSCertificates(t *testing.T) {
	authority, other := storagetest.NewAuthority(t), storagetest.NewAuthority(t)
	for _, c := range []struct {
		name   string
		server *tls.Config
		client *tls.Config
		want   string
	}{
		{
			"the host's", &tls.Config{Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")}},
			&tls.Config{RootCAs: authority.Pool}, "",
		},
		{
			"another host's", &tls.Config{Certificates: []tls.Certificate{authority.Certificate("sessions.example")}},
			&tls.Config{RootCAs: authority.Pool}, "agreeing on TLS",
		},
		{
			"another host's, and we know", &tls.Config{Certificates: []tls.Certificate{authority.Certificate("sessions.example")}},
			&tls.Config{RootCAs: authority.Pool, ServerName: "sessions.example"}, "",
		},
		{
			"nobody's we trust", &tls.Config{Certificates: []tls.Certificate{other.Certificate("127.0.0.1")}},
			&tls.Config{RootCAs: authority.Pool}, "agreeing on TLS",
		},
		{
			"the client's is wanted too", &tls.Config{
				Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")},
				ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: authority.Pool,
			},
			&tls.Config{RootCAs: authority.Pool, Certificates: []tls.Certificate{authority.Certificate("gate")}}, "",
		},
		{
			"the client's is missing", &tls.Config{
				Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")},
				ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: authority.Pool,
			},
			&tls.Config{RootCAs: authority.Pool}, "get on storage node",
		},
		{"the node speaks no TLS", nil, &tls.Config{RootCAs: authority.Pool}, "agreeing on TLS"},
		{
			"the client speaks no TLS", &tls.Config{Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")}},
			nil, "get on storage node",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := start(t, memcacheserver.Options{TLS: c.server})
			s := burst.New(burst.Options{
				Addresses: map[string]string{"n1": server.Addr()}, OperationTimeout: patient, TLS: c.client,
			})
			defer s.Close()
			_, err := s.Get(t.Context(), "n1", "A-n1")
			if c.want == "" && !errors.Is(err, storage.ErrMiss) {
				t.Errorf("got %v", err)
			}
			if c.want != "" && (err == nil || errors.Is(err, storage.ErrMiss) || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
