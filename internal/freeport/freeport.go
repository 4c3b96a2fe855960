// Package freeport gives TCP ports to servers of tests that are stopped, and
// perhaps started again, while somebody goes on asking at their address.
//
// A port that the system gives (":0") is one of those that it gives to clients,
// too: it may be another test's, in another process, by the time its server is
// started again, or what was meant for the dead server reaches that test's. The
// ports given here are below those that Linux gives away by itself (32768 and
// above unless net.ipv4.ip_local_port_range says otherwise), and no port is given
// twice before all others were.
package freeport

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync/atomic"
)

// The ports to choose from.
const (
	first = 10_000
	count = 22_000
)

var next atomic.Uint32

func init() { next.Store(rand.Uint32N(count)) }

// Port is one that nobody listens on, neither at 127.0.0.1 nor, where there is
// one, at ::1. The next process may take it before the caller does, though it would
// have to choose the same one of 22,000.
func Port() (int, error) {
	var err error
	for range count {
		port := first + int(next.Add(1)%count)
		if err = try("tcp4", "127.0.0.1", port); err != nil {
			continue
		}
		if err = try("tcp6", "::1", port); err == nil || !HasIPv6() {
			return port, nil
		}
	}
	return 0, fmt.Errorf("looking for a free port from %d to %d: %w", first, first+count-1, err)
}

// Address is 127.0.0.1 with a Port. Without a free one it is an address that
// can't be listened on.
func Address() string {
	port, err := Port()
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("127.0.0.1:%d", port)
}

func try(network, host string, port int) error {
	l, err := net.Listen(network, net.JoinHostPort(host, fmt.Sprint(port)))
	if err != nil {
		return err
	}
	return l.Close()
}

// HasIPv6 says whether the machine has the IPv6 loopback address.
func HasIPv6() bool { return try("tcp6", "::1", 0) == nil }
