package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/storage/storagetest"
)

// censusOutput runs a census and gives what it writes.
func censusOutput(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, notes bytes.Buffer
	cmd := newRootCommand()
	cmd.SetArgs(append([]string{"census"}, args...))
	cmd.SetOut(&out)
	cmd.SetErr(&notes)
	err = cmd.ExecuteContext(t.Context())
	return out.String(), notes.String(), err
}

// TestCensusOverTLS reads a memcached that speaks nothing but TLS, as the manager
// reaches one.
func TestCensusOverTLS(t *testing.T) {
	authority := storagetest.NewAuthority(t)
	ca, _, _ := authority.Files(authority.Certificate("gate"))
	srv := memcacheserver.New(memcacheserver.Options{TLS: &tls.Config{Certificates: []tls.Certificate{authority.Certificate("127.0.0.1")}}})
	if err := srv.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	captures, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range captures[0].Keys {
		if err := srv.Set(k.Key, k.Flags, 0, k.Value); err != nil {
			t.Fatal(err)
		}
	}
	stdout, stderr, err := censusOutput(t, "--memcached", srv.Addr(), "--memcached-ca", ca, "--json")
	if err != nil {
		t.Fatal(err, stderr)
	}
	var report struct {
		Items struct{ Records, Decoded int }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || report.Items.Decoded == 0 || report.Items.Decoded != report.Items.Records {
		t.Errorf("%+v, %v", report, err)
	}
	for want, args := range map[string][]string{
		"agreeing on TLS":                  {"--memcached-tls"}, // nobody who is trusted
		"must be spoken to so":             nil,
		"--memcached-cert and --memcached": {"--memcached-cert", ca},
	} {
		_, _, err := censusOutput(t, append(args, "--memcached", srv.Addr())...)
		if exitCode(err) != exitUnreadable || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
