package freeport

import (
	"fmt"
	"net"
	"testing"
)

func TestPort(t *testing.T) {
	seen := map[int]bool{}
	for range 200 {
		port, err := Port()
		if err != nil {
			t.Fatal(err)
		}
		if seen[port] || port < first || port >= 32768 {
			t.Fatalf("port %d: given before is %v", port, seen[port])
		}
		seen[port] = true
	}
}

func TestTakenPortIsPassedOver(t *testing.T) {
	port, err := Port()
	if err != nil {
		t.Fatal(err)
	}
	taken := first + (port-first+1)%count
	l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", taken))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if port, err = Port(); err != nil || port == taken {
		t.Errorf("port %d (%v), which is taken", port, err)
	}
}

func TestAddressCanBeListenedOn(t *testing.T) {
	l, err := net.Listen("tcp", Address())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
