package burst

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"msmgate/manager/storage"
)

const (
	readBuffer = 4 << 10  // holds any line of an answer
	keptBuffer = 64 << 10 // a larger buffer for commands isn't kept
	bigValue   = 32 << 10 // is written by itself instead of being copied
	maxRecord  = 4 << 10  // is sent at once over TLS; see endsRecord
)

// conn is one connection, used by one burst at a time.
type conn struct {
	node     *node
	patience *patience
	net      net.Conn // what is spoken over: patience, or TLS over it
	r        *bufio.Reader
	out      []byte
	// answered is whether anything was read since begin.
	answered bool
	opened   time.Time
}

func newConn(n *node, raw net.Conn) *conn {
	c := &conn{node: n, patience: &patience{Conn: raw}, opened: n.now()}
	c.net = c.patience
	if n.tls != nil {
		c.net = tls.Client(c.patience, n.tls)
	}
	c.r = bufio.NewReaderSize(c, readBuffer)
	return c
}

// begin readies the connection for a burst.
func (c *conn) begin(ctx context.Context, deadline time.Time) {
	c.answered = false
	c.patience.begin(ctx, deadline)
}

// Read notes that there was an answer.
func (c *conn) Read(p []byte) (int, error) {
	n, err := c.net.Read(p)
	if n > 0 {
		c.answered = true
	}
	return n, err
}

// handshake agrees on TLS and logs in, where that is wanted.
func (c *conn) handshake() error {
	if secured, ok := c.net.(*tls.Conn); ok {
		if err := secured.Handshake(); err != nil {
			return fmt.Errorf("agreeing on TLS: %w", err)
		}
	}
	if c.node.user == "" {
		return nil
	}
	if err := c.login(c.node.user, c.node.password); err != nil {
		return fmt.Errorf("logging in: %w", err)
	}
	return nil
}

// rest lets go of what an idle connection doesn't need.
func (c *conn) rest() {
	c.patience.ctx = nil
	if cap(c.out) > keptBuffer {
		c.out = nil
	}
}

// exchange sends operations and reads their answers. With an error
// the connection is of no more use; operations from done on have no answer.
func (c *conn) exchange(ops []storage.Op, results []storage.Result) (done int, err error) {
	for done < len(ops) {
		end, err := c.send(ops, done)
		if err != nil {
			return done, err
		}
		tellSent(ops[done:end])
		for ; done < end; done++ {
			r := &results[done]
			if err := c.receive(&ops[done], r, done); err != nil {
				if r.Err != nil { // answered, though it was the last answer
					done++
				}
				return done, err
			}
		}
	}
	if c.r.Buffered() > 0 {
		return done, errUnasked
	}
	return done, nil
}

// tellSent tells those that want to know that their operations are on their way.
func tellSent(ops []storage.Op) {
	for i := range ops {
		if ops[i].Sent != nil {
			ops[i].Sent()
		}
	}
}

// send writes as many operations as may go in one burst.
func (c *conn) send(ops []storage.Op, from int) (end int, err error) {
	c.out = c.out[:0]
	end = storage.BurstEnd(ops, from, func(int) bool { return true })
	for i := from; i < end; i++ {
		if err := c.write(&ops[i], i); err != nil {
			return end, err
		}
		if c.endsRecord(&ops[i]) {
			if err := c.flush(); err != nil {
				return end, err
			}
		}
	}
	return end, c.flush()
}

// flush sends what has been written.
func (c *conn) flush() error {
	if len(c.out) == 0 {
		return nil
	}
	_, err := c.net.Write(c.out)
	c.out = c.out[:0]
	return err
}

// endsRecord tells whether nothing may follow an operation in its TLS record.
// memcached reads a value by itself and then waits for the network, while what
// stood behind the value in the same record waits inside of it, decrypted
// (1.6.18); so does what doesn't fit its buffer.
func (c *conn) endsRecord(op *storage.Op) bool {
	return c.node.tls != nil && (op.Verb == storage.Set || op.Verb == storage.Add || len(c.out) > maxRecord)
}

// write adds an operation to what goes out.
func (c *conn) write(op *storage.Op, place int) error {
	if c.node.binary {
		c.out = appendBinary(c.out, op, uint32(place))
	} else {
		c.out = appendText(c.out, op)
	}
	if op.Verb != storage.Set && op.Verb != storage.Add {
		return nil
	}
	if len(op.Item.Value) > bigValue {
		for _, part := range [][]byte{c.out, op.Item.Value} {
			if _, err := c.net.Write(part); err != nil {
				return err
			}
		}
		c.out = c.out[:0]
	} else {
		c.out = append(c.out, op.Item.Value...)
	}
	if !c.node.binary {
		c.out = append(c.out, "\r\n"...)
	}
	return nil
}

// receive reads one operation's answer. The error is the connection's end.
func (c *conn) receive(op *storage.Op, r *storage.Result, place int) error {
	if c.node.binary {
		return c.receiveBinary(op, r, uint32(place))
	}
	return c.receiveText(op, r)
}
