//go:build !unix

package storage

import "net"

// Alive can't look without reading here, and trusts.
func Alive(net.Conn) bool { return true }
