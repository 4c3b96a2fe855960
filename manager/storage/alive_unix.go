//go:build unix

package storage

import (
	"net"
	"syscall"
)

// Alive looks whether the other side has closed an idle connection, without
// waiting and without reading. A node says nothing unasked: bytes that can be
// read are no good sign. A connection that can't be looked at is trusted.
func Alive(c net.Conn) bool {
	if secured, ok := c.(interface{ NetConn() net.Conn }); ok {
		c = secured.NetConn()
	}
	tcp, ok := c.(syscall.Conn)
	if !ok {
		return true
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return false
	}
	quiet := false
	var one [1]byte
	err = raw.Read(func(fd uintptr) bool {
		n, _, err := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		quiet = n <= 0 && (err == syscall.EAGAIN || err == syscall.EWOULDBLOCK)
		return true
	})
	return err == nil && quiet
}
