package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	goredis "github.com/redis/go-redis/v9"

	"msmgate/manager/storage"
)

var errVerb = errors.New("no such operation")

func (s *Storage) name() string {
	if s.options.Node == "" {
		return s.options.Address
	}
	return s.options.Node + " (" + s.options.Address + ")"
}

// explain wraps an error with the operation and the node, never with the key.
func (s *Storage) explain(ctx context.Context, op *storage.Op, err error) error {
	var network net.Error
	var refused goredis.Error
	switch {
	case errors.Is(err, storage.ErrBadKey), errors.Is(err, storage.ErrTooLarge):
	case s.base.Err() != nil, errors.Is(err, goredis.ErrClosed):
		err = storage.ErrClosed
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.Is(err, storage.ErrTimeout):
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.Is(err, goredis.ErrPoolTimeout), errors.As(err, &network) && network.Timeout():
		err = storage.ErrTimeout
	case errors.As(err, &refused):
		text := err.Error()
		if strings.Contains(text, op.Key) {
			text = "with an error that repeats the key"
		}
		err = fmt.Errorf("%w: %.100q", storage.ErrRefused, text)
	}
	return fmt.Errorf("%s on storage node %s: %w", op.Verb, s.name(), err)
}

// allBroken tells whether every command failed because the other side had
// closed the connection: nothing was answered.
func allBroken(replies []reply) bool {
	for _, r := range replies {
		if !errors.Is(r.err, io.EOF) && !errors.Is(r.err, syscall.ECONNRESET) && !errors.Is(r.err, syscall.EPIPE) {
			return false
		}
	}
	return len(replies) > 0
}
