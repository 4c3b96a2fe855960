package burst_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
	"msmgate/manager/storage/storagetest"
)

func TestBinaryConformance(t *testing.T) {
	server := startBinary(t, "me", "secret")
	storagetest.Run(t, storagetest.Config{
		Open: func(_ testing.TB, timeout time.Duration) storage.Storage {
			return openBinary(server.addr(), "me", "secret", timeout)
		},
		Node: "n1", ItemLimit: 1 << 20,
	})
}

func openBinary(address, user, password string, timeout time.Duration) *burst.Storage {
	return burst.New(burst.Options{
		Addresses: map[string]string{"n1": address}, OperationTimeout: timeout,
		Binary: true, Username: user, Password: password,
	})
}

// errAny stands for any error at all.
var errAny = errors.New("any error")

func TestLogin(t *testing.T) {
	for _, c := range []struct {
		name           string
		user, password string // of the server
		binary         bool
		ours           [2]string
		logins         int
		want           error
	}{
		{"CFG-46 both given", "me", "secret", true, [2]string{"me", "secret"}, 1, storage.ErrMiss},
		{"CFG-46 wrong password", "me", "secret", true, [2]string{"me", "guess"}, 1, storage.ErrRefused},
		{"CFG-46 no password: no login", "me", "secret", true, [2]string{"me", ""}, 0, storage.ErrRefused},
		{"CFG-46 not with text", "", "", false, [2]string{"me", "secret"}, 0, errAny},
		{"WIRE-76 nobody asks", "", "", true, [2]string{}, 0, storage.ErrMiss},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := startBinary(t, c.user, c.password)
			s := burst.New(burst.Options{
				Addresses: map[string]string{"n1": server.addr()}, OperationTimeout: patient,
				Binary: c.binary, Username: c.ours[0], Password: c.ours[1],
			})
			defer s.Close()
			for range 2 {
				_, err := s.Get(t.Context(), "n1", "this-needs-to-be-longer-than-a-header-n1")
				if !errors.Is(err, c.want) && (c.want != errAny || err == nil) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if errors.Is(err, storage.ErrRefused) && c.ours[1] != "" && strings.Contains(err.Error(), c.ours[1]) {
					t.Errorf("the error tells the password: %v", err)
				}
			}
			server.mu.Lock()
			defer server.mu.Unlock()
			if once := min(server.logins, 1); once != c.logins {
				t.Errorf("%d logins", server.logins)
			}
		})
	}
}

// TestBinaryHostileAnswers breaks frames.
func TestBinaryHostileAnswers(t *testing.T) {
	const ok = "\x81\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00v"
	for _, c := range []struct{ name, answer, want string }{
		{"a value", ok, ""},
		{"text", "ERROR Too many open connections\r\n", "binary protocol"},
		{"cut head", ok[:10], "EOF"},
		{"cut flags", ok[:26], "EOF"},
		{"cut value", ok[:28], "EOF"},
		{"another command's answer", "\x81\x01" + ok[2:], "another key"},
		{"another operation's answer", ok[:15] + "\x07" + ok[16:], "another key"},
		{"no flags", "\x81\x00\x00\x00\x00" + ok[5:], "binary protocol"},
		{"a huge body", ok[:8] + "\xff\xff\xff\xff" + ok[12:], "20971520"},
		{"a body shorter than its parts", ok[:8] + "\x00\x00\x00\x01" + ok[12:], "binary protocol"},
		{"a long error", ok[:6] + "\x00\x84\x00\x00\x10\x00" + ok[12:], "binary protocol"},
		{"an error", "\x81\x00\x00\x00\x00\x00\x00\x82\x00\x00\x00\x03" + strings.Repeat("\x00", 12) + "oom", "0x82: oom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// The script hangs up unless an answer looks like text's end.
			address := scripted(t, func([]string) string { return c.answer })
			s := openBinary(address, "", "", patient)
			defer s.Close()
			item, err := s.Get(t.Context(), "n1", "A-n1")
			if c.want == "" && (err != nil || string(item.Value) != "v" || item.Flags != 2048) {
				t.Errorf("got %+v, %v", item, err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
