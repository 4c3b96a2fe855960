package redis

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net"
	"strconv"
	"syscall"

	"msmgate/manager/storage"
)

var (
	errSize  = errors.New("the answer announces more than any answer has; the connection is dropped")
	errValue = fmt.Errorf("%w; the connection is dropped", ErrTooLong)
)

// guard is a connection that looks at the lengths in what a server says before
// go-redis does, which sets memory aside for as much as is announced.
type guard struct {
	net.Conn
	head []byte // a line that isn't whole yet
	skip int    // bytes of a value that are still to come, with its line end
	// keys says that lists of keys may come. parts are those of one that are
	// still to come, left the bytes that they may have together.
	keys        bool
	parts, left uint64
}

const (
	maxHead = 32   // bytes of a line that are kept: a number is shorter
	maxList = 64   // parts of an answer; the longest tells of the server itself
	maxKeys = 8192 // parts of a list of keys
)

// Read passes on what is bearable.
func (g *guard) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	if fault := g.bearable(p[:n]); fault != nil {
		return 0, fault
	}
	return n, err
}

// guarded puts a guard before a connection. Where go-redis could look whether
// an idle one has been closed, it still can.
func guarded(c net.Conn, keys bool) net.Conn {
	g := &guard{Conn: c, keys: keys}
	if under, ok := c.(syscall.Conn); ok {
		return struct {
			*guard
			syscall.Conn
		}{g, under}
	}
	return g
}

// bearable follows the protocol's lines and values; the error says what isn't.
func (g *guard) bearable(p []byte) error {
	for len(p) > 0 {
		if g.skip > 0 {
			n := min(g.skip, len(p))
			g.skip, p = g.skip-n, p[n:]
			continue
		}
		line, rest, whole := bytes.Cut(p, []byte("\n"))
		g.head = append(g.head, line[:min(len(line), maxHead-len(g.head))]...)
		p = rest
		if !whole {
			return nil
		}
		kind, count := announced(g.head)
		switch kind {
		case value:
			if err := g.value(count); err != nil {
				return err
			}
			g.skip = int(count) + 2
		case list:
			if !g.list(count) {
				return errSize
			}
		}
		g.head = g.head[:0]
	}
	return nil
}

// value counts one of so many bytes, which may be part of a list of keys.
func (g *guard) value(bytes uint64) error {
	if bytes > storage.MaxValue {
		return errValue
	}
	if g.parts == 0 {
		return nil
	}
	if bytes > g.left {
		return errSize
	}
	g.parts--
	g.left -= bytes
	return nil
}

// list tells whether a list may have so many parts. All keys of a longer one
// have together no more bytes than a value.
func (g *guard) list(parts uint64) bool {
	if parts <= maxList {
		return true
	}
	if !g.keys || parts > maxKeys || g.parts > 0 {
		return false
	}
	g.parts, g.left = parts, storage.MaxValue
	return true
}

// What a line announces.
const (
	nothing = iota
	value   // so many bytes
	list    // so many parts
)

// announced gives the number in a line that announces something.
func announced(line []byte) (kind int, count uint64) {
	switch {
	case len(line) == 0:
		return nothing, 0
	case bytes.IndexByte([]byte("$=!"), line[0]) >= 0:
		kind = value
	case bytes.IndexByte([]byte("*%~>|"), line[0]) >= 0:
		kind = list
	default:
		return nothing, 0
	}
	digits := bytes.TrimSuffix(line[1:], []byte("\r"))
	count, err := strconv.ParseUint(string(digits), 10, 64)
	if errors.Is(err, strconv.ErrRange) || len(line) == maxHead {
		return kind, math.MaxUint64
	}
	if err != nil {
		return nothing, 0
	}
	return kind, count
}
