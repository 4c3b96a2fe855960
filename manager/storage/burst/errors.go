package burst

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"msmgate/manager/storage"
)

var (
	errForeign       = errors.New("the answer was for another key; the connection is dropped")
	errUnasked       = errors.New("there was an answer that nobody had asked for; the connection is dropped")
	errAnswer        = errors.New("the answer is not memcached's text protocol; the connection is dropped")
	errFrame         = errors.New("the answer is not memcached's binary protocol; the connection is dropped")
	errSize          = errors.New("the answer announces more than 20971520 bytes; the connection is dropped")
	errRefusedBefore = errors.New("the node refused an earlier operation of the same burst; the connection is dropped")
)

// explain wraps an error with the operation and the node, never with the key.
func (n *node) explain(ctx context.Context, op *storage.Op, err error) error {
	var network net.Error
	switch {
	case errors.Is(err, storage.ErrBadKey), errors.Is(err, storage.ErrTooLarge):
	case n.base.Err() != nil:
		err = storage.ErrClosed
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, storage.ErrTimeout):
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &network) && network.Timeout():
		err = storage.ErrTimeout
	}
	return fmt.Errorf("%s on storage node %s: %w", op.Verb, n.name(), err)
}

// connecting says that an error came before the first command.
func connecting(err error) error {
	var network net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout() {
		err = storage.ErrTimeout
	}
	return fmt.Errorf("connecting: %w", err)
}

// refused wraps a node's own words, unless the key is in them.
func (n *node) refused(op *storage.Op, text string) error {
	if strings.Contains(text, op.Key) {
		text = "with an error that repeats the key"
	}
	return fmt.Errorf("%s on storage node %s: %w: %.100q", op.Verb, n.name(), storage.ErrRefused, text)
}

// broken tells whether an error is that of a connection which the other side
// had closed.
func broken(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
