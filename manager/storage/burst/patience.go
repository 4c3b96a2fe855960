package burst

import (
	"context"
	"errors"
	"net"
	"os"
	"time"

	"msmgate/manager/storage"
)

// glance is how often a wait looks whether its context has ended.
const glance = 10 * time.Millisecond

// patience is a network connection whose reads and writes wait until the
// burst's deadline or its context's end. It asks the context now and then
// instead of being told, which costs nothing as long as answers come quickly.
type patience struct {
	net.Conn
	ctx      context.Context
	deadline time.Time
	wrote    bool // whether the other side may have got anything since begin
}

// begin readies the connection for a burst.
func (p *patience) begin(ctx context.Context, deadline time.Time) {
	p.ctx, p.deadline, p.wrote = ctx, deadline, false
	p.extend(time.Now())
}

// extend lets the connection wait a while longer.
func (p *patience) extend(now time.Time) {
	until := p.deadline
	if soon := now.Add(glance); p.ctx.Done() != nil && soon.Before(until) {
		until = soon
	}
	p.Conn.SetDeadline(until) // it can only fail once the connection is closed
}

// goOn tells why a wait that was interrupted is over, or extends it.
func (p *patience) goOn() error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	now := time.Now()
	if !now.Before(p.deadline) {
		return storage.ErrTimeout
	}
	p.extend(now)
	return nil
}

// Read waits for the node.
func (p *patience) Read(b []byte) (int, error) {
	for {
		n, err := p.Conn.Read(b)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
		if err := p.goOn(); err != nil {
			return 0, err
		}
	}
}

// Write waits until the node has taken all.
func (p *patience) Write(b []byte) (written int, err error) {
	for {
		n, err := p.Conn.Write(b[written:])
		p.wrote = p.wrote || n > 0
		if written += n; err == nil || !errors.Is(err, os.ErrDeadlineExceeded) {
			return written, err
		}
		if err := p.goOn(); err != nil {
			return written, err
		}
	}
}
