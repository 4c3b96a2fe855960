package memcacheserver

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

const (
	readBuffer  = 16 << 10
	writeBuffer = 16 << 10
	dataChunk   = 64 << 10 // a data block's first allocation, bytes
)

// conn is one client's connection.
type conn struct {
	server *Server
	id     uint64
	net    net.Conn
	r      *bufio.Reader
	w      *bufio.Writer

	tokens  [][]byte
	hits    []hit
	scratch []byte

	done     chan struct{} // closed when the server ends the connection
	doneOnce sync.Once
}

func newConn(s *Server, id uint64, nc net.Conn) *conn {
	c := &conn{server: s, id: id, net: nc, done: make(chan struct{})}
	c.r = bufio.NewReaderSize(flushingReader{c}, readBuffer)
	c.w = bufio.NewWriterSize(deadlineWriter{c}, writeBuffer)
	return c
}

// kill ends the connection from outside; with reset the client sees a
// connection reset instead of an end of stream.
func (c *conn) kill(reset bool) {
	c.doneOnce.Do(func() { close(c.done) })
	nc := c.net
	if secured, ok := nc.(*tls.Conn); ok && reset {
		nc = secured.NetConn() // which says no goodbye
	}
	if tcp, ok := nc.(*net.TCPConn); ok && reset {
		tcp.SetLinger(0)
	}
	nc.Close()
}

// serve answers commands until the client or the server ends the connection.
// The error is nil for an ordinary end.
func (c *conn) serve() error {
	defer c.w.Flush()
	first, err := c.r.Peek(1)
	if err != nil {
		return nil
	}
	if first[0] == 0x80 {
		return ErrBinaryProtocol
	}
	for {
		line, err := c.readLine()
		if errors.Is(err, ErrLineTooLong) {
			return err
		}
		if err != nil || !c.command(line) {
			return nil
		}
	}
}

// readLine gives the next line without its end; it is valid until the next
// read. memcached's rule: 2048 bytes without an end are too many, except for a
// get or gets with many keys.
func (c *conn) readLine() ([]byte, error) {
	seen := 0
	for {
		buffered, _ := c.r.Peek(c.r.Buffered())
		if i := bytes.IndexByte(buffered[seen:], '\n'); i >= 0 {
			end := seen + i
			c.r.Discard(end + 1)
			return bytes.TrimSuffix(buffered[:end], []byte("\r")), nil
		}
		seen = len(buffered)
		if seen >= MaxLineLength || seen > maxOtherLineLength && !isLongGet(buffered) {
			return nil, fmt.Errorf("%w: %d bytes without a line end", ErrLineTooLong, seen)
		}
		if seen == c.r.Size() {
			c.r = bufio.NewReaderSize(c.r, MaxLineLength)
		}
		if _, err := c.r.Peek(seen + 1); err != nil {
			return nil, err
		}
	}
}

// isLongGet says whether a line may be long: get or gets, after at most 100 spaces.
func isLongGet(line []byte) bool {
	trimmed := bytes.TrimLeft(line, " ")
	if len(line)-len(trimmed) > 100 {
		return false
	}
	return bytes.HasPrefix(trimmed, []byte("get ")) || bytes.HasPrefix(trimmed, []byte("gets "))
}

// command carries out one command line; false ends the connection.
func (c *conn) command(line []byte) bool {
	line = cString(line)
	c.tokens = split(line, c.tokens)
	fault, ok := c.server.faults.pass(c, line)
	if !ok {
		return false
	}
	c.server.trace.command(c.id, line)
	r := request{line: line, tokens: c.tokens}
	run := runUnknown
	if len(c.tokens) > 0 {
		cmd, known := commands[string(c.tokens[0])]
		if known && len(c.tokens) >= cmd.min && len(c.tokens) <= cmd.max {
			if cmd.data {
				return c.update(cmd.mode, r, fault)
			}
			run = cmd.run
		}
	}
	return c.answer(c.run(fault, func() reply { return run(c, r) }), fault)
}

// run carries out an effect, or what the fault says instead.
func (c *conn) run(fault Fault, effect func() reply) reply {
	if fault.Answer != "" {
		effect = func() reply { return reply{line: fault.Answer} }
	}
	return c.server.trace.run(c.id, effect)
}

// answer writes a reply; false ends the connection.
func (c *conn) answer(r reply, fault Fault) bool {
	if fault.CutAfter {
		c.kill(true)
		return false
	}
	if c.scratch == nil {
		c.scratch = make([]byte, 0, MaxKeyLength+64)
	}
	r.write(c.w, c.scratch)
	clear(c.hits) // answers must not keep large values alive
	return !r.close
}

// update reads a storage command's data block and carries the command out.
func (c *conn) update(m mode, r request, fault Fault) bool {
	quiet := r.noreply()
	u, ok := parseUpdate(m, r)
	if !ok {
		bad := func() reply { return reply{line: answerBadLine, quiet: quiet} }
		return c.answer(c.run(fault, bad), fault)
	}
	refused := c.run(Fault{}, func() reply {
		return reply{line: c.server.store.refusal(&u), quiet: quiet}
	})
	if refused.line != "" {
		if _, err := io.CopyN(io.Discard, c.r, int64(u.length)+2); err != nil {
			return false
		}
		return c.answer(refused, fault)
	}
	block, err := readData(c.r, u.length+2)
	if err != nil || !c.server.faults.gate(c) {
		return false
	}
	return c.answer(c.run(fault, func() reply {
		if !bytes.HasSuffix(block, []byte("\r\n")) {
			return reply{line: answerBadData, quiet: quiet}
		}
		return reply{line: c.server.store.store(&u, block[:u.length:u.length]), quiet: quiet}
	}), fault)
}

// readData reads exactly n bytes. The buffer grows with what came, never ahead
// of it by more than double.
func readData(r io.Reader, n int) ([]byte, error) {
	data := make([]byte, min(n, dataChunk))
	for read := 0; ; {
		m, err := io.ReadFull(r, data[read:])
		read += m
		if err != nil || read == n {
			return data, err
		}
		grown := make([]byte, min(n, 2*len(data)))
		copy(grown, data)
		data = grown
	}
}

// flushingReader sends what was answered before it waits for more commands.
type flushingReader struct{ c *conn }

func (f flushingReader) Read(p []byte) (int, error) {
	if err := f.c.w.Flush(); err != nil {
		return 0, err
	}
	n, err := f.c.net.Read(p)
	f.c.server.counts.bytesRead.Add(uint64(n))
	return n, err
}

// deadlineWriter gives up on clients that don't read.
type deadlineWriter struct{ c *conn }

func (d deadlineWriter) Write(p []byte) (int, error) {
	d.c.net.SetWriteDeadline(time.Now().Add(d.c.server.options.WriteTimeout))
	n, err := d.c.net.Write(p)
	d.c.server.counts.bytesWritten.Add(uint64(n))
	return n, err
}
