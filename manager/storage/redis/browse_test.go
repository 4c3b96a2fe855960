package redis_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/manager/storage"
	"msmgate/manager/storage/redis"
)

// listing is what SCAN answers.
func listing(next int, keys ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "*2\r\n$%d\r\n%d\r\n*%d\r\n", len(fmt.Sprint(next)), next, len(keys))
	for _, key := range keys {
		fmt.Fprintf(&b, "$%d\r\n%s\r\n", len(key), key)
	}
	return b.String()
}

// many are more keys than any other list of an answer has parts.
func many() (keys []string) {
	for i := range 500 {
		keys = append(keys, fmt.Sprintf("%032X.tomcat1", i))
	}
	return keys
}

// TestScan lists keys and reads values, and sends nothing else.
func TestScan(t *testing.T) {
	server := startFake(t)
	server.intercept(func(command []string) string {
		switch strings.Join(command, " ") {
		case "client no-touch on":
			return "+OK\r\n"
		case "dbsize":
			return ":501\r\n"
		case "scan 0 count 100":
			return listing(17, many()...)
		case "scan 17 count 100":
			return listing(0, "other")
		case "get hash":
			return "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"
		case "get long":
			return "$20971521\r\n"
		}
		return ""
	})
	s := open(t, server, redis.Options{Browsing: true})
	if n, err := s.Size(t.Context()); n != 501 || err != nil {
		t.Error(n, err)
	}
	if s.CountsAsUse() {
		t.Error("the server is said to count it as use")
	}
	keys, next, err := s.Scan(t.Context(), 0, 100)
	if err != nil || next != 17 || !slices.Equal(keys, many()) {
		t.Errorf("%d keys, %d, %v", len(keys), next, err)
	}
	keys, next, err = s.Scan(t.Context(), next, 100)
	if err != nil || next != 0 || !slices.Equal(keys, []string{"other"}) {
		t.Errorf("%q, %d, %v", keys, next, err)
	}
	if _, err := s.Get(t.Context(), "", "hash"); !errors.Is(err, redis.ErrNoString) || !errors.Is(err, storage.ErrRefused) {
		t.Error(err)
	}
	if _, err := s.Get(t.Context(), "", "long"); !errors.Is(err, redis.ErrTooLong) {
		t.Error(err)
	}
	if _, err := s.Get(t.Context(), "", "gone"); !errors.Is(err, storage.ErrMiss) { // over a new connection
		t.Error(err)
	}
}

// TestScanFaults: what a server doesn't do is named; a connection that it has
// closed is opened again, once.
func TestScanFaults(t *testing.T) {
	var asked atomic.Int32
	for _, c := range []struct {
		name   string
		answer func() string
		want   error // nil for none
		text   string
	}{
		{"no SCAN", func() string { return "-ERR unknown command 'scan'\r\n" }, storage.ErrRefused, "listing the keys on storage node 127.0.0.1"},
		{"not allowed", func() string { return "-NOPERM this user has no permissions to run the 'scan' command\r\n" }, storage.ErrRefused, "NOPERM"},
		{"no list", func() string { return "+OK\r\n" }, nil, "listing the keys"},
		{"a long list", func() string { return "*2\r\n$1\r\n0\r\n*1000000000\r\n" }, nil, "announces more than any answer has"},
		{"cut once", func() string {
			if asked.Add(1) == 1 {
				return "cut"
			}
			return listing(0, "A")
		}, nil, ""},
		{"cut always", func() string { return "cut" }, nil, "EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := startFake(t)
			server.intercept(func(command []string) string {
				if command[0] == "scan" {
					return c.answer()
				}
				return ""
			})
			s := open(t, server, redis.Options{Browsing: true})
			keys, _, err := s.Scan(t.Context(), 0, 10)
			if c.text == "" {
				if err != nil || len(keys) != 1 {
					t.Error(keys, err)
				}
				return
			}
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
				t.Error(err)
			}
			if !s.CountsAsUse() { // the fake knows no CLIENT
				t.Error("a server that knows no NO-TOUCH is said to leave the order of use alone")
			}
		})
	}
}

func TestScanHanging(t *testing.T) {
	server := startFake(t)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	server.intercept(func(command []string) string {
		if command[0] == "scan" {
			<-hang
		}
		return ""
	})
	s := open(t, server, redis.Options{Browsing: true, OperationTimeout: 50 * time.Millisecond})
	if _, _, err := s.Scan(t.Context(), 0, 10); !errors.Is(err, storage.ErrTimeout) {
		t.Errorf("%v, want ErrTimeout", err)
	}
	s = open(t, server, redis.Options{Browsing: true})
	failed := make(chan error)
	go func() {
		_, _, err := s.Scan(t.Context(), 0, 10)
		failed <- err
	}()
	s.Close()
	if err := <-failed; !errors.Is(err, storage.ErrClosed) {
		t.Errorf("%v, want ErrClosed", err)
	}
}
