package harness

import (
	"fmt"
	"net"
	"testing"
	"time"
)

// Eventually waits until a condition holds, that is, until it returns nil, and fails the test if it does not in time.
func Eventually(t testing.TB, within time.Duration, what string, condition func() error) {
	t.Helper()
	if err := wait(within, condition); err != nil {
		t.Fatalf("waiting %v until %s: %v", within, what, err)
	}
}

// hopeless is an error after which waiting longer can't help.
type hopeless struct{ error }

func wait(within time.Duration, condition func() error) error {
	deadline := time.Now().Add(within)
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		err := condition()
		if err == nil {
			return nil
		}
		if _, ok := err.(hopeless); ok || time.Now().After(deadline) {
			return err
		}
		<-again.C
	}
}

// FreePort is a TCP port that nobody listens on, neither at 127.0.0.1 nor at ::1. Someone may take it before the
// caller does, so callers try again with another one.
func FreePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		first, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatalf("looking for a free port: %v", err)
		}
		port := first.Addr().(*net.TCPAddr).Port
		second, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", port))
		first.Close()
		if err == nil {
			second.Close()
		}
		if err == nil || !hasIPv6() {
			return port
		}
	}
	t.Fatal("looking for a free port: none that is free at 127.0.0.1 and ::1")
	return 0
}

// hasIPv6 says whether the machine has the IPv6 loopback address.
func hasIPv6() bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	l.Close()
	return true
}
