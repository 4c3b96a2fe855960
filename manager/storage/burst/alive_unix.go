//go:build unix

package burst

import "syscall"

// alive looks whether the other side has closed an idle connection, without
// waiting. A node says nothing unasked: bytes that can be read are no good sign.
func (c *conn) alive() bool {
	tcp, ok := c.patience.Conn.(syscall.Conn)
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
