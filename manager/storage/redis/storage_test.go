package redis_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/manager/storage"
	"msmgate/manager/storage/redis"
	"msmgate/manager/storage/storagetest"
)

// patient is longer than any answer takes.
const patient = 30 * time.Second

func TestConformance(t *testing.T) {
	server := startFake(t)
	storagetest.Run(t, storagetest.Config{
		Open: func(_ testing.TB, timeout time.Duration) storage.Storage {
			return redis.New(redis.Options{Address: server.addr(), OperationTimeout: timeout})
		},
		NoFlags: true,
	})
}

func open(t testing.TB, server *fake, o redis.Options) *redis.Storage {
	if server != nil {
		o.Address = server.addr()
	}
	if o.OperationTimeout == 0 {
		o.OperationTimeout = patient
	}
	s := redis.New(o)
	t.Cleanup(func() { s.Close() })
	return s
}

// TestCommands shows what goes over the wire.
func TestCommands(t *testing.T) {
	server := startFake(t)
	const now = 1_800_000_000
	s := open(t, server, redis.Options{
		User: "me", Password: "secret", Database: 3,
		Now: func() time.Time { return time.Unix(now, 0) },
	})
	item := storage.Item{Value: []byte("v")}
	ops := []storage.Op{
		{Verb: storage.Get, Key: "A"},
		{Verb: storage.Set, Key: "A", Item: item},
		{Verb: storage.Set, Key: "A", Item: item, Exptime: 3600},
		{Verb: storage.Set, Key: "A", Item: item, Exptime: 2592000},
		{Verb: storage.Set, Key: "A", Item: item, Exptime: now + 2592001},
		{Verb: storage.Set, Key: "A", Item: item, Exptime: now - 1},
		{Verb: storage.Set, Key: "A", Item: item, Exptime: -6},
		{Verb: storage.Add, Key: "lock:A", Item: item, Exptime: 5},
		{Verb: storage.Add, Key: "B", Item: item},
		{Verb: storage.Add, Key: "C", Item: item, Exptime: -1},
		{Verb: storage.Delete, Key: "lock:A"},
	}
	for _, r := range s.Do(t.Context(), ops...) {
		if r.Err != nil && !errors.Is(r.Err, storage.ErrMiss) {
			t.Error(r.Err)
		}
	}
	want := []string{
		"hello 2", "auth me secret", "select 3",
		"get A", "set A …", "setex A 3600 …", "setex A 2592000 …", "setex A 2592001 …", "setex A 1 …", "del A",
		"set lock:A … ex 5 nx", "set B … nx", "exists C", "del lock:A",
	}
	if got := server.commands(); !slices.Equal(got, want) {
		t.Errorf("NODE-61: commands sent:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLogin(t *testing.T) {
	for _, c := range []struct {
		name    string
		options redis.Options
		answers map[string]string
		want    string // in the error; "" for none
	}{
		{"password", redis.Options{Password: "p"}, map[string]string{"auth p": "+OK\r\n"}, ""},
		{"user", redis.Options{User: "u", Password: "p"}, map[string]string{"auth u p": "+OK\r\n"}, ""},
		{"user that the server doesn't know", redis.Options{User: "u", Password: "p"},
			map[string]string{"auth u p": "-WRONGPASS invalid username-password pair\r\n", "auth p": "+OK\r\n"}, ""},
		{"server without users", redis.Options{User: "u", Password: "p"},
			map[string]string{"auth u p": "-ERR wrong number of arguments\r\n", "auth p": "+OK\r\n"}, ""},
		{"wrong password", redis.Options{User: "u", Password: "p"}, nil, "WRONGPASS"},
		{"no such database", redis.Options{Database: 99}, map[string]string{"select 99": "-ERR DB index is out of range\r\n"}, "out of range"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := startFake(t)
			server.intercept(func(command []string) string {
				if answer := c.answers[strings.Join(command, " ")]; answer != "" {
					return answer
				}
				if command[0] == "auth" {
					return "-WRONGPASS invalid username-password pair\r\n"
				}
				return ""
			})
			_, err := open(t, server, c.options).Get(t.Context(), "", "0A-key")
			if c.want == "" && !errors.Is(err, storage.ErrMiss) {
				t.Errorf("got %v", err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	server := startFake(t)
	server.intercept(func(command []string) string {
		switch {
		case command[0] == "setex" && command[1] == "A":
			return "-OOM command not allowed when used memory > 'maxmemory'.\r\n"
		case command[0] == "get" && command[1] == "A":
			return "-WRONGTYPE A holds a list\r\n"
		}
		return ""
	})
	s := open(t, server, redis.Options{})
	results := s.Do(t.Context(),
		storage.Op{Verb: storage.Set, Key: "A", Exptime: 5}, storage.Op{Verb: storage.Get, Key: "A"},
		storage.Op{Verb: storage.Set, Key: "B", Exptime: 5})
	if err := results[0].Err; !errors.Is(err, storage.ErrRefused) || !strings.Contains(err.Error(), "OOM") {
		t.Errorf("set: %v", err)
	}
	if err := results[1].Err; !errors.Is(err, storage.ErrRefused) || strings.Contains(err.Error(), "A holds") {
		t.Errorf("get: %v, want a refusal without the key", err)
	}
	if err := results[2].Err; err != nil {
		t.Errorf("behind them: %v", err)
	}
}

func TestHangingServer(t *testing.T) {
	server := startFake(t)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	server.intercept(func(command []string) string {
		if command[0] == "get" {
			<-hang
		}
		return ""
	})
	s := open(t, server, redis.Options{OperationTimeout: 50 * time.Millisecond})
	if _, err := s.Get(t.Context(), "", "A"); !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("got %v, want ErrTimeout", err)
	}
	s = open(t, server, redis.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := s.Get(ctx, "", "A")
		failed <- err
	}()
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
	go func() {
		_, err := s.Get(t.Context(), "", "A")
		failed <- err
	}()
	s.Close()
	if err := <-failed; !errors.Is(err, storage.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
}

// TestCutConnections: what was asked over a connection that is gone is asked
// again, once; an add, and what is marked with Op.Once, never.
func TestCutConnections(t *testing.T) {
	server := startFake(t)
	s := open(t, server, redis.Options{})
	var asked atomic.Int32
	cutting := func(verb string, times int32) {
		asked.Store(0)
		server.intercept(func(command []string) string {
			if command[0] == verb && asked.Add(1) <= times {
				return "cut"
			}
			return ""
		})
	}
	item := storage.Item{Value: []byte("v")}
	for _, c := range []struct {
		name, verb  string
		cut, asked  int32
		run         func() error
		wantFailure bool
	}{
		{"set", "set", 1, 2, func() error { return s.Set(t.Context(), "", "A", item, 0) }, false},
		{"set cut twice", "set", 2, 2, func() error { return s.Set(t.Context(), "", "A", item, 0) }, true},
		{"add", "set", 1, 1, func() error { return s.Add(t.Context(), "", "B", item, 0) }, true},
		{"delete", "del", 1, 2, func() error { return s.Delete(t.Context(), "", "A") }, false},
		{"delete once", "del", 1, 1, func() error {
			return s.Do(t.Context(), storage.Op{Verb: storage.Delete, Key: "lock:A", Once: true})[0].Err
		}, true},
	} {
		cutting(c.verb, c.cut)
		if err := c.run(); (err != nil) != c.wantFailure || errors.Is(err, storage.ErrNotStored) {
			t.Errorf("%s: %v", c.name, err)
		}
		if n := asked.Load(); n != c.asked {
			t.Errorf("%s: asked %d times, want %d", c.name, n, c.asked)
		}
	}
}

// TestDeadServer refuses connections; a name is looked up for each try.
func TestDeadServer(t *testing.T) {
	server := startFake(t)
	var names []string
	s := open(t, nil, redis.Options{
		Address: "sessions.example:6379",
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			names = append(names, address)
			return new(net.Dialer).DialContext(ctx, network, server.addr())
		},
	})
	if _, err := s.Get(t.Context(), "", "A"); !errors.Is(err, storage.ErrMiss) {
		t.Fatal(err)
	}
	server.stop()
	_, err := s.Get(t.Context(), "", "A")
	if err == nil || !strings.Contains(err.Error(), "get on storage node sessions.example:6379") {
		t.Errorf("a dead server gives %v", err)
	}
	if len(names) < 2 || slices.Compact(names)[0] != "sessions.example:6379" {
		t.Errorf("dialled %q", names)
	}
}
