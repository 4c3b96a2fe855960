package memcached

import (
	"bytes"
	"net"
	"strconv"
	"time"
)

// conn is a connection as gomemcache sees it. It keeps the operation's
// deadline, whatever is set, and sends "get" where gomemcache would send
// "gets": no MSM node asks for cas ids, so neither do we (WIRE-75). gomemcache
// reads an answer without one all the same.
type conn struct {
	net.Conn
	line *line
	// head is the beginning of a get's answer, until its first line is whole.
	head []byte
	// command is room for a command that is rewritten.
	command []byte
}

// maxHead is more than the first line of an answer can have: "VALUE", a key,
// flags, a length.
const maxHead = 512

// Write sends what gomemcache has to say. A whole get command comes in one
// piece, since it is shorter than gomemcache's buffer.
func (c *conn) Write(p []byte) (int, error) {
	rest, isGets := bytes.CutPrefix(p, []byte("gets "))
	if !c.line.getting || !isGets {
		return c.Conn.Write(p)
	}
	c.command = append(append(c.command[:0], "get "...), rest...)
	if _, err := c.Conn.Write(c.command); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Read passes an answer on. Before gomemcache makes room for a value, its
// announced length is checked.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.line.answered = true
	}
	if c.line.getting && !c.checkSize(p[:n]) {
		return 0, errDeclaredSize
	}
	return n, err
}

// checkSize looks at the first line of a get's answer as it comes in and
// tells whether the length in it, if there is one, is bearable.
func (c *conn) checkSize(p []byte) bool {
	if bytes.IndexByte(c.head, '\n') >= 0 || len(c.head) >= maxHead {
		return true // seen before
	}
	c.head = append(c.head, p[:min(len(p), maxHead-len(c.head))]...)
	line, _, whole := bytes.Cut(c.head, []byte("\r\n"))
	if fields := bytes.Fields(line); whole && len(fields) >= 4 && string(fields[0]) == "VALUE" {
		size, err := strconv.ParseUint(string(fields[3]), 10, 64)
		return err == nil && size <= MaxValue
	}
	return true
}

// SetDeadline sets the operation's deadline instead.
func (c *conn) SetDeadline(time.Time) error { return c.line.setDeadline(c) }

// Close ends the connection.
func (c *conn) Close() error {
	c.line.closed(c)
	return c.Conn.Close()
}
