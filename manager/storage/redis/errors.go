package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"msmgate/manager/storage"
)

func (s *Storage) name() string {
	if s.options.Node == "" {
		return s.options.Address
	}
	return s.options.Node + " (" + s.options.Address + ")"
}

// explain wraps an error with the operation and the node, never with the key.
func (s *Storage) explain(ctx context.Context, op *storage.Op, err error) error {
	return fmt.Errorf("%s on storage node %s: %w", op.Verb, s.name(), s.reason(ctx, op.Key, err))
}

// reason says in the words of package storage what went wrong with a key, "" for
// none.
func (s *Storage) reason(ctx context.Context, key string, err error) error {
	var network net.Error
	var refused goredis.Error
	switch {
	case errors.Is(err, storage.ErrBadKey), errors.Is(err, storage.ErrTooLarge):
	case s.base.Err() != nil, errors.Is(err, goredis.ErrClosed):
		return storage.ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, storage.ErrTimeout):
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.Is(err, goredis.ErrPoolTimeout), errors.As(err, &network) && network.Timeout():
		return storage.ErrTimeout
	case errors.As(err, &refused):
		text := err.Error()
		noString := strings.HasPrefix(text, "WRONGTYPE")
		if key != "" && strings.Contains(text, key) {
			text = "with an error that repeats the key"
		}
		err = fmt.Errorf("%w: %.100q", storage.ErrRefused, text)
		if noString {
			err = fmt.Errorf("%w: %w", ErrNoString, err)
		}
	}
	return err
}

// allBroken tells whether every command failed because the other side had
// closed the connection: nothing was answered.
func allBroken(replies []reply) bool {
	for _, r := range replies {
		if !broken(r.err) {
			return false
		}
	}
	return len(replies) > 0
}
