package memcacheserver

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// loopbackAddresses gives the addresses that a host name or address of ours
// stands for. localhost is both 127.0.0.1 and ::1, whatever the resolver says:
// clients may try either first.
func loopbackAddresses(host string) ([]netip.Addr, error) {
	if host == "localhost" {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !addr.IsLoopback() {
		return nil, ErrNotLoopback
	}
	return []netip.Addr{addr}, nil
}

// bind opens listeners for address, a loopback host and a port. Port 0 takes a
// free one, the same for all listeners. A machine without IPv6 gets localhost
// on 127.0.0.1 alone.
func bind(address string) ([]net.Listener, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("port %q is not a number from 0 to 65535", portText)
	}
	addrs, err := loopbackAddresses(host)
	if err != nil {
		return nil, err
	}
	var listeners []net.Listener
	for _, addr := range addrs {
		l, err := net.Listen("tcp", netip.AddrPortFrom(addr, uint16(port)).String())
		if err != nil && len(listeners) > 0 && noSuchFamily(err) {
			continue
		}
		if err != nil {
			for _, opened := range listeners {
				opened.Close()
			}
			return nil, err
		}
		listeners = append(listeners, l)
		port = uint64(l.Addr().(*net.TCPAddr).Port)
	}
	return listeners, nil
}

func noSuchFamily(err error) bool {
	return errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)
}
