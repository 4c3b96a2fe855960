package harness

import (
	"testing"
	"time"

	"msmgate/internal/freeport"
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
	port, err := freeport.Port()
	if err != nil {
		t.Fatal(err)
	}
	return port
}
